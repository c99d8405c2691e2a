/** Names and what they stand for: a block's own, then the enclosing ones, at last what the function captured. */
import type { Value } from './value.js';

export interface Scope {
  /** Undefined: not a name here. Null: a name whose value could not be read, which was reported. */
  readonly find: (name: string) => Value | null | undefined;
}

export interface Block extends Scope {
  readonly define: (name: string, value: Value | null) => void;
}

export function block(outer: Scope): Block {
  const names = new Map<string, Value | null>();
  return {
    find: (name) => (names.has(name) ? names.get(name) : outer.find(name)),
    define: (name, value) => void names.set(name, value),
  };
}
