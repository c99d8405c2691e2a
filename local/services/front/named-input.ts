/** A look into the input of a JSON or CBOR request, for what must be known before the operation reads it. */
import { codecFor } from './codec.js';
import type { ServiceRequest } from './service.js';

export type NamedInput = Readonly<Record<string, unknown>>;

/** Empty for what can not be read: the operation says what is wrong with it. */
export function namedInput({ headers, body }: ServiceRequest): NamedInput {
  try {
    const value = body.length === 0 ? {} : codecFor(headers['content-type']).decode(body);
    return typeof value === 'object' && value !== null ? (value as NamedInput) : {};
  } catch {
    return {};
  }
}

export const textOf = (input: NamedInput, name: string): string | null => {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : null;
};
