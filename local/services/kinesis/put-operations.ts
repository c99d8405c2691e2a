/** PutRecord and PutRecords. */
import type { OperationContext, Operations } from '../front/operations.js';
import { AwsError } from '../front/aws-error.js';
import { ACCOUNT } from '../front/account.js';
import { blob, list, optional, readInput, structure, text } from '../front/shape.js';
import { hashKeyFrom, hashKeyOf, isHashKey, type HashKey } from './hash-key.js';
import { invalid, noSuchStream, rateExceeded } from './refusals.js';
import { sequenceParts } from './sequence-number.js';
import { ADDRESS, hashKey, sequence } from './shapes.js';
import type { Shard } from './shard.js';
import type { KinesisState } from './state.js';
import type { Stream } from './stream.js';
import type { StreamAddress } from './streams.js';

const MAX_ENTRIES = 500;
const MAX_REQUEST_BYTES = 10 * 1024 * 1024;
const MAX_DATA_BYTES = 10 * 1024 * 1024;

const ENTRY = {
  PartitionKey: text({ min: 1, max: 256 }),
  ExplicitHashKey: optional(hashKey()),
  Data: blob({ max: MAX_DATA_BYTES }),
};
// The address last, as in the messages of AWS.
const PUT_RECORD = structure({ SequenceNumberForOrdering: optional(sequence()), ...ENTRY, ...ADDRESS });
const PUT_RECORDS = structure({ Records: list(structure(ENTRY), { min: 1, max: MAX_ENTRIES }), ...ADDRESS });

interface Entry {
  readonly PartitionKey: string;
  readonly ExplicitHashKey: string | undefined;
  readonly Data: Buffer;
}

export function putOperations(state: KinesisState): Operations {
  const { faults, limits, now } = state;

  const writable = (address: StreamAddress, { region }: OperationContext): Stream => {
    const stream = state.streams.find(address, region);
    // A stream that is being made has no shards, and for writers it is not there yet.
    if (stream.status === 'CREATING') throw noSuchStream(stream);
    return stream;
  };

  const takes = (shard: Shard, entry: Entry): boolean => !faults.limited || limits.takesRecord(shard, sizeOf(entry));

  return {
    PutRecord(raw, context) {
      const input = readInput(PUT_RECORD, raw);
      const stream = writable(input, context);
      checkSize(stream, input, 'data');
      checkOrdering(stream, input.SequenceNumberForOrdering, now());
      const shard = stream.shardFor(keyOf(input));
      if (!takes(shard, input)) throw rateExceeded(stream, shard);
      return { ShardId: shard.id, SequenceNumber: shard.append(input.PartitionKey, input.Data, now()) };
    },

    PutRecords(raw, context) {
      const input = readInput(PUT_RECORDS, raw);
      const stream = writable(input, context);
      const bytes = input.Records.reduce((sum, entry) => sum + sizeOf(entry), 0);
      if (bytes > MAX_REQUEST_BYTES) throw invalid(`Records size exceeds ${MAX_REQUEST_BYTES / 1024 / 1024} MB limit`);
      input.Records.forEach((entry, index) => checkSize(stream, entry, `records.${index + 1}.member.data`));
      // Every key before any record: a key that is no number refuses the whole request.
      const keys = input.Records.map(keyOf);
      const time = now();
      const Records = input.Records.map((entry, index) => {
        const shard = stream.shardFor(keys[index] ?? '');
        if (faults.failsEntry()) return { ErrorCode: 'InternalFailure', ErrorMessage: 'Internal service failure.' };
        if (!takes(shard, entry)) {
          const { code, message } = rateExceeded(stream, shard);
          return { ErrorCode: code, ErrorMessage: message };
        }
        return { SequenceNumber: shard.append(entry.PartitionKey, entry.Data, time), ShardId: shard.id };
      });
      return { FailedRecordCount: Records.filter((result) => 'ErrorCode' in result).length, Records };
    },
  };
}

function keyOf({ PartitionKey, ExplicitHashKey: explicit }: Entry): HashKey {
  if (explicit === undefined) return hashKeyOf(PartitionKey);
  const number = BigInt(explicit);
  if (isHashKey(number)) return hashKeyFrom(number);
  const range = 'ExplicitHashKey must be in the range: [0, 2^128-1].';
  throw invalid(`Invalid ExplicitHashKey. ${range} Specified value was ${explicit}`);
}

const sizeOf = ({ PartitionKey, Data }: Entry): number => Data.length + Buffer.byteLength(PartitionKey);

/** The stream's own limit is for data and key together. */
function checkSize({ maxRecordKiB }: Stream, entry: Entry, member: string): void {
  const max = maxRecordKiB * 1024;
  if (sizeOf(entry) <= max) return;
  const constraint = `Member must have length less than or equal to ${max}`;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

/** Nothing more is to do for it: sequence numbers of a shard grow in any case. */
function checkOrdering({ name }: Stream, number: string | undefined, now: number): void {
  if (number === undefined) return;
  const parts = sequenceParts(number);
  if (parts && parts.epoch <= now) return;
  const use = `ExclusiveMinimumSequenceNumber ${number} used in PutRecord on stream ${name}`;
  throw invalid(`${use} under account ${ACCOUNT} is invalid.`);
}
