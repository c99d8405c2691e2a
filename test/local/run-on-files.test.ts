/** Whole runs on real Flink; expected rows are worked out by hand. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Bundle } from '../../compiler/ir/bundle.js';
import type { EmbeddedFlink } from '../../local/embedded-flink.js';
import { Refused } from '../../local/refused.js';
import { runOnFiles, type RunOnFiles, type RunReport } from '../../local/run-on-files.js';
import { popularityBundle, withSql } from './popularity-bundle.js';
import { eventsFile, realFlink, removeFolders, SLOW_MS, temporaryFolder } from './shared-flink.js';

let flink: EmbeddedFlink;
let plan: unknown;

beforeAll(async () => {
  flink = await realFlink();
  plan = await planOf(popularityBundle);
});
afterAll(removeFolders);

async function planOf(bundle: Bundle): Promise<unknown> {
  const answer = await flink.plan(bundle);
  if ('errors' in answer) throw new Error(JSON.stringify(answer.errors));
  return answer.plan;
}

const event = (minute: number, userId: string, titleId: string, kind: string, watchedSeconds: number) => ({
  userId,
  titleId,
  kind,
  watchedSeconds,
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
});

const EVENTS = [
  event(1, 'u1', 'a', 'play', 1.5),
  event(2, 'u2', 'a', 'play', 2),
  event(2, 'u2', 'a', 'stop', 3),
  event(3, 'u2', 'b', 'pause', 4),
  'this is not JSON',
  event(3, 'u2', 'b', 'dance', 4),
  event(7, 'u3', 'b', 'play', 5),
  // The watermark stands at 00:06:30 now, so the window from 00:00 to 00:05 has closed.
  event(4, 'u3', 'a', 'play', 7),
];

const run = (options: Partial<RunOnFiles> & Pick<RunOnFiles, 'inputs' | 'out'>): Promise<RunReport> =>
  runOnFiles({ flink, bundle: popularityBundle, plan, ...options });

const rows = (out: string, file: string): unknown[] =>
  readFileSync(join(out, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

async function refused(promise: Promise<unknown>): Promise<Refused> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

const windowOf = (from: number) => ({
  windowStart: new Date(Date.UTC(2026, 0, 1, 0, from)).toISOString(),
  windowEnd: new Date(Date.UTC(2026, 0, 1, 0, from + 5)).toISOString(),
});

test(
  'writes every output, the dead letters and books that balance',
  async () => {
    const out = join(temporaryFolder(), 'out');
    const report = await run({ inputs: { playback: [eventsFile('events.jsonl', EVENTS)] }, out });

    expect(readdirSync(out).sort()).toEqual([
      'dead-letters.jsonl',
      'ledger.json',
      'playback-raw.jsonl',
      'title-popularity.jsonl',
      'title-totals.changelog.jsonl',
      'title-totals.jsonl',
    ]);
    expect(rows(out, 'playback-raw.jsonl')).toEqual([0, 1, 2, 3, 6, 7].map((line) => EVENTS[line]));
    expect(rows(out, 'title-popularity.jsonl')).toEqual([
      { titleId: 'a', ...windowOf(0), plays: 2, viewers: 2, watchedSeconds: 6.5 },
      { titleId: 'b', ...windowOf(5), plays: 1, viewers: 1, watchedSeconds: 5 },
    ]);
    expect(rows(out, 'title-totals.jsonl')).toEqual([
      { titleId: 'a', plays: 4 },
      { titleId: 'b', plays: 2 },
    ]);
    expect(rows(out, 'title-totals.changelog.jsonl')).toEqual(
      [
        ['+I', 'a', 1],
        ['+U', 'a', 2],
        ['+U', 'a', 3],
        ['+I', 'b', 1],
        ['+U', 'b', 2],
        ['+U', 'a', 4],
      ].map(([op, titleId, plays]) => ({ op, row: { titleId, plays } })),
    );
    const letters = rows(out, 'dead-letters.jsonl') as { reason: string; source: { sequence: string } }[];
    expect(letters.map(({ reason, source }) => `${reason} ${source.sequence}`).sort()).toEqual([
      'invalid 6',
      'late 8',
      'undecodable 5',
    ]);

    expect(report.ledger).toMatchObject({ balanced: true, complete: true, problems: [] });
    expect(report.ledger.stages.map(({ stage, counts }) => [stage, ...Object.values(counts)])).toEqual([
      ['playback', 8, 1, 1, 6],
      ['popularity.filter', 6, 1, 5],
      ['popularity', 5, 1, 4, 0, 2],
      ['totals', 6],
      ['playback-raw', 6, 6, 0],
      ['title-popularity', 2, 2, 0],
      ['title-totals', 6, 6, 0],
      ['dead-letters', 3, 3, 0],
    ]);
    expect(report).toMatchObject({ read: 8, restarts: 0, deadLetters: { file: 'dead-letters.jsonl', rows: 3 } });
    const ledger = readFileSync(join(out, 'ledger.json'), 'utf8');
    expect(Object.keys(JSON.parse(ledger) as object)[0]).toBe('format');
  },
  SLOW_MS,
);

test(
  'two runs at once do not meet',
  async () => {
    const [one = '', two = ''] = [3, 5].map((count) =>
      eventsFile(
        'events.jsonl',
        Array.from({ length: count }, (_, i) => event(i, `u${i}`, 'a', 'play', 1)),
      ),
    );
    const outs = [join(temporaryFolder(), 'out'), join(temporaryFolder(), 'out')] as const;
    const reports = await Promise.all([
      run({ inputs: { playback: [one] }, out: outs[0] }),
      run({ inputs: { playback: [two] }, out: outs[1] }),
    ]);
    expect(reports.map(({ read, ledger }) => [read, ledger.balanced])).toEqual([
      [3, true],
      [5, true],
    ]);
    expect(outs.map((out) => rows(out, 'title-totals.jsonl'))).toEqual([
      [{ titleId: 'a', plays: 3 }],
      [{ titleId: 'a', plays: 5 }],
    ]);
  },
  SLOW_MS,
);

test(
  'joins what several subtasks wrote',
  async () => {
    const files = ['x', 'y'].map((user, i) =>
      eventsFile(
        `${user}.jsonl`,
        Array.from({ length: 20 }, (_, n) => event(i, user, `title-${n % 7}`, 'play', 1)),
      ),
    );
    const out = join(temporaryFolder(), 'out');
    const { ledger, read } = await run({ inputs: { playback: files }, out, parallelism: 2 });
    expect([read, ledger.problems]).toEqual([40, []]);
    expect(rows(out, 'playback-raw.jsonl')).toHaveLength(40);
    expect(rows(out, 'title-totals.jsonl')).toHaveLength(7);
  },
  SLOW_MS,
);

test(
  'replaces what an earlier run wrote only when forced, and nothing else',
  async () => {
    const out = join(temporaryFolder(), 'out');
    const inputs = { playback: [eventsFile('events.jsonl', EVENTS)] };
    await run({ inputs, out });
    writeFileSync(join(out, 'notes.jsonl'), 'mine');
    expect((await refused(run({ inputs, out }))).diagnostics).toMatchObject([{ name: 'outFolderNotEmpty' }]);
    await run({ inputs: { playback: [eventsFile('events.jsonl', EVENTS.slice(0, 1))] }, out, force: true });
    expect(rows(out, 'playback-raw.jsonl')).toEqual(EVENTS.slice(0, 1));
    expect(readFileSync(join(out, 'notes.jsonl'), 'utf8')).toBe('mine');
  },
  SLOW_MS,
);

test(
  'refuses a file of which no line can be decoded',
  async () => {
    const out = join(temporaryFolder(), 'out');
    const good = eventsFile('good.jsonl', EVENTS);
    const bad = eventsFile('table.csv', ['userId,titleId', 'u1,a', 'u2,b']);
    const { diagnostics } = await refused(run({ inputs: { playback: [good, bad] }, out }));
    expect(diagnostics).toMatchObject([
      { name: 'nothingDecodable', message: expect.stringContaining('(3 of 3 failed)') },
    ]);
    expect(existsSync(out)).toBe(false);
  },
  SLOW_MS,
);

test(
  'an empty file is a run without events',
  async () => {
    const out = join(temporaryFolder(), 'out');
    const report = await run({ inputs: { playback: [eventsFile('none.jsonl', [])] }, out });
    expect([report.read, report.ledger.balanced]).toEqual([0, true]);
    expect(rows(out, 'title-popularity.jsonl')).toEqual([]);
  },
  SLOW_MS,
);

test(
  'a job that fails leaves nothing behind and says why',
  async () => {
    const sql =
      'SELECT CAST(`titleId` AS STRING) AS `titleId`, SUM(CAST(`userId` AS BIGINT)) AS `plays` FROM `playback` GROUP BY `titleId`';
    const bundle = withSql('view', 'totals', sql);
    const out = temporaryFolder();
    const inputs = { playback: [eventsFile('events.jsonl', EVENTS)] };
    const { diagnostics } = await refused(run({ bundle, plan: await planOf(bundle), inputs, out }));
    expect(diagnostics).toMatchObject([{ name: 'jobFailed', cause: expect.stringContaining('It failed in: ') }]);
    expect(readdirSync(out)).toEqual([]);
  },
  SLOW_MS,
);

test.each(['asked for', 'started', 'progress'])(
  'a run that is interrupted when it is %s leaves nothing behind',
  async (when) => {
    const out = join(temporaryFolder(), 'out');
    const asked = new AbortController();
    /** The same Flink, with a source that waits for more. */
    const endless: EmbeddedFlink = {
      ...flink,
      run: (request, onEvent, signal) => {
        const source = { ...request.tables['source.playback'], follow: 'true' };
        const run = flink.run(
          { ...request, tables: { ...request.tables, 'source.playback': source } },
          onEvent,
          signal,
        );
        if (when === 'asked for') asked.abort();
        return run;
      },
    };
    const running = run({
      flink: endless,
      inputs: { playback: [eventsFile('events.jsonl', EVENTS)] },
      out,
      signal: asked.signal,
      onEvent: ({ event: kind }) => kind === when && asked.abort(),
    });
    await expect(running).rejects.toThrow('aborted');
    expect(existsSync(out)).toBe(false);
  },
  SLOW_MS,
);

test('reports everything that is wrong with the inputs before it starts', async () => {
  const never = { run: () => Promise.reject(new Error('started')) } as unknown as EmbeddedFlink;
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sub'));
  const file = eventsFile('events.jsonl', EVENTS);
  const inputs = {
    playbak: [file],
    playback: [join(folder, 'gone.jsonl'), join(folder, 'sub'), file, file],
  };
  const { diagnostics } = await refused(run({ flink: never, inputs, out: file }));
  expect(diagnostics.map(({ name }) => name)).toEqual([
    'inputWithoutSource',
    'inputFileMissing',
    'inputNotAFile',
    'inputFileTwice',
    'outNotAFolder',
  ]);
  expect(diagnostics[0]?.hint).toContain('--input playback=FILE');
  const none = await refused(run({ flink: never, inputs: {}, out: join(folder, 'out') }));
  expect(none.diagnostics.map(({ name }) => name)).toEqual(['sourceWithoutInput']);
});
