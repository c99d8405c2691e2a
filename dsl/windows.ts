import { duration, options as known } from './arguments.js';
import type { Duration } from './durations.js';
import type { brand } from './lambda.js';
import { NODE, type WindowNode } from './node.js';
import { nextSequence } from './registry.js';

/** How a stream is cut into pieces of event time. */
export interface Window {
  readonly [brand]: 'window';
}

/** The two columns that every windowed result carries. */
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

export function tumble(size: Duration, options: { offset?: Duration } = {}): Window {
  known(options, ['offset'], 'tumble');
  return make('tumble', duration(size, 'the size of tumble(…)'), undefined, options.offset);
}

export function hop(size: Duration, options: { every: Duration; offset?: Duration }): Window {
  known(options, ['every', 'offset'], 'hop');
  return make('hop', duration(size, 'the size of hop(…)'), duration(options.every, "hop's every"), options.offset);
}

export function cumulate(size: Duration, options: { step: Duration; offset?: Duration }): Window {
  known(options, ['step', 'offset'], 'cumulate');
  const step = duration(options.step, "cumulate's step");
  return make('cumulate', duration(size, 'the size of cumulate(…)'), step, options.offset);
}

export function session(options: { gap: Duration }): Window {
  known(options, ['gap'], 'session');
  return make('session', duration(options.gap, "session's gap"));
}
