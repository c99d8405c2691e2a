/** CloudWatch Logs, asked by AWS's own client. */
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  InvalidParameterException,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startFront, type Front } from '../../../../local/services/front/start-front.js';
import { filterPattern } from '../../../../local/services/logs/filter-pattern.js';
import { logsService } from '../../../../local/services/logs/logs-service.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const NOW = Date.UTC(2026, 0, 2);
const group = { logGroupName: '/pipectl/counts' };
const place = { ...group, logStreamName: 'flink' };
let front: Front;
let client: CloudWatchLogsClient;

beforeAll(async () => {
  front = await startFront([logsService({ now: () => NOW })]);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new CloudWatchLogsClient({ endpoint: front.url, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await front.close();
});

const at = (seconds: number): number => NOW + seconds * 1000;
const put = (...events: readonly (readonly [number, string])[]) =>
  client.send(
    new PutLogEventsCommand({
      ...place,
      logEvents: events.map(([seconds, message]) => ({ timestamp: at(seconds), message })),
    }),
  );

test('groups and streams are made once, described, and gone when they are deleted', async () => {
  await client.send(new CreateLogGroupCommand(group));
  await expect(client.send(new CreateLogGroupCommand(group))).rejects.toThrow(ResourceAlreadyExistsException);
  await expect(put([0, 'x'])).rejects.toThrow(ResourceNotFoundException);
  await client.send(new CreateLogStreamCommand(place));
  await client.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 30 }));
  await expect(client.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 31 }))).rejects.toThrow(
    InvalidParameterException,
  );
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/pipectl' }));
  expect(logGroups).toMatchObject([
    {
      ...{ logGroupName: '/pipectl/counts', retentionInDays: 30 },
      arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/pipectl/counts:*',
    },
  ]);
  const { logStreams } = await client.send(new DescribeLogStreamsCommand(group));
  expect(logStreams).toMatchObject([{ logStreamName: 'flink' }]);
});

test('events are read in the order of time, from either end, page after page', async () => {
  await put([1, 'one'], [2, 'two'], [3, 'three']);
  await put([0, 'zero']);
  const read = async (more: object) => client.send(new GetLogEventsCommand({ ...place, ...more }));
  const messages = (events: readonly { message?: string | undefined }[] | undefined) =>
    events?.map(({ message }) => message);
  const first = await read({ startFromHead: true, limit: 3 });
  expect(messages(first.events)).toEqual(['zero', 'one', 'two']);
  const second = await read({ startFromHead: true, nextToken: first.nextForwardToken });
  expect(messages(second.events)).toEqual(['three']);
  // The end is where the token stays the same; what comes later is read from there.
  const end = await read({ startFromHead: true, nextToken: second.nextForwardToken });
  expect([messages(end.events), end.nextForwardToken]).toEqual([[], second.nextForwardToken]);
  await put([4, 'four']);
  expect(messages((await read({ nextToken: end.nextForwardToken })).events)).toEqual(['four']);
  expect(messages((await read({ limit: 2 })).events)).toEqual(['three', 'four']);
  expect(messages((await read({ startTime: at(1), endTime: at(3), startFromHead: true })).events)).toEqual([
    'one',
    'two',
  ]);
});

test('what is too old is not kept, and said so', async () => {
  const old = -15 * 86_400;
  await expect(put([old, 'old'], [5, 'five'])).resolves.toMatchObject({
    rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 },
  });
  await expect(put([6, 'b'], [5, 'a'])).rejects.toThrow(InvalidParameterException);
});

test('events are searched by words and by fields', async () => {
  await put([10, '{"messageType":"ERROR","message":"lost"}'], [11, '{"messageType":"INFO","message":"found"}']);
  const search = async (pattern: string) => {
    const { events } = await client.send(new FilterLogEventsCommand({ ...group, filterPattern: pattern }));
    return events?.map(({ message }) => message);
  };
  expect(await search('{ $.messageType = "ERROR" }')).toEqual(['{"messageType":"ERROR","message":"lost"}']);
  expect(await search('two')).toEqual(['two']);
  await expect(search('{ $.messageType = }')).rejects.toThrow(InvalidParameterException);
});

// The examples of AWS's page on filter patterns.
test.each([
  ['ERROR', 'an ERROR here', true],
  ['ERROR', 'an error here', false],
  ['ERROR ARGUMENTS', '[ERROR 419] MISSING ARGUMENTS', true],
  ['?ERROR ?ARGUMENTS', '[ERROR 401] UNAUTHORIZED REQUEST', true],
  ['?ERROR ?ARGUMENTS', 'all is well', false],
  ['"INTERNAL SERVER ERROR"', '[ERROR 500] INTERNAL SERVER ERROR', true],
  ['"INTERNAL SERVER ERROR"', '[ERROR 500] SERVER INTERNAL', false],
  ['ERROR -ARGUMENTS', '[ERROR 401] UNAUTHORIZED REQUEST', true],
  ['ERROR -ARGUMENTS', '[ERROR 419] MISSING ARGUMENTS', false],
  ['{ $.eventType = "UpdateTrail" }', '{"eventType":"UpdateTrail"}', true],
  ['{ $.sourceIPAddress != "123.123.*" }', '{"sourceIPAddress":"123.123.1.1"}', false],
  ['{ $.arrayKey[0] = "value" }', '{"arrayKey":["value"]}', true],
  ['{ $.objectList[1].id = 2 }', '{"objectList":[{"id":1},{"id":2}]}', true],
  ['{ $.SomeObject IS NULL }', '{"SomeObject":null}', true],
  ['{ $.SomeOtherObject NOT EXISTS }', '{"SomeObject":null}', true],
  ['{ $.ThisFlag IS TRUE }', '{"ThisFlag":true}', true],
  [
    '{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }',
    '{"user":{"id":1},"users":[{"email":"John.Doe@example.com"}]}',
    true,
  ],
  ['{ $.user.email = "a" || $.n >= 1.5 }', '{"user":{},"n":2}', true],
  ['{ $.n < 1 }', 'no JSON', false],
])('%s on %s', (pattern, message, found) => {
  expect(filterPattern(pattern)(message)).toBe(found);
});

test('a group is gone with everything in it', async () => {
  await client.send(new DeleteLogGroupCommand(group));
  await expect(client.send(new DescribeLogStreamsCommand(group))).rejects.toThrow(ResourceNotFoundException);
});
