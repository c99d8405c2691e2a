/** Our SQS as the AWS SDK sees it: it checks every MD5 and makes exceptions of the errors. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { startFront, type Front } from '../../../../local/services/front/start-front.js';
import { sqsService, type SqsService } from '../../../../local/services/sqs/sqs-service.js';

let now = 0;
let sqs: SqsService;
let front: Front;
let client: SQSClient;
let QueueUrl: string;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 31, 12);
  sqs = sqsService({ now: () => now });
  front = await startFront([sqs]);
  client = new SQSClient({
    endpoint: front.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  sqs.createQueue('letters');
  QueueUrl = (await client.send(new GetQueueUrlCommand({ QueueName: 'letters' }))).QueueUrl ?? '';
});
afterEach(async () => {
  client.destroy();
  await front.close();
});

const send = (MessageBody: string): Promise<unknown> => client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
async function receive(more: object = {}): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ['All'],
    ...more,
  });
  return (await client.send(command)).Messages ?? [];
}
const bodies = (messages: readonly Message[]): (string | undefined)[] => messages.map(({ Body }) => Body);

test('a message comes as it was sent, and stays hidden until its time is over', async () => {
  await send('{"id":"ä€😀"}');
  expect(await receive()).toMatchObject([
    { Body: '{"id":"ä€😀"}', Attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(now) } },
  ]);
  now += 29_999;
  expect(await receive()).toEqual([]);
  now += 1;
  expect(await receive()).toMatchObject([{ Attributes: { ApproximateReceiveCount: '2' } }]);
});

test('message attributes come back, with a checksum that the SDK agrees with', async () => {
  const MessageAttributes = {
    text: { DataType: 'String', StringValue: 'ö' },
    count: { DataType: 'Number', StringValue: '12' },
    bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
  };
  const sent = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageAttributes }));
  // Worked out by hand from AWS's description: names sorted, each with its length, type and value.
  const hex = [
    '00000005',
    Buffer.from('bytes').toString('hex'),
    '00000006',
    Buffer.from('Binary').toString('hex'),
    '02',
    '00000003',
    '010203',
    '00000005',
    Buffer.from('count').toString('hex'),
    '00000006',
    Buffer.from('Number').toString('hex'),
    '01',
    '00000002',
    '3132',
    '00000004',
    Buffer.from('text').toString('hex'),
    '00000006',
    Buffer.from('String').toString('hex'),
    '01',
    '00000002',
    'c3b6',
  ].join('');
  const { createHash } = await import('node:crypto');
  expect(sent.MD5OfMessageAttributes).toBe(createHash('md5').update(Buffer.from(hex, 'hex')).digest('hex'));
  const [message] = await receive({ MessageAttributeNames: ['All'] });
  expect(message?.MessageAttributes).toMatchObject(MessageAttributes);
  expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
});

test('only the newest handle does anything', async () => {
  await send('x');
  const [first] = await receive();
  now += 30_000;
  const [second] = await receive();
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
  now += 30_000;
  expect(bodies(await receive())).toEqual(['x']);
  now += 30_000;
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second?.ReceiptHandle }));
  const [third] = await receive();
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: third?.ReceiptHandle }));
  now += 60_000;
  expect(await receive()).toEqual([]);
});

test('a long poll ends with the message that it waited for', async () => {
  const waiting = receive({ WaitTimeSeconds: 20 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await send('at last');
  expect(bodies(await waiting)).toEqual(['at last']);
});

test('a long poll ends when the service closes', async () => {
  const waiting = receive({ WaitTimeSeconds: 20 }).catch(() => 'ended');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await front.close();
  expect(await waiting).toBe('ended');
});

test('what was received too often goes to the dead-letter queue of the queue', async () => {
  sqs.createQueue('given-up');
  const arn = (await client.send(new GetQueueUrlCommand({ QueueName: 'given-up' }))).QueueUrl ?? '';
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: arn, AttributeNames: ['QueueArn'] }),
  );
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: 2 });
  const { QueueUrl: strict } = await client.send(
    new CreateQueueCommand({ QueueName: 'strict', Attributes: { RedrivePolicy, VisibilityTimeout: '0' } }),
  );
  await client.send(new SendMessageCommand({ QueueUrl: strict, MessageBody: 'x' }));
  expect(bodies(await receive({ QueueUrl: strict }))).toEqual(['x']);
  expect(bodies(await receive({ QueueUrl: strict }))).toEqual(['x']);
  expect(await receive({ QueueUrl: strict })).toEqual([]);
  expect(await receive({ QueueUrl: arn })).toMatchObject([
    { Body: 'x', Attributes: { DeadLetterQueueSourceArn: 'arn:aws:sqs:eu-central-1:000000000000:strict' } },
  ]);
});

test('errors are the exceptions of the SDK', async () => {
  const gone = client.send(new GetQueueUrlCommand({ QueueName: 'nothing' }));
  await expect(gone).rejects.toBeInstanceOf(QueueDoesNotExist);
  await expect(gone).rejects.toMatchObject({ Code: 'AWS.SimpleQueueService.NonExistentQueue' });
  const handle = client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: 'x', VisibilityTimeout: 1 }),
  );
  await expect(handle).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
});

test('lists come in pages', async () => {
  for (const name of ['b', 'a', 'c']) sqs.createQueue(name);
  const one = await client.send(new ListQueuesCommand({ MaxResults: 3 }));
  const two = await client.send(new ListQueuesCommand({ MaxResults: 3, NextToken: one.NextToken }));
  const names = [...(one.QueueUrls ?? []), ...(two.QueueUrls ?? [])].map((url) => url.split('/').at(-1));
  expect(names).toEqual(['a', 'b', 'c', 'letters']);
  expect(two.NextToken).toBeUndefined();
});

test('fifty thousand messages are received, given back and received again in order', async () => {
  const count = 50_000;
  for (let at = 0; at < count; at += 10) {
    const Entries = Array.from({ length: 10 }, (_, i) => ({ Id: String(i), MessageBody: String(at + i) }));
    if (at % 5_000 === 0) await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    else await handled('SendMessageBatch', { QueueUrl, Entries });
  }
  const first = await all();
  expect(first.map(({ Body }) => Number(Body))).toEqual(Array.from({ length: count }, (_, i) => i));
  now += 31_000;
  expect(await all()).toHaveLength(count);
});

/** Straight to the service: what is looked at is the queue, not HTTP. */
async function handled(target: string, input: object): Promise<{ Messages?: Message[] }> {
  const body = Buffer.from(JSON.stringify(input));
  const request = {
    id: '',
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: {},
    body,
    target,
    region: 'x',
  };
  const { Readable } = await import('node:stream');
  const answer = await sqs.handle({ ...request, stream: Readable.from([]) });
  return JSON.parse(String(answer.body)) as { Messages?: Message[] };
}

async function all(): Promise<Message[]> {
  const found: Message[] = [];
  for (;;) {
    const { Messages = [] } = await handled('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    if (Messages.length === 0) return found;
    found.push(...Messages);
  }
}

test('faults: throttled, denied, missing, and entries that fail alone', async () => {
  sqs.faults.throttle(1);
  await expect(send('x')).rejects.toMatchObject({ name: 'RequestThrottled', $metadata: { httpStatusCode: 403 } });
  await send('x');

  sqs.faults.deny('SendMessage');
  await expect(send('x')).rejects.toMatchObject({
    Code: 'AccessDenied',
    message: expect.stringContaining('sqs:sendmessage'),
  });
  sqs.faults.clear();

  sqs.faults.missing('letters');
  await expect(send('x')).rejects.toBeInstanceOf(QueueDoesNotExist);
  sqs.faults.clear();

  sqs.faults.failEntries(({ body }) =>
    body === 'b' ? { code: 'InternalError', message: 'once more', senderFault: false } : null,
  );
  const Entries = ['a', 'b', 'c'].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
  const { Successful, Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
  expect(Failed).toEqual([{ Id: 'b', Code: 'InternalError', Message: 'once more', SenderFault: false }]);
  expect(bodies(await receive())).toEqual(['x', 'a', 'c']);
});

test('a paused service answers once it goes on', async () => {
  sqs.faults.pause();
  const sending = send('x');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const before = await Promise.race([sending, Promise.resolve('waiting')]);
  sqs.faults.resume();
  await sending;
  expect(before).toBe('waiting');
});

test('messages leave when they are too old', async () => {
  await send('old');
  now += 345_600_000;
  expect(await receive()).toEqual([]);
});

test('a batch deletes what it can', async () => {
  await send('x');
  const [message] = await receive();
  const Entries = [
    { Id: 'good', ReceiptHandle: message?.ReceiptHandle },
    { Id: 'bad', ReceiptHandle: 'x' },
  ];
  const { Successful, Failed } = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful).toEqual([{ Id: 'good' }]);
  expect(Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
});
