/** The local Firehose: Direct PUT into the local S3, buffered, partitioned and converted as AWS documents it. */
import { randomBytes } from 'node:crypto';
import { AwsError } from '../front/aws-error.js';
import { callOperation, type Operation, type Operations } from '../front/operations.js';
import type { LocalService } from '../front/service.js';
import { blob, list, oneOf, optional, readInput, structure, text } from '../front/shape.js';
import type { Catalog } from '../glue/catalog.js';
import type { ObjectStore } from '../s3/store/object-store.js';
import { DeliveryStream, type OnProblem } from './delivery-stream.js';
import { firehoseAccesses } from './accesses.js';
import { describe } from './describe.js';
import { destinationOf, isEnabled, type DestinationConfig } from './destination.js';
import { concurrent, inUse, invalidArgument, notFound } from './errors.js';
import { FirehoseFaults } from './faults.js';
import { ParquetWriter } from './parquet.js';
import { tagOperations } from './tags.js';

export interface FirehoseOptions {
  /** Of the local S3 of the same process. */
  readonly store: ObjectStore;
  /** Of the local Glue of the same process. */
  readonly catalog: Catalog;
  /** Milliseconds. With a clock of its own nothing is delivered by itself: call `tick`. */
  readonly now?: () => number;
  /** A delivery that failed and is tried again, in a sentence. */
  readonly onProblem?: OnProblem;
  /** What one stream keeps for a lake that takes nothing, before it refuses records; 1 GiB. */
  readonly mostWaitingBytes?: number;
}

/** Records of a stream that the lake did not take before the end. */
export interface Undelivered {
  readonly stream: string;
  readonly records: number;
  readonly reason: string;
}

export interface LocalFirehose extends LocalService {
  readonly faults: FirehoseFaults;
  /** Delivers the buffers that are due. False when something could not be delivered. */
  tick(): Promise<boolean>;
  /** Delivers everything, of one stream or of all. */
  flush(stream?: string): Promise<boolean>;
  /** What could not be delivered in the end; known when it is closed. */
  readonly undelivered: readonly Undelivered[];
  /** Records that wait in the buffers of a stream. */
  waiting(stream: string): { readonly records: number; readonly bytes: number };
}

const TICK_MS = 100;
const MOST_RECORD_BYTES = 1000 * 1024;
const MOST_BATCH_BYTES = 4 * 1024 * 1024;
const MOST_RECORDS = 500;

const streamName = text({ min: 1, max: 64, pattern: '[a-zA-Z0-9_.-]+' });
const record = structure({ Data: blob({ max: MOST_RECORD_BYTES }) });
const putRecord = structure({ DeliveryStreamName: streamName, Record: record });
const putRecordBatch = structure({
  DeliveryStreamName: streamName,
  Records: list(record, { min: 1, max: MOST_RECORDS }),
});
const byName = structure({ DeliveryStreamName: streamName });
const creation = structure({
  DeliveryStreamName: streamName,
  DeliveryStreamType: optional(
    oneOf(['DirectPut', 'KinesisStreamAsSource', 'MSKAsSource', 'DatabaseAsSource'] as const),
  ),
});
const update = structure({
  DeliveryStreamName: streamName,
  CurrentDeliveryStreamVersionId: text({ min: 1, max: 50, pattern: '[0-9]+' }),
  DestinationId: text({ min: 1, max: 100 }),
});

type Input = Parameters<Operation>[0];

export function firehoseService(options: FirehoseOptions): LocalFirehose {
  const { store, catalog, now = Date.now, onProblem = () => undefined, mostWaitingBytes = 1024 ** 3 } = options;
  const streams = new Map<string, DeliveryStream>();
  const leaving = new Set<Promise<unknown>>();
  const undelivered: Undelivered[] = [];
  const parquet = new ParquetWriter(store.scratch);
  const tools = { store, catalog, parquet, now };
  const faults = new FirehoseFaults();

  const streamOf = (name: string): DeliveryStream => {
    const stream = streams.get(name);
    if (!stream) throw notFound(name);
    return stream;
  };

  const operations: Operations = {
    CreateDeliveryStream(input, { region }) {
      const { DeliveryStreamName: name, DeliveryStreamType: type } = readInput(creation, input);
      if (type !== undefined && type !== 'DirectPut') throw invalidArgument(`The local Firehose has no ${type}.`);
      if (streams.has(name)) throw inUse(name);
      const destination = destinationOf(configOf(input, 'Configuration'), catalog);
      const stream = new DeliveryStream(name, region, destination, tools, onProblem, mostWaitingBytes);
      streams.set(name, stream);
      return { DeliveryStreamARN: stream.arn };
    },
    DescribeDeliveryStream: (input) => ({
      DeliveryStreamDescription: describe(streamOf(readInput(byName, input).DeliveryStreamName)),
    }),
    ListDeliveryStreams({ Limit = 10, ExclusiveStartDeliveryStreamName: after = '' }) {
      const rest = [...streams.keys()].sort().filter((name) => name > String(after));
      const page = rest.slice(0, Number(Limit));
      return { DeliveryStreamNames: page, HasMoreDeliveryStreams: rest.length > page.length };
    },
    UpdateDestination(input) {
      const { DeliveryStreamName: name, ...asked } = readInput(update, input);
      const stream = streamOf(name);
      if (asked.CurrentDeliveryStreamVersionId !== String(stream.version)) throw concurrent();
      const before = stream.destination.described;
      const config = merged(before, configOf(input, 'Update'));
      const [was, is] = [before, config].map((each) => isEnabled(each['DynamicPartitioningConfiguration'], false));
      if (was !== is)
        throw invalidArgument('Dynamic Partitioning cannot be turned on or off for a stream that exists.');
      stream.update(destinationOf(config, catalog));
      return {};
    },
    DeleteDeliveryStream(input) {
      const stream = streamOf(readInput(byName, input).DeliveryStreamName);
      streams.delete(stream.name);
      const gone = stream
        .flush('all')
        .then(() => stream.discard())
        .finally(() => leaving.delete(gone));
      leaving.add(gone);
      return {};
    },
    async PutRecord(input) {
      const {
        DeliveryStreamName: name,
        Record: { Data },
      } = readInput(putRecord, input);
      const stream = streamOf(name);
      stream.refuseWhenFull();
      const failure = faults.failure({ stream: name, index: 0, data: Data });
      if (failure) throw new AwsError(failure.code, failure.message, 503);
      for (let copies = faults.copies(); copies > 0; copies--) await stream.put(Data);
      faults.afterBatch();
      return { RecordId: recordId(), Encrypted: false };
    },
    async PutRecordBatch(input) {
      const { DeliveryStreamName: name, Records } = readInput(putRecordBatch, input);
      const stream = streamOf(name);
      const size = Records.reduce((sum, { Data }) => sum + Data.length, 0);
      if (size > MOST_BATCH_BYTES) throw invalidArgument('Records size exceeds 4 MB limit');
      stream.refuseWhenFull();
      const copies = faults.copies();
      const RequestResponses: object[] = [];
      const id = recordId();
      let FailedPutCount = 0;
      for (const [index, { Data }] of Records.entries()) {
        const failure = faults.failure({ stream: name, index, data: Data });
        if (failure) {
          FailedPutCount++;
          RequestResponses.push({ ErrorCode: failure.code, ErrorMessage: failure.message });
          continue;
        }
        for (let copy = 0; copy < copies; copy++) {
          const slow = stream.put(Data);
          if (slow) await slow;
        }
        RequestResponses.push({ RecordId: `${id}${index}` });
      }
      faults.afterBatch();
      return { FailedPutCount, Encrypted: false, RequestResponses };
    },
    ...tagOperations(streamOf),
  };

  const guarded: Operations = Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, Operation] => [
      name,
      async (input, context) => {
        const { DeliveryStreamName: stream } = input;
        await faults.before(name, typeof stream === 'string' ? stream : null);
        return operation(input, context);
      },
    ]),
  );

  const flushed = async (which: 'due' | 'all', some = [...streams.values()]): Promise<boolean> =>
    (await Promise.all(some.map((stream) => stream.flush(which)))).every(Boolean);
  const timer = options.now ? null : setInterval(() => void flushed('due'), TICK_MS);
  timer?.unref();

  const lastFlush = async (): Promise<void> => {
    if (timer) clearInterval(timer);
    faults.clear();
    await flushed('all');
    await Promise.all(leaving);
    for (const stream of streams.values()) {
      const { records } = stream.waiting;
      if (records > 0) undelivered.push({ stream: stream.name, records, reason: stream.lastFailure ?? 'unknown' });
      await stream.discard();
    }
    await parquet.close();
  };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= lastFlush());
  store.beforeClose(close);

  return {
    name: 'firehose',
    protocol: 'json',
    targetPrefix: 'Firehose_20150804',
    faults,
    undelivered,
    tick: () => flushed('due'),
    flush: (stream) => flushed('all', stream === undefined ? undefined : [streamOf(stream)]),
    waiting: (stream) => streamOf(stream).waiting,
    accesses: firehoseAccesses,
    handle: (request) => callOperation(guarded, request),
    close,
  };
}

/** Long and without meaning, as AWS's are; nobody is to read anything out of one. */
const recordId = (): string => randomBytes(96).toString('base64url');

/** Of S3, in its older or its extended form; any other destination is none of ours. */
function configOf(input: Input, kind: 'Configuration' | 'Update'): DestinationConfig {
  const given = Object.keys(input).filter((name) => name.endsWith(`Destination${kind}`) && input[name] !== undefined);
  const [only] = given;
  if (given.length !== 1 || only === undefined) {
    throw invalidArgument('Exactly one destination configuration is supported for a Firehose');
  }
  if (!/^(?:ExtendedS3|S3)Destination/.test(only))
    throw invalidArgument(`The local Firehose delivers to S3 only, not by ${only}.`);
  return input[only] as DestinationConfig;
}

/** Members that an update does not name stay; a conversion is merged member by member, as on AWS. */
function merged(before: DestinationConfig, change: DestinationConfig): DestinationConfig {
  const conversion = 'DataFormatConversionConfiguration';
  const both = { ...before, ...change };
  if (change[conversion] === undefined || before[conversion] === undefined) return both;
  return { ...both, [conversion]: { ...(before[conversion] as object), ...(change[conversion] as object) } };
}
