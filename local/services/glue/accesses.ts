/** What a request to Glue needs, in the words of IAM: the catalog, the database and the table that it is about. */
import { arnOf } from '../front/account.js';
import type { Access } from '../front/authority.js';
import { namedInput, textOf, type NamedInput } from '../front/named-input.js';
import type { ServiceRequest } from '../front/service.js';

export function glueAccesses(request: ServiceRequest): readonly Access[] {
  const action = `glue:${request.target ?? ''}`;
  const arn = (resource: string): Access => ({ action, resource: arnOf('glue', request.region, resource) });
  const input = namedInput(request);
  const database = textOf(input, 'DatabaseName') ?? (/Database$/.test(action) ? textOf(input, 'Name') : null);
  if (database === null) return [arn('catalog')];
  const table =
    textOf(input, 'TableName') ?? nameOf(input['TableInput']) ?? (/Table$/.test(action) ? textOf(input, 'Name') : null);
  return [arn('catalog'), arn(`database/${database}`), ...(table === null ? [] : [arn(`table/${database}/${table}`)])];
}

const nameOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null ? textOf(value as NamedInput, 'Name') : null;
