/** The commands for what is deployed, against the control plane of this machine and one real Flink. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defineDestroy } from '../../cli/commands/destroy.js';
import { defineLogs } from '../../cli/commands/logs.js';
import { defineSnapshots } from '../../cli/commands/snapshots.js';
import { defineStart } from '../../cli/commands/start.js';
import { defineStatus } from '../../cli/commands/status.js';
import { defineStop } from '../../cli/commands/stop.js';
import { listSnapshots } from '../../deploy/application/snapshot.js';
import { deployed, type Deployed } from '../services/deployed.js';
import { inProcess, type Answered } from './in-process.js';
import { clicks, type Document } from './pipectl.js';

const NAME = 'clicks-operated';
let world: Deployed;
const before = process.env;

beforeAll(async () => {
  world = await deployed({
    name: NAME,
    source: clicks(NAME),
    settings: `    pipelines:\n      ${NAME}: { parallelism: 1, checkpointEvery: 1 }\n`,
  });
  process.env = { ...before, ...world.env };
});
afterAll(async () => {
  process.env = before;
  await world?.close();
});

const DEFINES = [defineStatus, defineLogs, defineStop, defineStart, defineSnapshots, defineDestroy];
const words = (text: string): string[] => [...text.split(' '), NAME, '--env', 'production'];
const run = (text: string, ...more: string[]): Promise<Answered> =>
  inProcess(DEFINES, [...words(text), ...more], world.project);
const ask = (text: string, ...more: string[]): Promise<Answered> => run(text, ...more, '--json');
const codes = ({ diagnostics }: Document): string[] => diagnostics.map(({ code }) => code);
const click = (i: number): object => ({ userId: `u${i}`, kind: i % 4 === 0 ? 'scroll' : 'click', at: new Date() });

interface StatusData {
  readonly health: { readonly verdict: string; readonly reasons: readonly string[] };
  readonly job: {
    readonly restarts: number;
    readonly checkpoints: { readonly completed: number; readonly last: object | null };
    readonly lags: readonly { readonly source: string; readonly millisBehindLatest: number | null }[];
    readonly counters: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
  readonly [field: string]: unknown;
}
async function status(): Promise<StatusData> {
  const { pipelines } = await ask('status');
  const [first] = pipelines as StatusData[];
  if (first === undefined) throw new Error('no status');
  return first;
}

test('status: health, checkpoints, lag and the ledger of what really runs', async () => {
  await world.put('clicks', [...Array.from({ length: 20 }, (_, i) => click(i)), { userId: 1 }]);
  let seen = await status();
  // Until everything is read and written, as far as Flink tells of it, and a checkpoint has completed.
  const isDone = ({ job }: StatusData): boolean =>
    job?.checkpoints.last != null &&
    job.counters['clicks']?.['read'] === 21 &&
    job.counters['raw']?.['in'] === 20 &&
    job.lags[0]?.millisBehindLatest === 0;
  const end = Date.now() + 120_000;
  while (!isDone(seen) && Date.now() < end) seen = await status();
  expect(seen).toMatchObject({
    pipeline: NAME,
    environment: 'production',
    health: { verdict: 'healthy', reasons: [] },
    application: { status: 'RUNNING', version: 1, isOurs: true, deployed: { unreadable: null } },
    job: { state: 'RUNNING', restarts: 0, firstFailure: null },
    operations: [{ operation: 'StartApplication', status: 'SUCCESSFUL', error: null }],
    snapshots: { ready: 0, newest: null },
    changedByHand: [],
    changedByHandUnknown: null,
  });
  expect(seen.job.counters['clicks']).toMatchObject({ read: 21, accepted: 20, invalid: 1 });
  expect(seen.job.counters['raw']).toMatchObject({ in: 20 });
  expect(seen.job.lags).toMatchObject([{ source: 'clicks', millisBehindLatest: 0 }]);

  const { stdout } = await run('status');
  expect(stdout).toContain(`${NAME} in production: healthy`);
  expect(stdout).toMatch(/^clicks +source +21 read, 1 invalid, 20 accepted$/m);
  expect(stdout).toContain('nothing was changed by hand');
});

test('status tells what differs from what pipectl.yaml asks for', async () => {
  const file = join(world.project, 'pipectl.yaml');
  const yaml = `environments:\n  production:\n    account: '000000000000'\n    region: us-east-1\n    tags: { team: data }\n    role: arn:aws:iam::000000000000:role/other\n    pipelines:\n      ${NAME}: { parallelism: 3, checkpointEvery: 1 }\n`;
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, yaml);
  try {
    const { stdout } = await run('status');
    expect(stdout).toMatch(/^role +arn:aws:iam::000000000000:role\/other +arn:aws:iam::000000000000:role\/pipectl$/m);
    expect(stdout).toMatch(/^parallelism +3 +1$/m);
    expect(stdout).toMatch(/^tag team +data +\(none\)$/m);
    expect(stdout.split('changed by hand\n')[1]?.trim().split('\n')).toHaveLength(4);
  } finally {
    writeFileSync(file, before);
  }
});

test('logs: records by level and pattern, the first failure before them, and a missing stream in one sentence', async () => {
  const { exitCode, stdout } = await run('logs', '--grep', 'switched from .* to RUNNING', '--limit', '3');
  expect(exitCode).toBe(0);
  expect(stdout.trim().split('\n').length).toBeLessThanOrEqual(3);
  expect(stdout).toMatch(/INFO .*switched from \w+ to RUNNING/);
  expect(stdout).not.toContain('first failure');

  const { group, stream } = world.target.logs;
  const at = Date.now();
  const record = (message: string, throwableInformation: string): string =>
    JSON.stringify({
      messageType: 'WARN',
      logger: 'org.apache.flink.runtime.taskmanager.Task',
      message,
      throwableInformation,
    });
  const task = 'GlobalWindowAggregate[12] (1/1)#0 (x) switched from RUNNING to FAILED';
  const logEvents = [
    {
      timestamp: at,
      message: record('Failing over', 'java.lang.UnsupportedOperationException: Partial recovery is not supported'),
    },
    { timestamp: at + 1, message: record(task, "a.b.FatalException: The table 'x' is gone.\n\tat a.b.c(D.java:1)") },
  ];
  const place = { logGroupName: group, logStreamName: stream };
  await world.clients.logs.send(new PutLogEventsCommand({ ...place, logEvents }));
  const failed = await ask('logs', '--level', 'WARN');
  expect(failed).toMatchObject({
    exitCode: 0,
    cause: { message: "The table 'x' is gone.", exception: 'FatalException' },
  });
  expect(failed.events[0]).toMatchObject({ event: 'cause' });
  const records = failed.events.filter(({ event }) => event === 'record');
  expect(records.map(({ consequence }) => consequence)).toEqual(expect.arrayContaining([true, false]));
  expect(records.every(({ level }) => level === 'WARN' || level === 'ERROR')).toBe(true);

  await world.clients.logs.send(new DeleteLogStreamCommand(place));
  const missing = await ask('logs');
  expect([missing.exitCode, ...codes(missing)]).toEqual([1, 'PC8312']);
  expect(missing.diagnostics[0]?.message).toContain(`the log group '${group}' has no log stream '${stream}'`);
});

test('snapshots: taken, listed with their size, deleted, pruned', async () => {
  expect(await ask('snapshots create', '--name', 'first')).toMatchObject({
    exitCode: 0,
    diagnostics: [],
    snapshot: { status: 'READY', version: 1 },
  });
  await ask('snapshots create', '--name', 'second');
  const made = await ask('snapshots create');
  const { name: third } = made['snapshot'] as { name: string };
  expect(third).toMatch(/^by-hand-v1-\d{8}T\d{6}Z$/);
  const listed = await ask('snapshots list');
  expect((listed['snapshots'] as { name: string }[]).map(({ name }) => name)).toEqual([third, 'second', 'first']);

  const asked = await ask('snapshots delete', 'second');
  expect([asked.exitCode, ...codes(asked)]).toEqual([64, 'PC9001']);
  expect(await ask('snapshots delete', 'second', '--yes')).toMatchObject({
    exitCode: 0,
    diagnostics: [],
    deleted: ['second'],
  });
  expect(codes(await ask('snapshots delete', 'sceond', '--yes'))).toEqual(['PC8307']);

  const dry = await run('snapshots prune', '--keep', '1');
  expect(dry.stdout).toMatch(/^delete +first /m);
  expect(dry.stderr).toContain(`pipectl snapshots prune ${NAME} --env production --keep 1 --yes`);
  expect(await ask('snapshots prune', '--keep', '1', '--yes')).toMatchObject({
    dryRun: false,
    delete: [{ name: 'first' }],
  });
  expect((await listSnapshots(world.clients, NAME)).map(({ name }) => name)).toEqual([third]);
});

test('a stop that the service refuses says what force would lose, and leaves the application running', async () => {
  world.services.deployable?.msf.faults.failOperation('StopApplication', 'The snapshot could not be taken.');
  const refused = await ask('stop');
  expect([refused.exitCode, ...codes(refused)]).toEqual([1, 'PC8304']);
  expect(refused.diagnostics[0]?.message).toContain('The snapshot could not be taken');
  expect((await world.read())?.status).toBe('RUNNING');
});

test('while it stops: a start is refused, another stop follows the first; then it is stopped, and stays so', async () => {
  const faults = world.services.deployable?.msf.faults;
  faults?.hold('StopApplication');
  const first = ask('stop');
  while ((await world.read())?.status !== 'STOPPING') await new Promise((resolve) => setTimeout(resolve, 50));
  const started = await ask('start');
  expect([started.exitCode, ...codes(started)]).toEqual([1, 'PC8301']);
  expect(started.diagnostics[0]?.message).toContain('is STOPPING');
  // It has seen that the application stops when it asks what is being done to it.
  const asking = new Promise<void>((resolve) =>
    faults?.precede('ListApplicationOperations', () => Promise.resolve(resolve())),
  );
  const second = ask('stop');
  await asking;
  faults?.resume('StopApplication');
  for (const stopped of await Promise.all([first, second]))
    expect(stopped).toMatchObject({ exitCode: 0, diagnostics: [], snapshot: { status: 'READY', version: 1 } });
  expect((await world.read())?.status).toBe('READY');
  expect(await ask('stop')).toMatchObject({ exitCode: 0, diagnostics: [], before: true });
  expect((await status()).health.verdict).toBe('stopped');
  expect(codes(await ask('snapshots create'))).toEqual(['PC8310']);
});

test('a start that would leave state behind exits 3, and one from an unknown snapshot names those that are there', async () => {
  const refused = await ask('start', '--from', 'nothing');
  expect([refused.exitCode, ...codes(refused)]).toEqual([3, 'PC8311']);
  const unknown = await ask('start', '--from', 'frist');
  expect([unknown.exitCode, ...codes(unknown)]).toEqual([1, 'PC8307']);
  expect((await world.read())?.status).toBe('READY');
});

test('a source that does not compile is no reason not to be found', async () => {
  const file = join(world.project, 'pipelines', NAME, 'pipeline.ts');
  writeFileSync(file, `${clicks(NAME)}\nconst broken: number = 'text';\n`);
  const seen = await ask('status');
  writeFileSync(file, clicks(NAME));
  expect([seen.exitCode, ...codes(seen)]).toEqual([0, 'PC8303']);
});

test('destroy asks, names what is lost and what stays, and can be said twice', async () => {
  const asked = await ask('destroy');
  expect([asked.exitCode, ...codes(asked)]).toEqual([64, 'PC9001']);
  const { exitCode, stdout, stderr } = await run('destroy', '--yes');
  expect({ exitCode, said: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, said: '' });
  expect(stdout).toMatch(/ {2}- snapshot by-hand-v1-\S+ of .* ago, version 1/);
  expect(stdout).toMatch(/ {2}- the stream clicks\n {2}- the delivery stream raw\n {2}- the table clicks-operated\n/);
  expect(stdout).toContain(`the jars under s3://jars/pipectl/${NAME}/`);
  expect(await world.read()).toBeNull();
  expect(await ask('destroy', '--yes')).toMatchObject({ exitCode: 0, diagnostics: [], destroyed: false, before: true });
  const gone = await ask('stop');
  expect([gone.exitCode, ...codes(gone)]).toEqual([1, 'PC8104']);
  expect((await status()).health.verdict).toBe('missing');
});
