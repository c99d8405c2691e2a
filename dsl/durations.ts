import { DslError } from './dsl-error.js';
import type { brand } from './lambda.js';
import { NODE, type DurationNode } from './node.js';
import { nextSequence } from './registry.js';

/** A length of time, made by `seconds`, `minutes`, `hours` or `days`. */
export interface Duration {
  readonly [brand]: 'duration';
}

const make =
  (unit: string, milliseconds: number) =>
  (n: number): Duration => {
    if (typeof n !== 'number' || !Number.isFinite(n) || n < 0) {
      throw new DslError(
        `${unit}(${String(n)}) is not a length of time`,
        `use a number from 0 up, such as  ${unit}(5)`,
      );
    }
    const total = n * milliseconds;
    if (!Number.isSafeInteger(total)) {
      throw new DslError(`${unit}(${n}) is not a whole number of milliseconds`, `use a number such as  ${unit}(5)`);
    }
    const node: DurationNode = { kind: 'duration', sequence: nextSequence(), site: null, milliseconds: total };
    return { [NODE]: node } as unknown as Duration;
  };

export const seconds: (n: number) => Duration = make('seconds', 1000);
export const minutes: (n: number) => Duration = make('minutes', 60_000);
export const hours: (n: number) => Duration = make('hours', 3_600_000);
export const days: (n: number) => Duration = make('days', 86_400_000);
