/** `pipectl dead-letters` as a user runs it: words, exit codes, documents, interrupts. What it does is tested beside. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { idOf, letter } from '../deploy/dead-letters/letters.js';
import { startCloud, type Cloud } from './letters-cloud.js';
import { clicks, folderWith, json, pipectl, type Document } from './pipectl.js';

let cloud: Cloud;
let cwd: string;
let name: string;
let tests = 0;

beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

const QUEUE = (): string => `${name}-dead-letters`;
const yaml = (account = '000000000000'): string =>
  `environments:\n  production: { account: '${account}', region: us-east-1, names: { clicks: ${name} } }\n`;

beforeEach(() => {
  name = `words-${++tests}`;
  cloud.sqs.createQueue(QUEUE());
  cloud.kinesis.addStream(name, { shards: 1 });
  cwd = folderWith({ 'pipelines/clicks/pipeline.ts': clicks(name), 'pipectl.yaml': yaml() });
});

const command = (...words: string[]): string[] => ['dead-letters', ...words, '--env', 'production'];
const sendLetters = (count: number): Promise<void> =>
  cloud.send(QUEUE(), ...Array.from({ length: count }, (_, i) => JSON.stringify(letter(i))));

test('list, edit one letter, and send what was edited with the command that the dry run names', async () => {
  await sendLetters(2);
  const listed = await json(command('list', 'clicks'), { cwd, env: cloud.env });
  expect(listed).toMatchObject({ command: 'dead-letters list', exitCode: 0, diagnostics: [], letters: 2 });

  const env = { ...cloud.env, EDITOR: 'sed -i s/null/\\"ada\\"/', VISUAL: '' };
  const dry = await pipectl(command('redrive', 'clicks', idOf(1), '--edit'), { cwd, env });
  const [, words = ''] = /To send: {2}pipectl (.*)/.exec(dry.stderr) ?? [];
  expect(dry).toEqual({ ...dry, code: 0, stderr: expect.stringContaining('--with .pipectl/redrive/') });
  expect(await cloud.read(name)).toEqual([]);
  expect(await json(words.split(' '), { cwd, env: cloud.env })).toMatchObject({
    command: 'dead-letters redrive',
    exitCode: 0,
    diagnostics: [],
    sent: [{ id: idOf(1), to: `stream '${name}'` }],
  });
  expect(await cloud.read(name)).toEqual(['{"userId":"ada","seed":"1"}']);
});

test('Ctrl-C in the middle loses nothing and sends nothing twice', async () => {
  const count = 40;
  await sendLetters(count);
  // What it sends is under way until it has heard of the interrupt.
  cloud.kinesis.faults.pause();
  const journal = join(cwd, '.pipectl', 'redrive', `${name}-production.jsonl`);
  const interrupted = await pipectl(command('redrive', 'clicks', '--yes'), {
    cwd,
    env: cloud.env,
    started: (interrupt) => {
      // Once it has noted what it is about to send, it is sending.
      const timer = setInterval(() => {
        if (!existsSync(journal) || readFileSync(journal, 'utf8') === '') return;
        clearInterval(timer);
        interrupt();
        setTimeout(() => cloud.kinesis.faults.resume(), 500);
      }, 20);
    },
  });
  cloud.kinesis.faults.clear();
  expect({ ...interrupted, stdout: '' }).toEqual({
    code: 130,
    stdout: '',
    stderr: expect.stringContaining('interrupted'),
  });
  const again = await json(command('redrive', 'clicks', '--yes'), { cwd, env: cloud.env });
  expect(again).toMatchObject({ exitCode: 0, diagnostics: [], inDoubt: [], failed: [] });
  const arrived = await cloud.read(name);
  expect(new Set(arrived).size).toBe(count);
  expect(arrived).toHaveLength(count);
  expect(await cloud.count(QUEUE())).toEqual([0, 0]);
});

test('an editor that fails sends nothing', async () => {
  await sendLetters(1);
  const env = { ...cloud.env, EDITOR: 'false', VISUAL: '' };
  const failed = await json(command('redrive', 'clicks', idOf(0), '--edit', '--yes'), { cwd, env });
  expect(failed).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC8017' }] });
  expect(await cloud.count(QUEUE())).toEqual([1, 0]);
});

const wrong = async (words: readonly string[], env = cloud.env): Promise<unknown> => {
  const { exitCode, diagnostics } = await json(['dead-letters', ...words], { cwd, env });
  return [exitCode, ...diagnostics.map(({ code }) => code)];
};

test('an environment that can not be used is refused before anything is compiled', async () => {
  expect(await wrong(['list', 'clicks', '--env', 'prodution'])).toEqual([1, 'PC9066']);
  writeFileSync(join(cwd, 'pipectl.yaml'), 'environments: { production: { regoin: x } }');
  expect(await wrong(['list', 'clicks', '--env', 'production'])).toEqual([1, 'PC9062', 'PC9062', 'PC9061']);
  const without = folderWith({ 'pipelines/clicks/pipeline.ts': clicks(name) });
  expect(await json(command('list', 'clicks'), { cwd: without })).toMatchObject({ diagnostics: [{ code: 'PC9065' }] });
});

test("another account's credentials, and nobody at the other end", async () => {
  const nobody = { ...cloud.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
  expect(await wrong(['list', 'clicks', '--env', 'production'], nobody)).toEqual([1, 'PC8005']);
  writeFileSync(join(cwd, 'pipectl.yaml'), yaml('123456789012'));
  expect(await wrong(['list', 'clicks', '--env', 'production'])).toEqual([1, 'PC8001']);
});

test('mistyped words exit 64', async () => {
  expect(await wrong(['lst', 'clicks'])).toEqual([64, 'PC9001']);
  expect(await wrong(['list', 'clicks'])).toEqual([64, 'PC9001']);
  expect(await wrong(['show', 'clicks', 'zz', '--env', 'production'])).toEqual([64, 'PC9003']);
  expect(await wrong(['list', 'clicks', '--env', 'production', '--since', 'yesterday'])).toEqual([64, 'PC9003']);
  expect(await wrong(['redrive', 'clicks', '--edit', '--env', 'production'])).toEqual([64, 'PC9001']);
});

test('--env local is what pipectl dev has written', async () => {
  await sendLetters(1);
  mkdirSync(join(cwd, '.pipectl', 'dev'), { recursive: true });
  const dev = { pid: process.pid, endpoint: cloud.url, opensearch: null, names: { clicks: name }, letters: QUEUE() };
  const file = join(cwd, '.pipectl', 'dev', `${name}.json`);
  writeFileSync(file, JSON.stringify(dev));
  const local = ['dead-letters', 'redrive', 'clicks', '--env', 'local', '--yes'];
  const sent: Document = await json(local, { cwd });
  expect(sent).toMatchObject({ exitCode: 0, diagnostics: [], sent: [{ id: idOf(0) }] });
  expect(await cloud.read(name)).toHaveLength(1);
  writeFileSync(file, JSON.stringify({ ...dev, pid: 2 ** 22 + 1 }));
  expect(await json(local, { cwd })).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC9067' }] });
});
