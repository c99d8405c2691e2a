/** The local Firehose as its users meet it: requests, limits, buffers, keys, faults. */
import { gunzipSync } from 'node:zlib';
import {
  CreateDeliveryStreamCommand,
  DeleteDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  ListDeliveryStreamsCommand,
  ListTagsForDeliveryStreamCommand,
  PutRecordCommand,
  TagDeliveryStreamCommand,
  UntagDeliveryStreamCommand,
  UpdateDestinationCommand,
  type ProcessorType,
} from '@aws-sdk/client-firehose';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { BUCKET, DESTINATION, partitioned, start, type Started } from './start.js';

let local: Started;
beforeEach(async () => {
  local = await start();
});
afterEach(async () => {
  await local.close();
  expect(local.bugs).toEqual([]);
});

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const keyed = (prefix: string, name: string, ending = ''): RegExp => new RegExp(`^${prefix}${name}-${UUID}${ending}$`);
const texts = (): string[] => Object.values(local.objects()).map((bytes) => bytes.toString('utf8'));

test('1,000 records are one object, under the hour of the first, when the buffer is full or old', async () => {
  await local.create('playback', { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
  const records = Array.from({ length: 500 }, (_, i) => `{"n":${i}}\n`);
  await local.put('playback', records);
  local.clock = 59;
  await local.put('playback', records);
  await local.firehose.tick();
  expect(local.objects()).toEqual({});
  expect(local.firehose.waiting('playback').records).toBe(1000);
  local.clock = 60;
  await local.firehose.tick();
  const [key = ''] = Object.keys(local.objects());
  expect(key).toMatch(keyed('2026/11/21/13/', 'playback-1-2026-11-21-13-05-09'));
  expect(texts()).toEqual([[...records, ...records].join('')]);
  const full = Buffer.alloc(1_000 * 1024, 'x');
  await local.put('playback', [full, full]);
  await local.firehose.tick();
  expect(Object.values(local.objects()).map(({ length }) => length)).toContain(2 * full.length);
});

test('records are put one behind the other, with a delimiter only where one is asked for', async () => {
  const appended = {
    Type: 'AppendDelimiterToRecord' as const,
    Parameters: [{ ParameterName: 'Delimiter' as const, ParameterValue: '\\n' }],
  };
  await local.create('as-is', { Prefix: 'as-is/' });
  await local.create('lines', { Prefix: 'lines/', ProcessingConfiguration: { Enabled: true, Processors: [appended] } });
  for (const name of ['as-is', 'lines']) await local.put(name, ['a', 'b', '']);
  await local.firehose.flush();
  expect(texts()).toEqual(['ab', 'a\nb\n\n']);
  expect(Object.keys(local.objects())[0]).toMatch(keyed('as-is/2026/11/21/13/', 'as-is-1-2026-11-21-13-05-09'));
});

test('GZIP', async () => {
  await local.create('zipped', { CompressionFormat: 'GZIP', Prefix: 'z/!{timestamp:yyyy}/', ErrorOutputPrefix: 'e/' });
  const records = Array.from({ length: 500 }, (_, i) => `${i}-`.repeat(2000));
  await local.put('zipped', records);
  await local.firehose.flush();
  const [[key, bytes] = ['', Buffer.alloc(0)]] = Object.entries(local.objects());
  expect(key).toMatch(keyed('z/2026/', 'zipped-1-2026-11-21-13-05-09', '\\.gz'));
  expect(gunzipSync(bytes).toString('utf8')).toBe(records.join(''));
  const { ContentEncoding, ContentType } = await local.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
  expect([ContentEncoding, ContentType]).toEqual(['gzip', 'application/octet-stream']);
});

test('partitions by a query; what has no partition goes to the errors', async () => {
  await local.create('by-kind', {
    ...partitioned('{kind, day: .at[0:10]}'),
    Prefix: 'events/day=!{partitionKeyFromQuery:day}/kind=!{partitionKeyFromQuery:kind}/',
    ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/',
  });
  const play = { kind: 'play', at: '2026-11-20T01:02:03Z' };
  const stop = { ...play, kind: 'stop' };
  const two = `${JSON.stringify(play)}${JSON.stringify(stop)}`;
  await local.put('by-kind', [play, stop, play, 'nope', { kind: 'play' }, { kind: '../../up', at: play.at }, two]);
  await local.firehose.flush();
  const byFolder = Object.entries(local.objects()).map(([key, bytes]) => [
    key.replace(/[^/]*$/, ''),
    bytes.toString('utf8'),
  ]);
  const [errors, ...data] = byFolder;
  expect(data).toEqual([
    ['events/day=2026-11-20/kind=play/', JSON.stringify(play).repeat(2)],
    ['events/day=2026-11-20/kind=stop/', JSON.stringify(stop)],
  ]);
  expect(errors?.[0]).toBe('errors/processing-failed/2026-11-21/');
  const lines = (errors?.[1] ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);
  expect(lines.map(({ errorCode }) => errorCode)).toEqual(
    Array(3).fill('DynamicPartitioning.MetadataExtractionFailed'),
  );
  expect(lines.map(({ rawData = '' }) => Buffer.from(rawData, 'base64').toString())).toEqual([
    'nope',
    '{"kind":"play"}',
    two,
  ]);
  expect(lines[0]).toMatchObject({
    attemptsMade: 1,
    arrivalTimestamp: expect.any(Number),
    errorMessage: 'Non JSON record provided',
  });
  // A key that would lead upwards is an object like any other, but no path.
  const upwards = [];
  for await (const key of local.s3.store.keys(BUCKET, 'events/day=2026-11-20/kind=../', { key: '', whole: false }))
    upwards.push(key);
  expect(upwards).toHaveLength(1);
});

test('documents in one record are cut apart before they are partitioned', async () => {
  const { ProcessingConfiguration: processing, ...rest } = partitioned('{kind}');
  const cut = {
    Type: 'RecordDeAggregation' as const,
    Parameters: [{ ParameterName: 'SubRecordType' as const, ParameterValue: 'JSON' }],
  };
  await local.create('cut', {
    ...rest,
    ProcessingConfiguration: { Enabled: true, Processors: [cut, ...(processing?.Processors ?? [])] },
    Prefix: '!{partitionKeyFromQuery:kind}/',
    ErrorOutputPrefix: 'errors/',
  });
  await local.put('cut', ['{"kind":"a","x":"}{"}{"kind":"b"}\n {"kind":"a"}', '{"kind":"b"']);
  await local.firehose.flush();
  const found = Object.entries(local.objects()).map(([key, bytes]) => [key.split('/')[0], bytes.toString('utf8')]);
  expect(found.filter(([folder]) => folder !== 'errors')).toEqual([
    ['a', '{"kind":"a","x":"}{"}{"kind":"a"}'],
    ['b', '{"kind":"b"}'],
  ]);
  expect(found).toHaveLength(3);
});

test('limits, as AWS words them', async () => {
  await local.create('small');
  const data = (bytes: number): Buffer => Buffer.alloc(bytes, 'x');
  const refusal = (name: string, message: RegExp) => ({ name, message: expect.stringMatching(message) });
  await expect(local.put('small', Array(501).fill('x'))).rejects.toMatchObject(
    refusal(
      'ValidationException',
      /'records' failed to satisfy constraint: Member must have length less than or equal to 500/,
    ),
  );
  await expect(local.put('small', [])).rejects.toMatchObject(
    refusal('ValidationException', /greater than or equal to 1/),
  );
  await expect(local.put('small', [data(1_024_001)])).rejects.toMatchObject(
    refusal('ValidationException', /records\.1\.member\.data.*less than or equal to 1024000/),
  );
  await expect(local.put('small', Array(5).fill(data(900_000)))).rejects.toMatchObject(
    refusal('InvalidArgumentException', /4 MB/),
  );
  await expect(local.put('not-there', ['x'])).rejects.toMatchObject(refusal('ResourceNotFoundException', /not-there/));
  expect(local.firehose.waiting('small').records).toBe(0);
  const { RequestResponses = [], FailedPutCount } = await local.put('small', [
    ...Array(3).fill(data(1_024_000)),
    data(0),
  ]);
  expect([FailedPutCount, new Set(RequestResponses.map(({ RecordId }) => RecordId)).size]).toEqual([0, 4]);
  const Record = { Data: Buffer.from('one') };
  const { RecordId } = await local.sdk.send(new PutRecordCommand({ DeliveryStreamName: 'small', Record }));
  expect(RecordId?.length).toBeGreaterThan(100);
});

const lambda = { Type: 'Lambda' as ProcessorType };
test.each([
  ['a wrong expression', { Prefix: '!{firehose:other}/', ErrorOutputPrefix: 'e/' }, /Unknown expression/],
  ['YYYY', { Prefix: '!{timestamp:YYYY}/', ErrorOutputPrefix: 'e/' }, /can't format 'YYYY'/],
  ['an expression without an end', { Prefix: '!{timestamp:yyyy/' }, /has no end/],
  ['no error prefix', { Prefix: '!{timestamp:yyyy}/' }, /ErrorOutputPrefix cannot be null/],
  [
    'an error prefix without the type',
    { ErrorOutputPrefix: 'e/!{timestamp:yyyy}/' },
    /must contain !\{firehose:error-output-type\}/,
  ],
  ['a key from Lambda', { Prefix: '!{partitionKeyFromLambda:a}/', ErrorOutputPrefix: 'e/' }, /no Lambda/],
  ['keys without partitioning', { Prefix: '!{partitionKeyFromQuery:a}/', ErrorOutputPrefix: 'e/' }, /must be enabled/],
  [
    'a key that the query lacks',
    { ...partitioned('{a}'), Prefix: '!{partitionKeyFromQuery:b}/', ErrorOutputPrefix: 'e/' },
    /no partition key 'b'/,
  ],
  [
    'a key that the prefix lacks',
    { ...partitioned('{a,b}'), Prefix: '!{partitionKeyFromQuery:b}/', ErrorOutputPrefix: 'e/' },
    /'a'/,
  ],
  [
    'more of JQ',
    { ...partitioned('{a: .t|strftime("%Y")}'), Prefix: '!{partitionKeyFromQuery:a}/', ErrorOutputPrefix: 'e/' },
    /can't read '\|strftime/,
  ],
  ['Snappy', { CompressionFormat: 'Snappy' as const }, /GZIP only/],
  ['a Lambda processor', { ProcessingConfiguration: { Enabled: true, Processors: [lambda] } }, /no processor 'Lambda'/],
  [
    'a small buffer of partitions',
    {
      ...partitioned('{a}'),
      Prefix: '!{partitionKeyFromQuery:a}/',
      ErrorOutputPrefix: 'e/',
      BufferingHints: { SizeInMBs: 5 },
    },
    /at least 64/,
  ],
  ['another zone', { CustomTimeZone: 'Asia/Tokyo' }, /UTC only/],
  ['a backup', { S3BackupMode: 'Enabled' as const }, /no S3 backup/],
])('refuses %s when the stream is made', async (_, destination, message) => {
  await expect(local.create('bad', destination)).rejects.toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringMatching(message),
  });
});

test('create, describe, list, update, tag, delete', async () => {
  const arn = await local.create('one', { Prefix: 'p/' });
  expect(arn).toBe('arn:aws:firehose:us-east-1:000000000000:deliverystream/one');
  await expect(local.create('one')).rejects.toMatchObject({ name: 'ResourceInUseException' });
  const kinesis = new CreateDeliveryStreamCommand({
    DeliveryStreamName: 'k',
    DeliveryStreamType: 'KinesisStreamAsSource',
  });
  await expect(local.sdk.send(kinesis)).rejects.toMatchObject({ name: 'InvalidArgumentException' });
  await local.create('two');
  const describe = new DescribeDeliveryStreamCommand({ DeliveryStreamName: 'one' });
  const { DeliveryStreamDescription: before } = await local.sdk.send(describe);
  expect(before).toMatchObject({ DeliveryStreamStatus: 'ACTIVE', VersionId: '1', DeliveryStreamType: 'DirectPut' });
  expect(before?.CreateTimestamp?.toISOString()).toBe('2026-11-21T13:05:09.000Z');
  expect(before?.Destinations?.[0]?.ExtendedS3DestinationDescription).toMatchObject({
    ...DESTINATION,
    Prefix: 'p/',
    BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },
    CompressionFormat: 'UNCOMPRESSED',
  });
  await local.put('one', ['old']);
  const update = (version: string): UpdateDestinationCommand =>
    new UpdateDestinationCommand({
      DeliveryStreamName: 'one',
      CurrentDeliveryStreamVersionId: version,
      DestinationId: before?.Destinations?.[0]?.DestinationId,
      ExtendedS3DestinationUpdate: { Prefix: 'q/' },
    });
  await local.sdk.send(update('1'));
  await expect(local.sdk.send(update('1'))).rejects.toMatchObject({ name: 'ConcurrentModificationException' });
  await local.put('one', ['new']);
  await local.firehose.flush();
  expect(Object.entries(local.objects()).map(([key, bytes]) => [key.replace(/-2026.*/, ''), bytes.toString()])).toEqual(
    [
      ['p/2026/11/21/13/one-1', 'old'],
      ['q/2026/11/21/13/one-2', 'new'],
    ],
  );
  const list = await local.sdk.send(new ListDeliveryStreamsCommand({ Limit: 1 }));
  expect([list.DeliveryStreamNames, list.HasMoreDeliveryStreams]).toEqual([['one'], true]);
  const name = { DeliveryStreamName: 'one' };
  await local.sdk.send(new TagDeliveryStreamCommand({ ...name, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] }));
  await local.sdk.send(new UntagDeliveryStreamCommand({ ...name, TagKeys: ['a'] }));
  expect((await local.sdk.send(new ListTagsForDeliveryStreamCommand(name))).Tags).toEqual([{ Key: 'b', Value: '' }]);
  await local.put('one', ['last']);
  await local.sdk.send(new DeleteDeliveryStreamCommand(name));
  await expect(local.put('one', ['x'])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('faults: records, requests, doubles, lost answers, permissions', async () => {
  const { faults } = local.firehose;
  await local.create('faulty');
  faults.failEvery(3);
  const { FailedPutCount, RequestResponses = [] } = await local.put('faulty', ['0', '1', '2', '3', '4', '5']);
  expect([FailedPutCount, RequestResponses.map(({ ErrorCode = '' }) => ErrorCode)]).toEqual([
    2,
    ['', '', 'ServiceUnavailableException', '', '', 'ServiceUnavailableException'],
  ]);
  faults.clear();
  faults.throttle(1);
  await expect(local.put('faulty', ['x'])).rejects.toMatchObject({
    name: 'ServiceUnavailableException',
    $metadata: { httpStatusCode: 503 },
  });
  faults.duplicate(1);
  await local.put('faulty', ['6']);
  faults.loseAnswers(1);
  await expect(local.put('faulty', ['7'])).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  faults.deny('PutRecordBatch');
  await expect(local.put('faulty', ['x'])).rejects.toThrow(/not authorized to perform: firehose:PutRecordBatch/);
  faults.clear();
  faults.missing('faulty');
  await expect(local.put('faulty', ['x'])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  faults.clear();
  faults.pause();
  const waiting = local.put('faulty', ['8']);
  expect(await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 50, 'waits'))])).toBe('waits');
  faults.resume();
  await waiting;
  await local.firehose.flush();
  expect(texts()).toEqual(['0134667' + '8']);
});

test('a lake that takes nothing loses nothing: it is said, tried again, and delivered once there is room', async () => {
  await local.close();
  local = await start(3_000);
  await local.create('stuck');
  await local.put('stuck', ['x'.repeat(2_000)]);
  await local.firehose.flush();
  await local.put('stuck', ['y'.repeat(2_000)]);
  expect(await local.firehose.flush()).toBe(false);
  expect(local.problems).toEqual([
    expect.stringMatching(/^The delivery stream 'stuck' can't write to the bucket 'lake': .*at most 3,000 bytes/),
  ]);
  await local.put('stuck', ['z']);
  const [key = ''] = Object.keys(local.objects());
  await local.s3.store.remove(BUCKET, key);
  expect(await local.firehose.tick()).toBe(false);
  local.clock = 600;
  expect(await local.firehose.tick()).toBe(true);
  expect(texts().sort()).toEqual(['y'.repeat(2_000), 'z']);
});

test('what waits is delivered when the services close', async () => {
  await local.create('closing');
  await local.put('closing', ['last words']);
  const closed = local.s3.close();
  await local.firehose.close();
  await closed;
  expect(texts()).toEqual(['last words']);
});
