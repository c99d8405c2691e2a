/** What `pipectl dead-letters` does, against our own SQS, Kinesis and S3; the pipeline is compiled once. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readChoice, type ChoiceOptions } from '../../cli/dead-letters/choice.js';
import { readEdits } from '../../cli/dead-letters/edited-records.js';
import { listOpened } from '../../cli/dead-letters/list-letters.js';
import { redriveOpened, type RedriveOptions } from '../../cli/dead-letters/redrive-letters.js';
import { showOpened } from '../../cli/dead-letters/show-letter.js';
import { withLettersOf, type OpenLetters } from '../../cli/dead-letters/with-letters.js';
import type { Outcome } from '../../cli/command.js';
import { createHost, type Host } from '../../cli/host.js';
import { diagnosticsOf } from '../../cli/refusal.js';
import { compile } from '../../compiler/compile.js';
import type { Bundle } from '../../compiler/ir/bundle.js';
import type { Letter } from '../../deploy/dead-letters/letter.js';
import { idOf, inParts, letter } from '../deploy/dead-letters/letters.js';
import { startCloud, type Cloud } from './letters-cloud.js';
import { clicks, folderWith, type Document } from './pipectl.js';

let cloud: Cloud;
let bundle: Bundle;
let cwd: string;
/** A queue and a stream of their own for each test. */
let name: string;
let tests = 0;
let names: Record<string, string>;

const QUEUE = (): string => names['clicks-dead-letters'] ?? '';

beforeAll(async () => {
  cloud = await startCloud();
  const folder = folderWith({ 'pipeline.ts': clicks('clicks') });
  const { value } = await compile({ entry: join(folder, 'pipeline.ts'), planner: null });
  if (value === null) throw new Error('the pipeline does not compile');
  bundle = value.bundle;
});
afterAll(() => cloud.close());

beforeEach(() => {
  name = `clicks-${++tests}`;
  names = { 'stream.clicks': name, clicks: name, 'clicks-dead-letters': `${name}-dead-letters` };
  cloud.sqs.createQueue(QUEUE());
  cloud.kinesis.addStream(name, { shards: 1 });
  cwd = mkdtempSync(join(tmpdir(), 'pipectl-letters-'));
});

interface Said {
  readonly document: Document;
  readonly text: string;
}

/** Runs one command's work as the command line does, and gives its document. */
async function act(
  json: boolean,
  work: (host: Host, open: OpenLetters) => Promise<Outcome>,
  signal = new AbortController().signal,
): Promise<Said> {
  let text = '';
  const stream = { write: (more: string) => (text += more) } as unknown as NodeJS.WriteStream;
  const silent = { write: () => true } as unknown as NodeJS.WriteStream;
  const host = createHost({
    cwd,
    json,
    debug: true,
    colour: false,
    signal,
    stdout: stream,
    stderr: json ? silent : stream,
  });
  const known = new Set(bundle.placeholders.map((placeholder) => placeholder.name));
  const environment = {
    name: 'production',
    access: { region: 'us-east-1', endpoint: cloud.url },
    account: '000000000000',
    names: Object.fromEntries(Object.entries(names).filter(([each]) => known.has(each))),
    opensearch: null,
  };
  try {
    const { exitCode, data } = await withLettersOf(bundle, environment, (open) => work(host, open));
    host.finish('test', exitCode, data);
  } catch (error) {
    const refused = diagnosticsOf(error);
    if (!refused) throw error;
    host.diagnose(refused.diagnostics);
    host.finish('test', refused.exitCode, {});
  }
  return { document: json ? (JSON.parse(text) as Document) : ({} as Document), text };
}

const list = async (options: ChoiceOptions & { limit?: number } = {}, json = true): Promise<Said> =>
  act(json, (host, open) => listOpened(host, open, { filter: readChoice([], options), limit: options.limit ?? 20 }));

const show = async (id: string, json = true): Promise<Said> =>
  act(json, (host, open) => showOpened(host, open, { id, filter: readChoice([id], {}) }));

async function redrive(options: Omit<RedriveOptions, 'env'> = {}, ids: readonly string[] = []): Promise<Document> {
  const edits = options.with === undefined ? new Map() : readEdits(join(cwd, options.with));
  const filter = readChoice(ids.length > 0 ? ids : [...edits.keys()], options);
  const asked = { pipeline: 'clicks', filter, edits, options: { ...options, env: 'production' } };
  return (await act(true, (host, open) => redriveOpened(host, open, asked))).document;
}

const sendLetters = (...letters: Letter[]): Promise<void> =>
  cloud.send(QUEUE(), ...letters.map((each) => JSON.stringify(each)));
const JOURNAL = (): string => join(cwd, '.pipectl', 'redrive', 'clicks-production.jsonl');
const CANARY = 'canary-of-a-record';

test('list counts and names letters, and leaves them where they are', async () => {
  await sendLetters(
    letter(1, { record: CANARY }),
    letter(2),
    letter(3, { stage: 'raw', reason: 'rejected', detail: `ValidationException: ${CANARY}`, record: CANARY }),
    letter(2),
  );
  await cloud.send(
    QUEUE(),
    ...inParts(letter(4, { reason: 'undecodable', record: 'x'.repeat(500) }), 3),
    'not a letter',
  );
  const { document, text } = await list();
  expect(document).toMatchObject({
    exitCode: 0,
    pipeline: 'clicks',
    environment: 'production',
    target: `sqs:${QUEUE()}`,
    letters: 4,
    copies: 1,
    complete: true,
    approximate: { visible: 8, inFlight: 0, delayed: 0 },
    counts: [
      { stage: 'clicks', reason: 'invalid', letters: 2 },
      { stage: 'clicks', reason: 'undecodable', letters: 1 },
      { stage: 'raw', reason: 'rejected', letters: 1 },
    ],
    diagnostics: [{ code: 'PC8018', severity: 'warning' }],
  });
  expect(text).not.toContain(CANARY);
  expect(await cloud.count(QUEUE())).toEqual([8, 0]);

  const people = (await list({ limit: 1, reason: ['rejected'] }, false)).text;
  expect(people).toMatch(/^stage +reason +letters +oldest +newest\n/);
  expect(people).toContain(idOf(3));
  expect(people).toContain(`1 letter in the queue '${QUEUE()}'`);
  expect(people).not.toContain(CANARY);
});

test('list chooses by stage, reason and time', async () => {
  await sendLetters(letter(1), letter(2, { reason: 'late', stage: 'perUser' }));
  const ids = async (options: ChoiceOptions): Promise<string[]> =>
    ((await list(options)).document['newest'] as { id: string }[]).map(({ id }) => id);
  expect(await ids({ stage: ['perUser'] })).toEqual([idOf(2)]);
  expect(await ids({ reason: ['invalid', 'rejected'] })).toEqual([idOf(1)]);
  expect(await ids({ since: '1h' })).toHaveLength(2);
  expect(await ids({ until: '2026-01-01' })).toEqual([]);
});

test('parts that are missing are said', async () => {
  const [one = '', , three = ''] = inParts(letter(1), 3);
  await cloud.send(QUEUE(), one, three);
  const { document } = await list();
  expect(document).toMatchObject({
    letters: 0,
    incomplete: [{ id: idOf(1), have: 2, parts: 3 }],
    diagnostics: [{ code: 'PC8012' }],
  });
});

test('show prints the record as it came: text, bytes, and what was cut', async () => {
  const bytes = Buffer.from('7b2261223a22ff00', 'hex');
  await sendLetters(
    letter(1),
    letter(2, { reason: 'undecodable', record: bytes.toString('base64'), encoding: 'base64' }),
  );
  await cloud.send(QUEUE(), ...inParts(letter(3, { record: 'long '.repeat(100) }), 4));
  expect((await show(idOf(1), false)).text).toContain('\n\n{"userId":null,"seed":"1"}\n');
  const { text } = await show(idOf(2).slice(0, 8), false);
  expect(text).toMatch(/^letter +[0-9a-f]{32}\npipeline +clicks\nstage +clicks\nreason +undecodable\n/);
  // As `hexdump -C` prints these bytes.
  expect(text).toContain('00000000  7b 22 61 22 3a 22 ff 00                           |{"a":"..|');
  expect((await show(idOf(3))).document).toMatchObject({
    letter: letter(3, { record: 'long '.repeat(100) }),
    messages: 4,
  });
  expect((await show(idOf(9))).document).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC8011' }] });
  expect(await cloud.count(QUEUE())).toEqual([6, 0]);
});

test('redrive: a dry run sends nothing; with --yes records go back to their source, once', async () => {
  await sendLetters(
    letter(1),
    letter(2),
    letter(2),
    letter(3, { record: Buffer.from([255]).toString('base64'), encoding: 'base64' }),
  );
  const dry = await redrive();
  expect(dry).toMatchObject({ exitCode: 0, dryRun: true, plan: { inDoubt: [], nowhere: [] } });
  expect((dry['plan'] as { send: unknown[] }).send).toHaveLength(3);
  expect(await cloud.read(name)).toEqual([]);
  expect(await cloud.count(QUEUE())).toEqual([4, 0]);

  const done = await redrive({ yes: true });
  expect(done).toMatchObject({ exitCode: 0, dryRun: false, failed: [], inDoubt: [], notDeleted: 0, diagnostics: [] });
  expect(done['sent']).toHaveLength(3);
  expect((await cloud.read(name)).sort()).toEqual([
    '{"userId":null,"seed":"1"}',
    '{"userId":null,"seed":"2"}',
    '\ufffd',
  ]);
  expect(await cloud.count(QUEUE())).toEqual([0, 0]);
  expect(existsSync(join(cwd, '.pipectl', '.gitignore'))).toBe(true);

  // A copy that the job writes again after a restart is known for what it is.
  await sendLetters(letter(1));
  expect(await redrive({ yes: true })).toMatchObject({ exitCode: 0, sent: [], plan: { sentBefore: [idOf(1)] } });
  expect(await cloud.read(name)).toHaveLength(3);
  expect(await cloud.count(QUEUE())).toEqual([0, 0]);
});

test('redrive with edited records sends those letters only', async () => {
  await sendLetters(letter(1), letter(2), letter(3));
  const edited = (id: string, record: unknown): string => `${JSON.stringify({ id, record })}\n`;
  writeFileSync(join(cwd, 'edited.jsonl'), edited(idOf(1), '{"userId":"one"}') + edited(idOf(3), '{"userId":"three"}'));
  expect(await redrive({ with: 'edited.jsonl', yes: true })).toMatchObject({ exitCode: 0 });
  expect((await cloud.read(name)).sort()).toEqual(['{"userId":"one"}', '{"userId":"three"}']);
  expect(await cloud.count(QUEUE())).toEqual([1, 0]);
  writeFileSync(join(cwd, 'edited.jsonl'), edited(idOf(9), 'x'));
  expect(await redrive({ with: 'edited.jsonl' })).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC8011' }] });
});

test.each([
  ['{"id":"x","record":"y"}', 1, "no letter's id"],
  [`\n{"id":"${idOf(1)}","record":{"a":1}}`, 2, 'no record, which is a text'],
  [`{"id":"${idOf(1)}","record":"a"}\n{"id":"${idOf(1)}","record":"b"}`, 2, `letter ${idOf(1)} is there twice`],
  [`{"id":"${idOf(1)}","record":"a","encoding":"hex"}`, 1, "the encoding is neither 'utf8' nor 'base64'"],
  ['nonsense', 1, "no letter's id"],
  ['', 1, 'no edited record'],
])('edited records %j are refused', (text, line, problem) => {
  const file = join(cwd, 'edited.jsonl');
  writeFileSync(file, text);
  expect(() => readEdits(file)).toThrow(`${file}:${line}: ${problem}`);
});

test('late records go to a file only, in the form that a run reads', async () => {
  await sendLetters(letter(1, { reason: 'late', stage: 'perUser', record: '{\n  "userId": "u\\n1"\n}' }));
  expect(await redrive({ yes: true })).toMatchObject({ exitCode: 0, sent: [], diagnostics: [{ code: 'PC8015' }] });
  expect(await cloud.count(QUEUE())).toEqual([1, 0]);
  expect(await redrive({ to: 'late.jsonl', yes: true })).toMatchObject({ exitCode: 0, sent: [{ id: idOf(1) }] });
  expect(readFileSync(join(cwd, 'late.jsonl'), 'utf8')).toBe('{   "userId": "u\\n1" }\n');
  expect(await cloud.count(QUEUE())).toEqual([0, 0]);
});

test('--keep leaves the letters, and a second run sends nothing', async () => {
  await sendLetters(letter(1));
  await redrive({ yes: true, keep: true });
  expect(await redrive({ yes: true, keep: true })).toMatchObject({ sent: [], plan: { sentBefore: [idOf(1)] } });
  expect(await cloud.read(name)).toHaveLength(1);
  expect(await cloud.count(QUEUE())).toEqual([1, 0]);
});

test('what a run was about to send when it ended is in doubt, until somebody says so', async () => {
  await sendLetters(letter(1), letter(2));
  mkdirSync(join(cwd, '.pipectl', 'redrive'), { recursive: true });
  writeFileSync(JOURNAL(), `${JSON.stringify({ at: '', id: idOf(1), state: 'sending', to: '' })}\n`);
  const first = await redrive({ yes: true });
  expect(first).toMatchObject({ exitCode: 1, sent: [{ id: idOf(2) }], plan: { inDoubt: [idOf(1)] } });
  expect(first.diagnostics).toMatchObject([{ code: 'PC8013', severity: 'error' }]);
  expect(await cloud.count(QUEUE())).toEqual([1, 0]);
  expect(await redrive({ yes: true, retryDoubtful: true })).toMatchObject({ exitCode: 0, sent: [{ id: idOf(1) }] });
  expect(await cloud.count(QUEUE())).toEqual([0, 0]);
});

test.each(['kinesis', 's3'])('letters in %s are listed, shown and redriven without a queue', async (service) => {
  const letters = [letter(1), letter(2), letter(2)].map((each) => JSON.stringify(each));
  const target = service === 'kinesis' ? `kinesis:${name}-letters` : `s3:${name}-bucket/some/prefix`;
  if (service === 'kinesis') {
    cloud.kinesis.addStream(`${name}-letters`, { shards: 3 });
    await cloud.put(`${name}-letters`, ...letters, ...inParts(letter(3), 2));
  } else {
    const hour = new Date().toISOString().slice(0, 13).replaceAll(/[-T]/g, '/');
    await cloud.upload(`${name}-bucket`, `some/prefix/${hour}/a.jsonl`, `${letters.join('\n')}\n`);
    await cloud.upload(`${name}-bucket`, 'some/prefix/2020/01/31/12/b.jsonl', `${JSON.stringify(letter(3))}\n`);
    await cloud.upload(`${name}-bucket`, 'some/prefix/readme.txt', 'hello');
  }
  names['clicks-dead-letters'] = target;
  expect((await list()).document).toMatchObject({ target, letters: 3, copies: 1, approximate: null, diagnostics: [] });
  // An object of 2020 is not looked at when only the last hour is asked for.
  expect((await list({ since: '1h' })).document).toMatchObject({ letters: service === 'kinesis' ? 3 : 2 });
  expect((await show(idOf(3))).document).toMatchObject({ letter: letter(3) });
  expect(await redrive({ yes: true })).toMatchObject({ exitCode: 0, notDeleted: 0 });
  expect(await cloud.read(name)).toHaveLength(3);
  expect(await redrive({ yes: true })).toMatchObject({ exitCode: 0, sent: [] });
  expect(await cloud.read(name)).toHaveLength(3);
});

test.each(['sqs:nothing', 'kinesis:nothing', 's3:nothing-there/prefix'])(
  'a target that is not there: %s',
  async (target) => {
    names['clicks-dead-letters'] = target;
    expect((await list()).document).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC8010' }] });
  },
);

test('a source that is not there leaves the letters where they are', async () => {
  await sendLetters(letter(1));
  for (const key of ['clicks', 'stream.clicks']) names[key] = 'nothing';
  expect(await redrive({ yes: true })).toMatchObject({
    exitCode: 1,
    failed: [{ id: idOf(1), to: "stream 'nothing'", code: 'ResourceNotFoundException' }],
    diagnostics: [{ code: 'PC8014' }],
  });
  expect(await cloud.count(QUEUE())).toEqual([1, 0]);
});

test('a denied action is named', async () => {
  await sendLetters(letter(1));
  cloud.sqs.faults.deny('ReceiveMessage');
  const { document } = await list();
  cloud.sqs.faults.clear();
  expect(document).toMatchObject({
    exitCode: 1,
    diagnostics: [{ code: 'PC8003', message: expect.stringContaining('sqs:ReceiveMessage') }],
  });
});

test('entries that the stream refuses are tried again, and all arrive once', async () => {
  await sendLetters(...Array.from({ length: 30 }, (_, i) => letter(i)));
  cloud.kinesis.faults.failEntries(0.5, 7);
  const document = await redrive({ yes: true });
  cloud.kinesis.faults.clear();
  expect(document).toMatchObject({ exitCode: 0, failed: [] });
  expect(new Set(await cloud.read(name)).size).toBe(30);
  expect(await cloud.read(name)).toHaveLength(30);
});
