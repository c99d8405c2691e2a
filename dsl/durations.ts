import { DslError } from './dsl-error.js';
import type { brand } from './lambda.js';
import { NODE, type DurationNode } from './node.js';
import { nextSequence } from './registry.js';

/**
 * A length of time, made by `seconds`, `minutes`, `hours` or `days`.
 *
 * ```ts
 * const slot: Duration = minutes(15);
 * const counted = plays.window(tumble(slot)).aggregate({ n: count() });
 * ```
 *
 * ```sql
 * INTERVAL '0 00:15:00.000' DAY TO SECOND
 * ```
 */
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

/**
 * A length of time of so many seconds, from 0 up. Fractions are fine down to a millisecond: `seconds(0.5)`.
 *
 * ```ts
 * const counted = plays.window(tumble(seconds(30))).aggregate({ n: count() });
 * ```
 *
 * ```sql
 * INTERVAL '0 00:00:30.000' DAY TO SECOND
 * ```
 */
export const seconds: (n: number) => Duration = make('seconds', 1000);
/**
 * A length of time of so many minutes, from 0 up.
 *
 * ```ts
 * const counted = plays.window(tumble(minutes(5))).aggregate({ n: count() });
 * ```
 *
 * ```sql
 * INTERVAL '0 00:05:00.000' DAY TO SECOND
 * ```
 */
export const minutes: (n: number) => Duration = make('minutes', 60_000);
/**
 * A length of time of so many hours, from 0 up.
 *
 * ```ts
 * const counted = plays.window(tumble(hours(2))).aggregate({ n: count() });
 * ```
 *
 * ```sql
 * INTERVAL '0 02:00:00.000' DAY TO SECOND
 * ```
 */
export const hours: (n: number) => Duration = make('hours', 3_600_000);
/**
 * A length of time of so many days, from 0 up. A day is 24 hours.
 *
 * ```ts
 * const counted = plays.window(tumble(days(1))).aggregate({ n: count() });
 * ```
 *
 * ```sql
 * INTERVAL '1 00:00:00.000' DAY TO SECOND
 * ```
 */
export const days: (n: number) => Duration = make('days', 86_400_000);
