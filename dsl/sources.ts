import { callback, duration, name, oneOf, optionalDuration, options as known } from './arguments.js';
import { DslError } from './dsl-error.js';
import type { Duration } from './durations.js';
import type { Lambda, Row } from './lambda.js';
import type { SourceNode } from './node.js';
import { nextSequence } from './registry.js';
import { makeStage } from './stage.js';
import type { Stream } from './stream.js';

/**
 * How a stream's records are read.
 *
 * - `time`: when the event happened. Events before 2000, or more than `maxAhead` after their arrival, are invalid.
 * - `outOfOrder`: how much later than others an event may arrive and still be counted.
 * - `idleAfter`: after so long without records a shard no longer holds back the others; default never. Events that it
 *   brings later, for windows that have closed without it, are late.
 * - `maxAhead`: default one hour.
 * - `timestamps`: how dates are written: ISO-8601 text with an offset (default), or epoch seconds or milliseconds.
 * - `rules`: conditions by name that every record must meet; one that does not is invalid, with the rule's name.
 * - `start`: where reading begins without saved state: at the oldest record (default), at the newest, or at a time.
 *
 * ```ts
 * import { firehose, kinesis, minutes, pipeline, type KinesisOptions } from 'pipectl';
 *
 * interface Click {
 *   userId: string;
 *   at: Date;
 * }
 *
 * const options: KinesisOptions<Click> = {
 *   stream: 'clicks',
 *   time: (e) => e.at,
 *   outOfOrder: minutes(1),
 *   rules: { known: (e) => e.userId !== '' },
 *   start: 'latest',
 * };
 * const clicks = kinesis<Click>(options);
 *
 * export default pipeline('clicks', [clicks.to(firehose({ deliveryStream: 'clicks-raw' }))]);
 * ```
 *
 * ```sql
 * 'start' = 'latest'
 * ```
 */
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

/**
 * An Amazon Kinesis data stream of JSON records. The properties of the row type are the columns; a record that does not fit
 * them becomes a dead letter.
 *
 * ```ts
 * import { firehose, kinesis, pipeline, seconds } from 'pipectl';
 *
 * interface Click {
 *   userId: string;
 *   page?: string;
 *   at: Date;
 * }
 *
 * const clicks = kinesis<Click>({ stream: 'clicks', time: (e) => e.at, outOfOrder: seconds(10) });
 *
 * export default pipeline('clicks', [clicks.to(firehose({ deliveryStream: 'clicks-raw' }))]);
 * ```
 *
 * ```sql
 * CREATE TABLE `source.clicks` (
 *   `userId` STRING,
 *   `page` STRING,
 *   `at` TIMESTAMP_LTZ(3),
 * …
 *   WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:10.000' DAY TO SECOND
 * ```
 */
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
