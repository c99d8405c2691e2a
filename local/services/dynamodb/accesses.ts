/** What a request to DynamoDB needs, in the words of IAM: one permission a table. */
import { arnOf } from '../front/account.js';
import type { Access } from '../front/authority.js';
import type { ServiceRequest } from '../front/service.js';
import { tablesOf } from './tables-of.js';

export function dynamoDbAccesses(request: ServiceRequest): readonly Access[] {
  const action = `dynamodb:${request.target ?? ''}`;
  const tables = tablesOf(request);
  if (tables.length === 0) return [{ action, resource: '*' }];
  return tables.map((table) => ({
    action,
    resource: table.startsWith('arn:') ? table : arnOf('dynamodb', request.region, `table/${table}`),
  }));
}
