/** Everything a pipeline's author imports. */
export { avg, count, countDistinct, first, latest, max, min, sum, type Aggregate } from './aggregates.js';
export { days, hours, minutes, seconds, type Duration } from './durations.js';
export type { Int } from './int.js';
export type { Lambda } from './lambda.js';
export { dynamodbTable, type EnrichOptions, type LookupTable } from './lookups.js';
export type { Output } from './output.js';
export { pipeline, type Pipeline, type PipelineSettings } from './pipeline.js';
export {
  dynamodb,
  firehose,
  kinesisStream,
  opensearch,
  type DateColumn,
  type ExpiryColumn,
  type KeyColumn,
  type KeyedSink,
  type OrderColumn,
  type Sink,
} from './sinks.js';
export { kinesis, type KinesisOptions } from './sources.js';
export type { Keyed, Stream, Table, Windowed } from './stream.js';
export { cumulate, hop, session, tumble, type Window, type WindowBounds } from './windows.js';
