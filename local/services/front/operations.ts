/** A service as a table of operations, the way of all JSON protocols: one path, the operation in `X-Amz-Target`. */
import { AwsError } from './aws-error.js';
import { codecFor } from './codec.js';
import type { ServiceAnswer, ServiceRequest } from './service.js';

export interface OperationContext {
  readonly region: string;
  readonly operation: string;
}

/** What it gives becomes the answer's body; `undefined` is an answer without body. */
export type Operation = (input: Readonly<Record<string, unknown>>, context: OperationContext) => unknown;
export type Operations = Readonly<Record<string, Operation>>;

export async function callOperation(operations: Operations, request: ServiceRequest): Promise<ServiceAnswer> {
  const { target, headers, body, region } = request;
  const operation = target !== null && Object.hasOwn(operations, target) ? operations[target] : undefined;
  if (target === null || !operation) throw new AwsError('UnknownOperationException', '');
  const codec = codecFor(headers['content-type']);
  const input = body.length === 0 ? {} : codec.decode(body);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new AwsError('SerializationException', 'The body of the request is not a structure.');
  }
  const result: unknown = await operation(input as Record<string, unknown>, { region, operation: target });
  const answered = { 'content-type': codec.contentType, ...codec.headers };
  if (result === undefined) return { status: 200, headers: answered };
  return { status: 200, headers: answered, body: codec.encode(result) };
}
