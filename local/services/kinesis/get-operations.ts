/** GetShardIterator and GetRecords. */
import type { Operations } from '../front/operations.js';
import { integer, oneOf, optional, readInput, structure, text, time } from '../front/shape.js';
import { openIterator, sealIterator } from './iterators.js';
import { invalid, notFound, placeOf, rateExceeded } from './refusals.js';
import { sequenceParts } from './sequence-number.js';
import { ADDRESS, sequence, shardName } from './shapes.js';
import { describeRange, shardId, shardNumber, type Shard } from './shard.js';
import type { KinesisState } from './state.js';
import type { Stream } from './stream.js';

const MAX_RECORDS = 10_000;
const MAX_BYTES = 10 * 1024 * 1024;

const TYPES = ['AFTER_SEQUENCE_NUMBER', 'LATEST', 'AT_TIMESTAMP', 'AT_SEQUENCE_NUMBER', 'TRIM_HORIZON'] as const;
type IteratorType = (typeof TYPES)[number];

const GET_SHARD_ITERATOR = structure({
  ShardId: shardName(),
  ShardIteratorType: oneOf(TYPES),
  StartingSequenceNumber: optional(sequence()),
  Timestamp: optional(time()),
  ...ADDRESS,
});
const GET_RECORDS = structure({
  StreamARN: ADDRESS.StreamARN,
  ShardIterator: text({ min: 1, max: 512 }),
  Limit: optional(integer({ min: 1, max: MAX_RECORDS })),
});

interface Start {
  readonly type: IteratorType;
  readonly sequenceNumber: string | undefined;
  readonly timestamp: number | undefined;
}

export function getOperations(state: KinesisState): Operations {
  const { faults, limits, now } = state;
  return {
    GetShardIterator(raw, { region }) {
      const input = readInput(GET_SHARD_ITERATOR, raw);
      const stream = state.streams.find(input, region);
      const shard = findShard(stream, input.ShardId);
      const { ShardIteratorType: type, StartingSequenceNumber: sequenceNumber, Timestamp: timestamp } = input;
      const counter = counterOf(stream, shard, { type, sequenceNumber, timestamp }, now());
      return { ShardIterator: sealIterator(state, { stream, shard, counter }) };
    },

    GetRecords(raw) {
      const { ShardIterator, Limit = MAX_RECORDS, StreamARN } = readInput(GET_RECORDS, raw);
      const { stream, shard, counter } = openIterator(state, ShardIterator);
      if (StreamARN !== undefined && StreamARN !== stream.arn) {
        throw invalid(`StreamARN ${StreamARN} is not that of the stream of the ShardIterator.`);
      }
      if (faults.limited && !limits.givesRead(shard)) throw rateExceeded(stream, shard);
      const { log } = shard;
      const stored = log.read(counter, Limit, MAX_BYTES);
      if (faults.limited)
        limits.gave(
          shard,
          stored.reduce((sum, { data }) => sum + data.length, 0),
        );
      const next = (stored.at(-1)?.counter ?? Math.max(counter, log.first) - 1) + 1;
      const atEnd = shard.closed !== null && next >= log.next;
      const Records = stored.map((record) => ({
        SequenceNumber: shard.sequenceOf(record.counter),
        ApproximateArrivalTimestamp: new Date(record.arrival),
        Data: record.data,
        PartitionKey: record.partitionKey,
      }));
      // How long the oldest record that is still to be read has been waiting.
      const MillisBehindLatest = Math.max(0, now() - (log.arrivalOf(next) ?? Infinity));
      if (atEnd) return { Records, MillisBehindLatest, ChildShards: childShards(stream, shard) };
      return { Records, MillisBehindLatest, NextShardIterator: sealIterator(state, { stream, shard, counter: next }) };
    },
  };
}

function findShard(stream: Stream, text: string): Shard {
  const number = shardNumber(text);
  if (number === null) throw notFound(`Could not find shard ${text} ${placeOf(stream)}.`);
  const shard = stream.shard(number);
  if (!shard) throw notFound(`Shard ${shardId(number)} ${placeOf(stream)} does not exist`);
  return shard;
}

const childShards = (stream: Stream, shard: Shard): object[] =>
  stream.childrenOf(shard).map(({ id, parents, range }) => ({
    ShardId: id,
    ParentShards: parents,
    HashKeyRange: describeRange(range),
  }));

function counterOf(stream: Stream, shard: Shard, start: Start, now: number): number {
  const { type, sequenceNumber, timestamp } = start;
  const bySequence = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER';
  if (bySequence !== (sequenceNumber !== undefined)) {
    const specified = sequenceNumber === undefined ? 'no' : 'also a';
    throw invalid(
      'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or ' +
        '(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. ' +
        `Request specified ${type} and ${specified} StartingSequenceNumber.`,
    );
  }
  if ((type === 'AT_TIMESTAMP') !== (timestamp !== undefined)) {
    const specified = timestamp === undefined ? 'no' : 'also a';
    throw invalid(`A Timestamp is for AT_TIMESTAMP only. Request specified ${type} and ${specified} Timestamp.`);
  }
  const { log } = shard;
  if (type === 'LATEST') return log.next;
  if (timestamp !== undefined) return log.at(checkedTime(timestamp, now));
  if (sequenceNumber === undefined) return log.first;
  const counter = counterFrom(stream, shard, sequenceNumber) + (type === 'AFTER_SEQUENCE_NUMBER' ? 1 : 0);
  return Math.min(Math.max(counter, log.first), log.next);
}

function checkedTime(timestamp: number, now: number): number {
  if (timestamp <= now) return timestamp;
  const times = `timestampInMillis: ${timestamp}, currentTimestampInMillis: ${now}`;
  throw invalid(`The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. ${times}`);
}

function counterFrom(stream: Stream, shard: Shard, number: string): number {
  const use = `StartingSequenceNumber ${number} used in GetShardIterator on shard ${shard.id} ${placeOf(stream)}`;
  const parts = sequenceParts(number);
  if (!parts) throw invalid(`${use} is invalid.`);
  if (parts.shard !== shard.number) {
    throw invalid(
      `Invalid StartingSequenceNumber. It encodes ${shardId(parts.shard)}, ` +
        `while it was used in a call to a shard with ${shard.id}`,
    );
  }
  if (parts.epoch !== shard.epoch) throw invalid(`${use} is invalid because it did not come from this stream.`);
  return parts.counter;
}
