/** Our Kinesis as users reach it: through AWS's own client, which speaks HTTP/2 to it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ExpiredIteratorException,
  Kinesis,
  ProvisionedThroughputExceededException,
  ResourceNotFoundException,
  ValidationException,
  waitUntilStreamExists,
} from '@aws-sdk/client-kinesis';
import { kinesisService, type KinesisService } from '../../../../local/services/kinesis/kinesis.js';
import { startFront, type Front } from '../../../../local/services/front/start-front.js';

let service: KinesisService;
let front: Front;
let client: Kinesis;
beforeAll(async () => {
  service = kinesisService({ changeMs: 0 });
  front = await startFront([service]);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new Kinesis({ endpoint: front.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await front.close();
});

test('a stream from its creation to a record read', async () => {
  await client.createStream({ StreamName: 'sdk', ShardCount: 2, Tags: { team: 'a' }, MaxRecordSizeInKiB: 2048 });
  await waitUntilStreamExists({ client, minDelay: 1, maxWaitTime: 5 }, { StreamName: 'sdk' });
  const { StreamDescriptionSummary } = await client.describeStreamSummary({ StreamName: 'sdk' });
  expect(StreamDescriptionSummary).toMatchObject({ OpenShardCount: 2, MaxRecordSizeInKiB: 2048 });
  expect((await client.listStreams({})).StreamSummaries).toMatchObject([{ StreamStatus: 'ACTIVE' }]);

  const StreamARN = StreamDescriptionSummary?.StreamARN ?? '';
  const before = Date.now();
  const Data = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const { ShardId = '', SequenceNumber } = await client.putRecord({ StreamARN, PartitionKey: 'schlüssel', Data });
  const { ShardIterator } = await client.getShardIterator({ StreamARN, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  const { Records = [] } = await client.getRecords({ ShardIterator, StreamARN });
  expect(Records).toHaveLength(1);
  const [record] = Records;
  expect([record?.SequenceNumber, record?.PartitionKey]).toEqual([SequenceNumber, 'schlüssel']);
  expect(Buffer.from(record?.Data ?? []).equals(Data)).toBe(true);
  const arrival = record?.ApproximateArrivalTimestamp?.getTime() ?? 0;
  expect(arrival).toBeGreaterThanOrEqual(before);
  expect(arrival).toBeLessThanOrEqual(Date.now());
  // A record of more than a mebibyte, where the stream takes it.
  await client.putRecord({ StreamARN, PartitionKey: 'k', Data: Buffer.alloc(2_000_000) });
});

test('refusals are the classes of the client', async () => {
  service.addStream('sdk-errors', { region: 'eu-west-1', shards: 1 });
  const StreamName = 'sdk-errors';
  const record = { StreamName, PartitionKey: 'k', Data: Buffer.from('x') };
  await expect(client.putRecord({ ...record, StreamName: 'none' })).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(client.putRecord({ ...record, PartitionKey: '' })).rejects.toBeInstanceOf(ValidationException);
  const { ShardIterator } = await client.getShardIterator({
    ...{ StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'LATEST' },
  });
  service.faults.expireIterators();
  await expect(client.getRecords({ ShardIterator })).rejects.toBeInstanceOf(ExpiredIteratorException);
  service.faults.throttle(60_000);
  await expect(client.putRecord(record)).rejects.toBeInstanceOf(ProvisionedThroughputExceededException);
  service.faults.clear();
  await client.putRecord(record);
});
