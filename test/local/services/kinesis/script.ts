/** One script of requests, right ones and mistakes, for every server that says it is Kinesis. */
import type { Answer, Fields } from './wire.js';

/** What a step may use of the answers before it, by their labels. */
export type Answers = Readonly<Record<string, Answer>>;

export interface Step {
  readonly label: string;
  readonly operation: string;
  readonly input: (answers: Answers) => unknown;
  /** Changes the stream: the next step waits until it is ACTIVE, or gone. */
  readonly changes?: string;
}

const S = 'plain';
const D = 'demand';
const OTHER = 'other';
const FIRST = 'shardId-000000000000';
const SECOND = 'shardId-000000000001';
/** Three shards, because kinesis-local divides 2^128 - 1 by their number, which is AWS's 2^128 only for three. */
const THIRD = 2n ** 128n / 3n;
const text = (value: string): Buffer => Buffer.from(value);

type Input = unknown | ((answers: Answers) => unknown);

const step = (label: string, operation: string, input: Input, more: Pick<Step, 'changes'> = {}): Step => ({
  ...{ label, operation, ...more },
  input: typeof input === 'function' ? (input as Step['input']) : () => input,
});

const field = (answers: Answers, label: string, name: string): unknown => answers[label]?.body[name];
const first = (answers: Answers, label: string): Fields =>
  ((field(answers, label, 'Records') as Fields[] | undefined) ?? [])[0] ?? {};
const iterator =
  (label: string, more: object = {}) =>
  (answers: Answers) => ({
    ShardIterator: field(answers, label, 'ShardIterator') ?? field(answers, label, 'NextShardIterator'),
    ...more,
  });

const put = (label: string, more: object): Step =>
  step(label, 'PutRecord', { StreamName: S, PartitionKey: 'a', Data: text('x'), ...more });

const from = (label: string, more: Input): Step => {
  const base = { StreamName: S, ShardId: FIRST };
  const input = (answers: Answers) => ({ ...base, ...((typeof more === 'function' ? more(answers) : more) as object) });
  return step(label, 'GetShardIterator', input);
};

const arnOf = (region: string, name: string): string => `arn:aws:kinesis:${region}:000000000000:stream/${name}`;

/** A region of its own keeps a run apart from others on the same server. */
export const scriptFor = (region: string): readonly Step[] => [
  step('create', 'CreateStream', { StreamName: S, ShardCount: 3, Tags: { team: 'a' } }, { changes: S }),
  step('create again', 'CreateStream', { StreamName: S, ShardCount: 3 }),
  step(
    'create on demand',
    'CreateStream',
    { StreamName: D, StreamModeDetails: { StreamMode: 'ON_DEMAND' } },
    { changes: D },
  ),
  step(
    'create another',
    'CreateStream',
    { StreamName: OTHER, StreamModeDetails: { StreamMode: 'ON_DEMAND' } },
    { changes: OTHER },
  ),
  step('create without a name', 'CreateStream', { ShardCount: 1 }),
  step('create with a bad name', 'CreateStream', { StreamName: 'a b', ShardCount: 1 }),
  step('create with a long name', 'CreateStream', { StreamName: 'a'.repeat(129), ShardCount: 1 }),
  step('create without shards', 'CreateStream', { StreamName: 'none', ShardCount: 0 }),
  step('create over the limit', 'CreateStream', { StreamName: 'many', ShardCount: 501 }),
  step('create in a bad mode', 'CreateStream', { StreamName: 'odd', StreamModeDetails: { StreamMode: 'ODD' } }),

  step('describe', 'DescribeStream', { StreamName: S }),
  step('describe by ARN', 'DescribeStream', { StreamARN: arnOf(region, S) }),
  step('describe one shard', 'DescribeStream', { StreamName: S, Limit: 1 }),
  step('describe the rest', 'DescribeStream', { StreamName: S, ExclusiveStartShardId: FIRST }),
  step('describe none', 'DescribeStream', { StreamName: S, Limit: 0 }),
  step('describe a missing one', 'DescribeStream', { StreamName: 'missing' }),
  step('describe a missing ARN', 'DescribeStream', { StreamARN: arnOf(region, 'missing') }),
  step('describe nothing', 'DescribeStream', {}),
  step('describe a number', 'DescribeStream', { StreamName: 5 }),
  step('describe no JSON', 'DescribeStream', '{"StreamName":'),
  step('summary', 'DescribeStreamSummary', { StreamARN: arnOf(region, S) }),
  step('summary on demand', 'DescribeStreamSummary', { StreamName: D }),
  step('limits', 'DescribeLimits', {}),
  step('streams', 'ListStreams', {}),
  step('one stream', 'ListStreams', { Limit: 1 }),
  step('streams after', 'ListStreams', { ExclusiveStartStreamName: D }),
  step('an operation that is none', 'DescribeStreams', {}),

  step('add tags', 'AddTagsToStream', { StreamName: S, Tags: { stage: 'dev', owner: 'me' } }),
  step('add no tags', 'AddTagsToStream', { StreamName: S, Tags: {} }),
  step('add a long tag', 'AddTagsToStream', { StreamName: S, Tags: { ['k'.repeat(129)]: 'v' } }),
  step('add an odd tag', 'AddTagsToStream', { StreamName: S, Tags: { 'k!': 'v' } }),
  step('add tags to a missing one', 'AddTagsToStream', { StreamName: 'missing', Tags: { a: 'b' } }),
  step('tags', 'ListTagsForStream', { StreamName: S }),
  step('one tag', 'ListTagsForStream', { StreamARN: arnOf(region, S), Limit: 1 }),
  step('tags after', 'ListTagsForStream', { StreamName: S, ExclusiveStartTagKey: 'owner' }),
  step('remove tags', 'RemoveTagsFromStream', { StreamName: S, TagKeys: ['stage', 'unknown'] }),
  step('tags left', 'ListTagsForStream', { StreamName: S }),

  put('put', { Data: text('first') }),
  put('put by ARN', { StreamName: undefined, StreamARN: arnOf(region, S), PartitionKey: 'b' }),
  put('put at the lowest hash', { ExplicitHashKey: '0', Data: text('lowest') }),
  put('put at the highest hash', { ExplicitHashKey: String(2n ** 128n - 1n) }),
  put('put just below the first third', { ExplicitHashKey: String(THIRD - 1n) }),
  put('put at the first third', { ExplicitHashKey: String(THIRD) }),
  put('put beyond all hashes', { ExplicitHashKey: String(2n ** 128n) }),
  put('put at no hash', { ExplicitHashKey: 'x' }),
  put('put nothing', { Data: text('') }),
  put('put without data', { Data: undefined }),
  put('put without a key', { PartitionKey: '' }),
  put('put with a long key', { PartitionKey: 'k'.repeat(257) }),
  put('put into a missing one', { StreamName: 'missing' }),
  put('put nowhere', { StreamName: undefined }),
  step('put after', 'PutRecord', (answers: Answers) => ({
    ...{ StreamName: S, PartitionKey: 'a', Data: text('later') },
    SequenceNumberForOrdering: field(answers, 'put', 'SequenceNumber'),
  })),
  put('put after no number', { SequenceNumberForOrdering: 'x' }),
  step('put many', 'PutRecords', {
    StreamName: S,
    Records: ['k1', 'k2', 'k3', 'k4'].map((PartitionKey) => ({ PartitionKey, Data: text(PartitionKey) })),
  }),
  step('put none', 'PutRecords', { StreamName: S, Records: [] }),
  step('put many, one without a key', 'PutRecords', {
    StreamName: S,
    Records: [{ PartitionKey: 'k', Data: text('') }, { Data: text('') }],
  }),
  step('put many, one too far', 'PutRecords', {
    StreamName: S,
    Records: [
      { PartitionKey: 'k', Data: text('') },
      { PartitionKey: 'k', Data: text(''), ExplicitHashKey: String(2n ** 128n) },
    ],
  }),

  from('from the start', { ShardIteratorType: 'TRIM_HORIZON' }),
  step('read', 'GetRecords', iterator('from the start')),
  step('read one', 'GetRecords', iterator('from the start', { Limit: 1 })),
  step('read the next', 'GetRecords', iterator('read one', { Limit: 1, StreamARN: arnOf(region, S) })),
  step('read none', 'GetRecords', iterator('from the start', { Limit: 0 })),
  step('read too many', 'GetRecords', iterator('from the start', { Limit: 10_001 })),
  step('read from nowhere', 'GetRecords', { ShardIterator: 'AAAA' }),
  step('read from nothing', 'GetRecords', {}),
  from('from the end', { ShardIteratorType: 'LATEST' }),
  step('read the end', 'GetRecords', iterator('from the end')),
  from('at the first', (answers: Answers) => ({
    ShardIteratorType: 'AT_SEQUENCE_NUMBER',
    StartingSequenceNumber: first(answers, 'read')['SequenceNumber'],
  })),
  step('read at the first', 'GetRecords', iterator('at the first', { Limit: 1 })),
  from('after the first', (answers: Answers) => ({
    ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
    StartingSequenceNumber: first(answers, 'read')['SequenceNumber'],
  })),
  step('read after the first', 'GetRecords', iterator('after the first', { Limit: 1 })),
  from('at an old time', { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(1_000_000) }),
  step('read at an old time', 'GetRecords', iterator('at an old time', { Limit: 1 })),
  from('at a time to come', { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(4_000_000_000_000) }),
  from('at no time', { ShardIteratorType: 'AT_TIMESTAMP' }),
  from('at no number', { ShardIteratorType: 'AT_SEQUENCE_NUMBER' }),
  from('at a number that is none', { ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: '12' }),
  from('at the number of another shard', (answers: Answers) => ({
    ShardId: SECOND,
    ShardIteratorType: 'AT_SEQUENCE_NUMBER',
    StartingSequenceNumber: first(answers, 'read')['SequenceNumber'],
  })),
  from('from the end and a number', (answers: Answers) => ({
    ShardIteratorType: 'LATEST',
    StartingSequenceNumber: first(answers, 'read')['SequenceNumber'],
  })),
  from('from a missing shard', { ShardId: 'shardId-000000000009', ShardIteratorType: 'LATEST' }),
  from('from no shard', { ShardId: undefined, ShardIteratorType: 'LATEST' }),
  from('from anywhere', { ShardIteratorType: 'ANYWHERE' }),
  from('from a missing stream', { StreamName: 'missing', ShardIteratorType: 'LATEST' }),

  step('shards', 'ListShards', { StreamName: S }),
  step('shards by ARN', 'ListShards', { StreamARN: arnOf(region, S) }),
  step('one shard', 'ListShards', { StreamName: S, MaxResults: 1 }),
  step('the next shard', 'ListShards', (answers: Answers) => ({ NextToken: field(answers, 'one shard', 'NextToken') })),
  step('a page with a name', 'ListShards', (answers: Answers) => ({
    StreamName: S,
    NextToken: field(answers, 'one shard', 'NextToken'),
  })),
  step('a page that is none', 'ListShards', { NextToken: 'AAAA' }),
  step('shards of none', 'ListShards', {}),
  step('shards after', 'ListShards', { StreamName: S, ExclusiveStartShardId: FIRST }),
  step('shards of a missing one', 'ListShards', { StreamName: 'missing' }),

  step(
    'split',
    'SplitShard',
    { StreamName: S, ShardToSplit: FIRST, NewStartingHashKey: String(THIRD / 2n) },
    { changes: S },
  ),
  step('split a missing one', 'SplitShard', {
    StreamName: S,
    ShardToSplit: 'shardId-000000000009',
    NewStartingHashKey: '5',
  }),
  step('split outside', 'SplitShard', { StreamName: S, ShardToSplit: SECOND, NewStartingHashKey: '5' }),
  step('split a closed one', 'SplitShard', {
    StreamName: S,
    ShardToSplit: FIRST,
    NewStartingHashKey: String(THIRD / 2n),
  }),
  step('split on demand', 'SplitShard', { StreamName: D, ShardToSplit: FIRST, NewStartingHashKey: '5' }),
  step('shards after the split', 'ListShards', { StreamName: S }),
  from('from the start of the closed', { ShardIteratorType: 'TRIM_HORIZON' }),
  step('read the closed in part', 'GetRecords', iterator('from the start of the closed', { Limit: 1 })),
  step('read the closed', 'GetRecords', iterator('from the start of the closed')),
  from('from the end of the closed', { ShardIteratorType: 'LATEST' }),
  step('read the end of the closed', 'GetRecords', iterator('from the end of the closed')),
  put('put into a child', { ExplicitHashKey: '0', Data: text('child') }),
  step('merge apart', 'MergeShards', {
    StreamName: S,
    ShardToMerge: 'shardId-000000000003',
    AdjacentShardToMerge: SECOND,
  }),
  step('merge a missing one', 'MergeShards', {
    StreamName: S,
    ShardToMerge: SECOND,
    AdjacentShardToMerge: 'shardId-000000000009',
  }),
  step(
    'merge',
    'MergeShards',
    { StreamName: S, ShardToMerge: 'shardId-000000000004', AdjacentShardToMerge: SECOND },
    { changes: S },
  ),
  step('shards after the merge', 'ListShards', { StreamName: S }),
  from('from the start of one of the merged', { ShardId: SECOND, ShardIteratorType: 'TRIM_HORIZON' }),
  step('read one of the merged', 'GetRecords', iterator('from the start of one of the merged')),
  ...(['AT_TRIM_HORIZON', 'FROM_TRIM_HORIZON', 'AT_LATEST'] as const).map((Type) =>
    step(`shards ${Type}`, 'ListShards', { StreamName: S, ShardFilter: { Type } }),
  ),
  step('shards AFTER_SHARD_ID', 'ListShards', {
    StreamName: S,
    ShardFilter: { Type: 'AFTER_SHARD_ID', ShardId: SECOND },
  }),
  step('shards after no shard', 'ListShards', { StreamName: S, ShardFilter: { Type: 'AFTER_SHARD_ID' } }),
  step('shards AT_TIMESTAMP', 'ListShards', {
    StreamName: S,
    ShardFilter: { Type: 'AT_TIMESTAMP', Timestamp: new Date(1_000_000) },
  }),
  step('shards FROM_TIMESTAMP', 'ListShards', {
    StreamName: S,
    ShardFilter: { Type: 'FROM_TIMESTAMP', Timestamp: new Date(1_000_000) },
  }),
  step('shards of an odd filter', 'ListShards', { StreamName: S, ShardFilter: { Type: 'ODD' } }),

  step('scale too far up', 'UpdateShardCount', { StreamName: S, TargetShardCount: 7, ScalingType: 'UNIFORM_SCALING' }),
  step(
    'scale up',
    'UpdateShardCount',
    { StreamName: S, TargetShardCount: 4, ScalingType: 'UNIFORM_SCALING' },
    { changes: S },
  ),
  step('scale too far down', 'UpdateShardCount', {
    StreamName: S,
    TargetShardCount: 1,
    ScalingType: 'UNIFORM_SCALING',
  }),
  step('scale oddly', 'UpdateShardCount', { StreamName: S, TargetShardCount: 4, ScalingType: 'ODD' }),
  step('scale on demand', 'UpdateShardCount', { StreamName: D, TargetShardCount: 8, ScalingType: 'UNIFORM_SCALING' }),
  step('summary after scaling', 'DescribeStreamSummary', { StreamName: S }),

  step('keep longer', 'IncreaseStreamRetentionPeriod', { StreamName: S, RetentionPeriodHours: 48 }, { changes: S }),
  step('keep longer, but shorter', 'IncreaseStreamRetentionPeriod', { StreamName: S, RetentionPeriodHours: 30 }),
  step('keep too long', 'IncreaseStreamRetentionPeriod', { StreamName: S, RetentionPeriodHours: 8761 }),
  step(
    'keep shorter',
    'DecreaseStreamRetentionPeriod',
    { StreamARN: arnOf(region, S), RetentionPeriodHours: 36 },
    { changes: S },
  ),
  step('keep shorter, but longer', 'DecreaseStreamRetentionPeriod', { StreamName: S, RetentionPeriodHours: 40 }),
  step('keep too short', 'DecreaseStreamRetentionPeriod', { StreamName: S, RetentionPeriodHours: 23 }),
  step('summary of what is kept', 'DescribeStreamSummary', { StreamName: S }),
  step(
    'to provisioned',
    'UpdateStreamMode',
    { StreamARN: arnOf(region, OTHER), StreamModeDetails: { StreamMode: 'PROVISIONED' } },
    { changes: OTHER },
  ),
  step('summary in the other mode', 'DescribeStreamSummary', { StreamName: OTHER }),
  step('delete', 'DeleteStream', { StreamName: D }, { changes: D }),
  step('describe the deleted', 'DescribeStream', { StreamName: D }),
  step('delete a missing one', 'DeleteStream', { StreamName: 'missing' }),
];
