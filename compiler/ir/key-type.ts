/** The type of a key column as DynamoDB has it: number, bytes or text. Dates are text, which sorts as they do. */
import type { Type } from './types.js';

export type KeyType = 'N' | 'B' | 'S';

export function keyType({ kind }: Type): KeyType {
  switch (kind) {
    case 'number':
    case 'int':
    case 'bigint':
      return 'N';
    case 'bytes':
      return 'B';
    default:
      return 'S';
  }
}
