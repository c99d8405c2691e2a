/** An operation of the API: its input is checked against the service model's bounds before anything else. */
import type { Operation } from '../../services/front/operations.js';
import { readInput, type Shape } from '../../services/front/shape.js';

export interface Called {
  readonly region: string;
}

export const operation =
  <T>(shape: Shape<T>, work: (input: T, called: Called) => unknown, refusal = 'InvalidArgumentException'): Operation =>
  (input, { region }) =>
    work(readInput(shape, input, refusal), { region });
