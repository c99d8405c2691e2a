/** The query protocol: a form in, XML out. Every value of the form is text; lists are numbered. */
import { AwsError } from './aws-error.js';
import type { Operations } from './operations.js';
import type { ServiceAnswer, ServiceRequest } from './service.js';
import { dataElement, element } from './xml.js';

type Node = string | { [key: string]: Node };

export async function callQuery(
  operations: Operations,
  request: ServiceRequest,
  namespace: string,
): Promise<ServiceAnswer> {
  const form = formOf(request);
  const action = form.get('Action');
  if (action === null) throw new AwsError('MissingAction', 'The request has no Action.');
  const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
  if (operation === undefined) throw new AwsError('InvalidAction', `The local service has no ${action}.`);
  const result: unknown = await operation(inputOf(form), { region: request.region, operation: action });
  const inner = result === undefined ? '' : dataElement(`${action}Result`, result);
  const metadata = `<ResponseMetadata>${element('RequestId', request.id)}</ResponseMetadata>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<${action}Response xmlns="${namespace}">${inner}${metadata}</${action}Response>`,
  };
}

export function formOf({ body, query, method }: Pick<ServiceRequest, 'body' | 'query' | 'method'>): URLSearchParams {
  return method === 'GET' ? query : new URLSearchParams(body.toString('utf8'));
}

/** `Tags.member.1.Key=a` becomes `{ Tags: [{ Key: 'a' }] }`. */
export function inputOf(form: URLSearchParams): Readonly<Record<string, unknown>> {
  const root = Object.create(null) as { [key: string]: Node };
  for (const [name, value] of form) {
    if (name === 'Action' || name === 'Version') continue;
    const path = name.split('.');
    let node = root;
    for (const key of path.slice(0, -1)) {
      const next = Object.hasOwn(node, key) ? node[key] : undefined;
      node = typeof next === 'object' ? next : (node[key] = Object.create(null) as { [key: string]: Node });
    }
    node[path.at(-1) ?? ''] = value;
  }
  return plain(root) as Readonly<Record<string, unknown>>;
}

function plain(node: Node): unknown {
  if (typeof node === 'string') return node;
  const members = node['member'];
  if (typeof members === 'object' && Object.keys(node).length === 1) return listOf(members);
  // An empty list is sent as its name with nothing behind it, or `.member` with nothing behind it.
  if (members === '' && Object.keys(node).length === 1) return [];
  return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, plain(each)]));
}

const listOf = (members: { readonly [key: string]: Node }): unknown[] =>
  Object.entries(members)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, each]) => plain(each));
