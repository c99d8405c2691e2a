import { callback, duration, name, oneOf, optionalDuration, options as known } from './arguments.js';
import { DslError } from './dsl-error.js';
import type { Duration } from './durations.js';
import type { Lambda, Row } from './lambda.js';
import type { SourceNode } from './node.js';
import { nextSequence } from './registry.js';
import { makeStage } from './stage.js';
import type { Stream } from './stream.js';

export interface KinesisOptions<T extends Row> {
  stream: string;
  time: Lambda<[T], Date>;
  outOfOrder: Duration;
  idleAfter?: Duration;
  maxAhead?: Duration;
  timestamps?: 'iso' | 'seconds' | 'millis';
  rules?: Record<string, Lambda<[T], boolean>>;
  start?: 'trim-horizon' | 'latest' | Date;
}

const OPTIONS = ['stream', 'time', 'outOfOrder', 'idleAfter', 'maxAhead', 'timestamps', 'rules', 'start'] as const;

export function kinesis<T extends Row>(options: KinesisOptions<T>): Stream<T> {
  known(options, OPTIONS, 'kinesis');
  const node: SourceNode = {
    kind: 'source',
    sequence: nextSequence(),
    site: null,
    named: null,
    inferred: null,
    connector: 'kinesis',
    stream: name(options.stream, "kinesis's stream"),
    time: callback(options.time, "kinesis's time"),
    outOfOrder: duration(options.outOfOrder, "kinesis's outOfOrder", 0),
    idleAfter: optionalDuration(options.idleAfter, "kinesis's idleAfter"),
    maxAhead: optionalDuration(options.maxAhead, "kinesis's maxAhead"),
    timestamps: oneOf(options.timestamps ?? 'iso', ['iso', 'seconds', 'millis'], "kinesis's timestamps"),
    rules: Object.entries(options.rules ?? {}).map(([rule, where]) => ({
      name: name(rule, "a rule's name"),
      where: callback(where, `the rule '${rule}'`),
    })),
    start: start(options.start ?? 'trim-horizon'),
  };
  return makeStage(node) as Stream<T>;
}

function start(value: 'trim-horizon' | 'latest' | Date): SourceNode['start'] {
  if (!(value instanceof Date))
    return oneOf<'trim-horizon' | 'latest'>(value, ['trim-horizon', 'latest'], "kinesis's start");
  const at = value.getTime();
  if (Number.isNaN(at))
    throw new DslError("kinesis's start is an invalid date", "write  new Date('2026-01-01T00:00:00Z')");
  return { at };
}
