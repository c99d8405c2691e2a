/** A log that is followed: every line once, whenever it comes, and through a service that is away for a while. */
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openClients, type Clients } from '../../../deploy/application/clients.js';
import { ServiceFailure } from '../../../deploy/aws/service-failure.js';
import { LogWatch } from '../../../deploy/operate/logs/watch-log.js';
import { AwsError } from '../../../local/services/front/aws-error.js';
import { localClient } from '../../../local/services/create/clients.js';
import { startFront, type Front } from '../../../local/services/front/start-front.js';
import { logsService, type LocalLogs } from '../../../local/services/logs/logs-service.js';

const PLACE = { group: '/pipectl/plays', stream: 'flink' };
const START = Date.UTC(2026, 0, 2);

let service: LocalLogs;
/** How many of the next requests fail, and how. */
let failing: { times: number; error: AwsError };
let front: Front;
let clients: Clients;
/** One that tries once. */
let logs: CloudWatchLogsClient;
let interrupted: AbortController;

beforeEach(async () => {
  service = logsService({ now: () => START + 60_000 });
  service.createStream(PLACE.group, PLACE.stream);
  failing = { times: 0, error: new AwsError('ThrottlingException', 'Rate exceeded') };
  const handle: LocalLogs['handle'] = (request) => {
    if (failing.times-- > 0) throw failing.error;
    return service.handle(request);
  };
  front = await startFront([{ ...service, handle }]);
  clients = openClients({ region: 'us-east-1', endpoint: front.url });
  logs = new CloudWatchLogsClient({ ...localClient(front.url, 'us-east-1'), maxAttempts: 1 });
  interrupted = new AbortController();
});
afterEach(async () => {
  interrupted.abort();
  clients.close();
  logs.destroy();
  await front.close();
});

const say = (at: number, ...messages: string[]): boolean =>
  service.put(
    PLACE.group,
    PLACE.stream,
    messages.map((message) => ({ timestamp: START + at, message })),
  );
const watch = (): LogWatch => new LogWatch({ logs, pollMs: clients.pollMs }, PLACE, START, interrupted.signal);
const trouble: string[] = [];

/** What is there, and the next `count` lines. */
async function read(log: LogWatch): Promise<string[]> {
  const lines: string[] = [];
  for await (const page of log.pages()) lines.push(...page.map(({ message }) => message));
  return lines;
}
async function next(lines: AsyncGenerator<{ readonly message: string }>, count: number): Promise<string[]> {
  const found: string[] = [];
  while (found.length < count) found.push(((await lines.next()).value as { message: string }).message);
  return found;
}
const follow = (log: LogWatch): AsyncGenerator<{ readonly message: string }> =>
  log.follow(({ code }) => trouble.push(code));

test('a line that comes later and is older, or of the same moment as the last, is not missed, and none comes twice', async () => {
  say(20_000, 'one', 'two');
  const log = watch();
  expect(await read(log)).toEqual(['one', 'two']);
  say(20_000, 'three');
  say(12_000, 'late');
  const lines = follow(log);
  expect((await next(lines, 2)).sort()).toEqual(['late', 'three']);
  // So does the next version of an application, which writes to the same stream.
  say(40_000, 'four');
  expect(await next(lines, 1)).toEqual(['four']);
  say(41_000, 'five');
  expect(await next(lines, 1)).toEqual(['five']);
});

test('while the service is not reached, it is asked again', async () => {
  const log = watch();
  const lines = follow(log);
  say(1_000, 'one');
  expect(await next(lines, 1)).toEqual(['one']);
  trouble.length = 0;
  failing.times = 3;
  say(2_000, 'two');
  expect(await next(lines, 1)).toEqual(['two']);
  expect(trouble.length).toBeGreaterThan(0);
  expect(new Set(trouble)).toEqual(new Set(['ThrottlingException']));
});

test('what does not pass by itself ends it', async () => {
  failing = { times: 1_000, error: new AwsError('ExpiredTokenException', 'The security token is expired') };
  await expect(next(follow(watch()), 1)).rejects.toBeInstanceOf(ServiceFailure);
});

test('Ctrl-C ends it between two looks', async () => {
  const lines = follow(watch());
  const ended = lines.next();
  setTimeout(() => interrupted.abort(), 250);
  await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
});
