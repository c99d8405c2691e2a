/** An operation with checked input; what gives nothing answers without a body. */
import type { Operation } from '../front/operations.js';
import { readInput, type Shape } from '../front/shape.js';

export const operation =
  <T>(shape: Shape<T>, work: (input: T, region: string) => object | void): Operation =>
  (input, { region }) =>
    work(readInput(shape, input, 'InvalidParameterException'), region) ?? {};
