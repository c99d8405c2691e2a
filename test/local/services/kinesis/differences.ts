/** Where our Kinesis answers otherwise than kinesis-local on purpose, by the label of the step, and what speaks for ours. */
import { expect } from '@jest/globals';
import type { Answer } from './wire.js';

export interface Difference {
  readonly ours: Answer;
  readonly why: string;
}

const refused = (type: string, why: string): Difference => ({ ours: { status: 400, body: { type } }, why });

const BOUNDS = "what is out of the bounds of AWS's model is a ValidationException: so found kinesalite's tests on AWS";
const BY_HAND = "AWS's documentation: a ValidationException, only provisioned streams are resharded by hand";
const DOUBLE = "AWS's documentation lists double and half among the limits of UpdateShardCount";
const NUMBER = "on AWS (kinesalite's tests) a number that the shard did not give is an invalid argument";

const same = (labels: readonly string[], difference: Difference): Record<string, Difference> =>
  Object.fromEntries(labels.map((label) => [label, difference]));

export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  ...same(
    [
      ...['create without a name', 'create with a bad name', 'create with a long name', 'create without shards'],
      ...['create in a bad mode', 'describe none', 'add no tags', 'put at no hash', 'put without data'],
      ...['put without a key', 'put with a long key', 'put after no number', 'put none'],
      ...['put many, one without a key', 'read none', 'read too many', 'read from nothing', 'from no shard'],
      ...['from anywhere', 'shards of an odd filter', 'scale oddly'],
    ],
    refused('ValidationException', BOUNDS),
  ),
  ...same(['split on demand', 'scale on demand'], refused('ValidationException', BY_HAND)),
  ...same(['scale too far up', 'scale too far down'], refused('LimitExceededException', DOUBLE)),
  ...same(['at a number that is none', 'at the number of another shard'], refused('InvalidArgumentException', NUMBER)),
  'from the end and a number': refused('InvalidArgumentException', "so do kinesalite's tests on AWS"),
  'read from nowhere': refused('InvalidArgumentException', "a text that is no iterator is not the service's failure"),
  'an operation that is none': refused('UnknownOperationException', "so do kinesalite's tests on AWS"),
  'split a closed one': refused(
    'InvalidArgumentException',
    'AWS: "has already been merged or split, and thus is not eligible" (https://github.com/mhart/kinesalite/issues/109)',
  ),
  'one stream': {
    ours: { status: 200, body: { HasMoreStreams: true, StreamNames: ['demand'], NextToken: '<token>' } },
    why: "AWS's documentation has a NextToken when there are more; kinesis-local knows only the last name",
  },
  'scale up': {
    ours: { status: 200, body: { CurrentShardCount: 3, TargetShardCount: 4, StreamARN: expect.any(String) } },
    why: "AWS's documentation has the StreamARN in the answer",
  },
  'shards AT_TRIM_HORIZON': {
    ours: { status: 200, body: { Shards: ids(0, 1, 2) } },
    why: "AWS's documentation: the shards that were open at the trim horizon, so none of their children",
  },
  'shards AT_TIMESTAMP': {
    ours: { status: 200, body: { Shards: [] } },
    why: "AWS's documentation: the shards that had begun at that time, and before the stream was made there were none",
  },
};

function ids(...numbers: readonly number[]): object[] {
  return numbers.map((number) => ({ ShardId: `shardId-00000000000${number}` }));
}
