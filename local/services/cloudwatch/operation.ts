/** An operation with checked input. */
import type { Operation } from '../front/operations.js';
import { readInput, type Shape } from '../front/shape.js';

export const operation =
  <T>(shape: Shape<T>, work: (input: T, region: string) => object | undefined): Operation =>
  (input, { region }) =>
    work(readInput(shape, input, 'InvalidParameterValueException'), region);
