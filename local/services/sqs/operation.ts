/** What an operation is given besides its input. */
import type { SqsFaults } from './faults.js';
import type { Input } from './input.js';
import type { Caller, Queues } from './queues.js';

export interface Around {
  readonly queues: Queues;
  readonly caller: Caller;
  readonly faults: SqsFaults;
  readonly now: () => number;
}

/** Gives the answer's fields; nothing is an answer without any. */
export type Operation = (input: Input, around: Around) => object | void | Promise<object | void>;
