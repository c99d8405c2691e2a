/** What can be made to go wrong, and what goes wrong by itself: limits, iterators and records that grow old. */
import { afterEach, expect, test } from '@jest/globals';
import { base64, CHANGE_MS, HOUR, inProcess, read, recordsOf, textOf, type InProcess } from './in-process.js';

const entries = (count: number, text = 'x') =>
  Array.from({ length: count }, (_, index) => ({ PartitionKey: `k${index}`, Data: base64(text) }));

const started: InProcess[] = [];
const stream = (shards = 1): InProcess => {
  const kinesis = inProcess();
  started.push(kinesis);
  kinesis.service.addStream('s', { shards });
  return kinesis;
};
afterEach(async () => {
  await Promise.all(started.splice(0).map(({ service }) => service.close()));
});

const putRecords = ({ ask }: InProcess, count: number, text?: string) =>
  ask('PutRecords', { StreamName: 's', Records: entries(count, text) });

test('throttling refuses everything for its time', async () => {
  const kinesis = stream();
  kinesis.service.faults.throttle(100);
  await expect(putRecords(kinesis, 1)).rejects.toMatchObject({ code: 'ProvisionedThroughputExceededException' });
  await expect(kinesis.ask('DescribeStream', { StreamName: 's' })).rejects.toMatchObject({
    code: 'LimitExceededException',
  });
  kinesis.pass(100);
  await putRecords(kinesis, 1);
});

test('the next puts and gets fail, and nothing of them is stored', async () => {
  const kinesis = stream();
  kinesis.service.faults.failPuts(2);
  for (let left = 2; left > 0; left--) {
    await expect(putRecords(kinesis, 3)).rejects.toMatchObject({ code: 'InternalFailureException', status: 500 });
  }
  await putRecords(kinesis, 1);
  kinesis.service.faults.failGets(1);
  await expect(read(kinesis, {})).rejects.toMatchObject({ status: 500 });
  expect(recordsOf(await read(kinesis, {}))).toHaveLength(1);
});

test('entries fail by their share, the same ones for the same seed, and those are not stored', async () => {
  const failed = async (seed: number): Promise<readonly number[]> => {
    const kinesis = stream();
    kinesis.service.faults.failEntries(0.3, seed);
    const answer = await putRecords(kinesis, 500);
    const indexes = recordsOf(answer).flatMap(({ ErrorCode }, index) =>
      ErrorCode === 'InternalFailure' ? [index] : [],
    );
    expect(answer['FailedRecordCount']).toBe(indexes.length);
    const keys = recordsOf(await read(kinesis, {})).map(({ PartitionKey }) => PartitionKey);
    expect(keys).toEqual(
      entries(500)
        .map(({ PartitionKey }) => PartitionKey)
        .filter((_, at) => !indexes.includes(at)),
    );
    return indexes;
  };
  const once = await failed(7);
  expect(once.length).toBeGreaterThan(110);
  expect(once.length).toBeLessThan(190);
  expect(await failed(7)).toEqual(once);
  expect(await failed(8)).not.toEqual(once);
});

test('a denied operation names itself and what it was for', async () => {
  const { ask, service } = stream();
  service.faults.deny('GetShardIterator');
  await expect(read({ ask } as InProcess, {})).rejects.toMatchObject({
    code: 'AccessDeniedException',
    message: expect.stringMatching(
      /is not authorized to perform: kinesis:GetShardIterator on resource: arn:aws:kinesis:us-east-1:000000000000:stream\/s /,
    ),
  });
  service.faults.allow('GetShardIterator');
  await read({ ask } as InProcess, {});
});

test('a delay holds every request, and the end of the service lets go of those that wait', async () => {
  const kinesis = stream();
  kinesis.service.faults.delay(60_000);
  const waiting = putRecords(kinesis, 1);
  await kinesis.service.close();
  await waiting;
});

test('a service that hangs answers when it is resumed', async () => {
  const kinesis = stream();
  kinesis.service.faults.pause();
  let answered = false;
  const waiting = putRecords(kinesis, 1).then(() => (answered = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toBe(false);
  kinesis.service.faults.resume();
  await waiting;
});

test('iterators end after five minutes or at a word, and a new one goes on where the old one was', async () => {
  const kinesis = stream();
  await putRecords(kinesis, 2);
  const first = await read(kinesis, {}, 1);
  const next = { ShardIterator: first['NextShardIterator'] };
  kinesis.pass(300_000);
  expect(recordsOf(await kinesis.ask('GetRecords', next))).toHaveLength(1);
  kinesis.pass(1);
  await expect(kinesis.ask('GetRecords', next)).rejects.toMatchObject({
    code: 'ExpiredIteratorException',
    message:
      'Iterator expired. The iterator was created at time Thu Jan 01 00:00:00 UTC 2026 while right now it is ' +
      'Thu Jan 01 00:05:00 UTC 2026 which is further in the future than the tolerated delay of 300000 milliseconds.',
  });
  const { ShardIterator } = await kinesis.ask('GetShardIterator', {
    ...{ StreamName: 's', ShardId: 'shardId-000000000000', ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' },
    StartingSequenceNumber: recordsOf(first)[0]?.['SequenceNumber'],
  });
  kinesis.service.faults.expireIterators();
  await expect(kinesis.ask('GetRecords', { ShardIterator })).rejects.toMatchObject({
    code: 'ExpiredIteratorException',
  });
});

test('an iterator says nothing and cannot be made', async () => {
  const kinesis = stream();
  const { ShardIterator } = await kinesis.ask('GetShardIterator', {
    ...{ StreamName: 's', ShardId: 'shardId-000000000000', ShardIteratorType: 'LATEST' },
  });
  const bytes = Buffer.from(String(ShardIterator), 'base64');
  expect(bytes.toString('latin1')).not.toMatch(/iterator|shard|0{6}/);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await expect(kinesis.ask('GetRecords', { ShardIterator: bytes.toString('base64') })).rejects.toMatchObject({
    code: 'InvalidArgumentException',
  });
});

test('an iterator of a deleted stream is not one of its namesake', async () => {
  const kinesis = stream();
  const { NextShardIterator } = await read(kinesis, {});
  await kinesis.ask('DeleteStream', { StreamName: 's' });
  kinesis.pass(CHANGE_MS);
  kinesis.service.addStream('s', { shards: 1 });
  await expect(kinesis.ask('GetRecords', { ShardIterator: NextShardIterator })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('limits in: a thousand records or a megabyte a second and shard', async () => {
  const kinesis = stream();
  kinesis.service.faults.enforceLimits(true);
  expect(await putRecords(kinesis, 500)).toMatchObject({ FailedRecordCount: 0 });
  expect(await putRecords(kinesis, 500)).toMatchObject({ FailedRecordCount: 0 });
  const refused = await putRecords(kinesis, 2);
  expect(recordsOf(refused)[1]).toEqual({
    ErrorCode: 'ProvisionedThroughputExceededException',
    ErrorMessage: 'Rate exceeded for shard shardId-000000000000 in stream s under account 000000000000.',
  });
  kinesis.pass(500);
  expect(await putRecords(kinesis, 500)).toMatchObject({ FailedRecordCount: 0 });
  expect(await putRecords(kinesis, 1)).toMatchObject({ FailedRecordCount: 1 });
  kinesis.pass(1_000);
  expect(await putRecords(kinesis, 3, 'x'.repeat(500_000))).toMatchObject({ FailedRecordCount: 1 });
  const one = { StreamName: 's', ...entries(1, 'x'.repeat(100_000))[0] };
  await expect(kinesis.ask('PutRecord', one)).rejects.toMatchObject({ code: 'ProvisionedThroughputExceededException' });
});

test('limits out: five reads a second and shard, and ten megabytes at once are five seconds of silence', async () => {
  const kinesis = stream();
  for (let left = 12; left > 0; left--) await putRecords(kinesis, 1, 'x'.repeat(1_000_000));
  kinesis.service.faults.enforceLimits(true);
  expect(recordsOf(await read(kinesis, {}))).toHaveLength(10);
  // 10,000,000 bytes at 2 MiB a second: 4.77 s.
  kinesis.pass(4_700);
  await expect(read(kinesis, {})).rejects.toMatchObject({ code: 'ProvisionedThroughputExceededException' });
  kinesis.pass(100);
  for (let left = 5; left > 0; left--) await read(kinesis, { ShardIteratorType: 'LATEST' });
  await expect(read(kinesis, { ShardIteratorType: 'LATEST' })).rejects.toMatchObject({
    code: 'ProvisionedThroughputExceededException',
  });
  kinesis.pass(200);
  await read(kinesis, { ShardIteratorType: 'LATEST' });
});

test('at most ten thousand records at once, and how far behind it is', async () => {
  const kinesis = stream();
  for (let left = 21; left > 0; left--) await putRecords(kinesis, 500);
  kinesis.pass(5_000);
  const first = await read(kinesis, {});
  expect([recordsOf(first).length, first['MillisBehindLatest']]).toEqual([10_000, 5_000]);
  const rest = await kinesis.ask('GetRecords', { ShardIterator: first['NextShardIterator'] });
  expect([recordsOf(rest).length, rest['MillisBehindLatest']]).toEqual([500, 0]);
});

test('records go when they are older than the stream keeps them, and closed shards when all theirs are gone', async () => {
  const kinesis = stream();
  const { ask, pass } = kinesis;
  await putRecords(kinesis, 500, 'old');
  pass(12 * HOUR);
  const { SequenceNumber } = await ask('PutRecord', { StreamName: 's', PartitionKey: 'k', Data: base64('new') });
  await ask('SplitShard', { StreamName: 's', ShardToSplit: 'shardId-0', NewStartingHashKey: String(2n ** 127n) });
  pass(12 * HOUR + 1);
  expect(recordsOf(await read(kinesis, {})).map(({ Data }) => textOf(Data))).toEqual(['new']);
  const old = { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: 0 };
  expect(recordsOf(await read(kinesis, old))).toHaveLength(1);
  await ask('IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 48 });
  pass(24 * HOUR);
  const at = { ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: SequenceNumber };
  expect(recordsOf(await read(kinesis, at)).map(({ Data }) => textOf(Data))).toEqual(['new']);
  pass(12 * HOUR + CHANGE_MS);
  const { Shards } = await ask('ListShards', { StreamName: 's' });
  expect((Shards as { ShardId: string }[]).map(({ ShardId }) => ShardId)).toEqual([
    'shardId-000000000001',
    'shardId-000000000002',
  ]);
  await expect(read(kinesis, {})).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});

test('what is refused is refused in the words of AWS', async () => {
  const { ask } = stream();
  const empty = { StreamName: '', PartitionKey: '', Data: '', ExplicitHashKey: '', SequenceNumberForOrdering: '' };
  // Both texts are those that kinesalite's tests got from AWS.
  await expect(ask('PutRecord', empty)).rejects.toMatchObject({
    code: 'ValidationException',
    message:
      '5 validation errors detected: ' +
      "Value '' at 'sequenceNumberForOrdering' failed to satisfy constraint: " +
      'Member must satisfy regular expression pattern: 0|([1-9]\\d{0,128}); ' +
      "Value '' at 'partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
      "Value '' at 'explicitHashKey' failed to satisfy constraint: " +
      'Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38}); ' +
      "Value '' at 'streamName' failed to satisfy constraint: " +
      'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; ' +
      "Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1",
  });
  await expect(
    ask('PutRecords', { StreamName: 's', Records: [{ PartitionKey: 'k', Data: '' }, {}] }),
  ).rejects.toMatchObject({
    message: expect.stringMatching(/^2 validation errors detected: Value null at 'records\.2\.member\.partitionKey'/),
  });
  await expect(ask('PutRecords', { StreamName: 's', Records: entries(501) })).rejects.toMatchObject({
    message: expect.stringMatching(
      /at 'records' failed to satisfy constraint: Member must have length less than or equal to 500$/,
    ),
  });
  // A mebibyte, the key included.
  const sized = (bytes: number) =>
    ask('PutRecord', { StreamName: 's', PartitionKey: 'k', Data: base64('x'.repeat(bytes)) });
  await sized(1024 * 1024 - 1);
  await expect(sized(1024 * 1024)).rejects.toMatchObject({
    message:
      "1 validation error detected: Value at 'data' failed to satisfy constraint: " +
      'Member must have length less than or equal to 1048576',
  });
  await expect(ask('PutRecord', { StreamName: 's', PartitionKey: 'k', Data: 'x' })).rejects.toMatchObject({
    code: 'SerializationException',
  });
});
