import { duration, options as known } from './arguments.js';
import type { Duration } from './durations.js';
import type { brand } from './lambda.js';
import { NODE, type WindowNode } from './node.js';
import { nextSequence } from './registry.js';

/**
 * How a stream is cut into pieces of event time: made by `tumble`, `hop`, `cumulate` or `session`.
 *
 * ```ts
 * const size: Window = tumble(hours(1));
 * const counted = plays.window(size).aggregate({ n: count() });
 * ```
 *
 * ```sql
 * FROM TABLE(TUMBLE(TABLE `counted.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 01:00:00.000' DAY TO SECOND))
 * ```
 */
export interface Window {
  readonly [brand]: 'window';
}

/**
 * The two columns that every windowed result carries: the window's first moment, and the first moment after it.
 *
 * ```ts
 * const inWords = (r: WindowBounds): string => `${r.windowStart.toISOString()}/${r.windowEnd.toISOString()}`;
 * const counted = plays.window(tumble(hours(1))).aggregate({ n: count() }).map((r) => ({ n: r.n, slot: inWords(r) }));
 * ```
 *
 * ```sql
 * PIPECTL_DATE_ISO(`windowStart`) || '/' || PIPECTL_DATE_ISO(`windowEnd`) AS `slot`
 * ```
 */
export interface WindowBounds {
  windowStart: Date;
  windowEnd: Date;
}

function make(shape: WindowNode['shape'], size: number, step?: number, offset?: Duration): Window {
  const node: WindowNode = {
    kind: 'window',
    sequence: nextSequence(),
    site: null,
    shape,
    size,
    ...(step === undefined ? {} : { step }),
    ...(offset === undefined ? {} : { offset: duration(offset, `the offset of ${shape}(…)`, 0) }),
  };
  return { [NODE]: node } as unknown as Window;
}

/**
 * Windows of one size, one after the other, on multiples of the size since 1970 in UTC, moved by `offset`.
 * Without an offset it is Flink's TUMBLE; with one it is put together from pieces, because Flink 2.2 loses rows there.
 *
 * ```ts
 * const counted = plays.window(tumble(minutes(5), { offset: minutes(1) })).aggregate({ n: count() });
 * ```
 *
 * ```sql
 * CUMULATE(TABLE `counted.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:01:00.000' DAY TO SECOND, INTERVAL '0 00:05:00.000' DAY TO SECOND, INTERVAL '0 00:01:00.000' DAY TO SECOND)
 * ```
 */
export function tumble(size: Duration, options: { offset?: Duration } = {}): Window {
  known(options, ['offset'], 'tumble');
  return make('tumble', duration(size, 'the size of tumble(…)'), undefined, options.offset);
}

/**
 * Windows of one size that overlap: a new one begins `every` so often, which must divide the size.
 *
 * ```ts
 * const counted = plays.window(hop(hours(1), { every: minutes(5) })).aggregate({ n: count() });
 * ```
 *
 * ```sql
 * HOP(TABLE `counted.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:05:00.000' DAY TO SECOND, INTERVAL '0 01:00:00.000' DAY TO SECOND)
 * ```
 */
export function hop(size: Duration, options: { every: Duration; offset?: Duration }): Window {
  known(options, ['every', 'offset'], 'hop');
  return make('hop', duration(size, 'the size of hop(…)'), duration(options.every, "hop's every"), options.offset);
}

/**
 * Windows that begin together and grow by `step` up to the size: a running total since the day began, say.
 *
 * ```ts
 * const counted = plays.window(cumulate(days(1), { step: hours(1) })).aggregate({ n: count() });
 * ```
 *
 * ```sql
 * CUMULATE(TABLE `counted.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 01:00:00.000' DAY TO SECOND, INTERVAL '1 00:00:00.000' DAY TO SECOND)
 * ```
 */
export function cumulate(size: Duration, options: { step: Duration; offset?: Duration }): Window {
  known(options, ['step', 'offset'], 'cumulate');
  const step = duration(options.step, "cumulate's step");
  return make('cumulate', duration(size, 'the size of cumulate(…)'), step, options.offset);
}

/**
 * Windows that last as long as events follow one another, for each key, and end when none comes for `gap`.
 *
 * ```ts
 * const visits = plays
 *   .keyBy((e) => ({ userId: e.userId }))
 *   .window(session({ gap: minutes(30) }))
 *   .aggregate({ n: count() });
 * ```
 *
 * ```sql
 * SESSION(TABLE `visits.on_time` PARTITION BY `userId`, DESCRIPTOR(`$time`), INTERVAL '0 00:30:00.000' DAY TO SECOND)
 * ```
 */
export function session(options: { gap: Duration }): Window {
  known(options, ['gap'], 'session');
  return make('session', duration(options.gap, "session's gap"));
}
