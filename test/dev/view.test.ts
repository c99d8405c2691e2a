/** What a terminal shows of a running `pipectl dev`: drawn again in place, cut to its width, with remarks above. */
import { expect, test } from '@jest/globals';
import { colours } from '../../cli/colours.js';
import { devView, type Places } from '../../cli/dev/view.js';
import { createHost } from '../../cli/host.js';
import type { Snapshot } from '../../local/dev/snapshot.js';

const stage = (name: string, kind: Snapshot['stages'][number]['kind'], more: object = {}) => ({
  ...{ stage: name, kind, in: 12_345, out: 12_300, inRate: 499.6, outRate: 498.2 },
  ...{ watermark: Date.UTC(2026, 2, 1, 18, 4, 30), lagMs: null, waitsFor: null },
  ...more,
});
const now: Snapshot = {
  status: 'RUNNING',
  elapsedMs: 65_000,
  stages: [
    stage('playback', 'source', { lagMs: 250 }),
    stage('popularity.aggregate', 'window', { out: 0, outRate: 0, watermark: null }),
    stage('title-popularity-live', 'output'),
  ],
  deadLetters: {},
  checkpoints: { completed: 12, failed: 0, stateBytes: 1_300_000, durationMs: 40 },
  checkpointAgeMs: 3_000,
  restarts: 0,
  failure: null,
};
const places: Places = {
  endpoint: 'http://127.0.0.1:40001',
  opensearch: null,
  lake: '.pipectl/dev/x/services/s3/lake',
};
const none = colours(false);

test('on a wide terminal everything is there', () => {
  expect(devView('title-popularity', now, places, { columns: 140, colour: none })).toBe(
    `title-popularity  running for 65 s

stage                  kind    in/s  out/s  behind      in     out  watermark
playback               source   500    498  250 ms  12,345  12,300  2026-03-01 18:04:30
popularity.aggregate   window   500      0          12,345       0
title-popularity-live  output   500    498          12,345  12,300  2026-03-01 18:04:30

dead letters  none
checkpoint    12, 3 s ago, state 1.2 MB, took 40 ms
endpoint      http://127.0.0.1:40001
lake          .pipectl/dev/x/services/s3/lake`,
  );
});

test('80 columns hold every column, and no line reaches the edge', () => {
  const text = devView('title-popularity', now, places, { columns: 80, colour: none });
  expect(text).toContain('playback                500    498  250 ms  12,345  12,300  2026-03-01 18:04:30');
  const failed = { ...now, failure: { message: 'x'.repeat(300), causes: [] } };
  const narrow = devView('title-popularity', failed, places, { columns: 40, colour: none });
  expect(Math.max(...narrow.split('\n').map(({ length }) => length))).toBe(39);
  expect(narrow).toContain(`last failure  ${'x'.repeat(24)}…`);
});

test('a source says which shards windows wait for', () => {
  const stages = [stage('playback', 'source', { waitsFor: { silent: 3, of: 4 } }), ...now.stages.slice(1)];
  expect(devView('title-popularity', { ...now, stages }, places, { columns: 140, colour: none })).toContain(
    '\n\nwindows wait for 3 of 4 shards of playback, where nothing has come for a minute; idleAfter lets them go on\ndead letters',
  );
});

test('what is not well has a colour', () => {
  const odd: Snapshot = { ...now, status: 'RESTARTING', restarts: 2, deadLetters: { late: 3 } };
  const text = devView('title-popularity', odd, places, { columns: 80, colour: colours(true) });
  expect(text).toContain('\x1b[33mtitle-popularity  restarting for 65 s, restarted 2 times\x1b[39m');
  expect(text).toContain('\x1b[33mdead letters  3 late\x1b[39m');
  expect(devView('p', now, places, { columns: 80, colour: colours(true) })).toMatch(/^\x1b\[32mp {2}running/);
});

test('a terminal shows one block, and above it what was said meanwhile', () => {
  const terminal = new Terminal();
  const stderr = { write: (text: string) => terminal.write(text), isTTY: true, columns: 60, rows: 20 };
  const host = createHost({
    ...{ cwd: '/', json: false, debug: false, colour: false, signal: new AbortController().signal },
    stdout: stderr as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
  });
  const draw = (rate: number): void =>
    host.screen((screen) => {
      const stages = [stage('playback', 'source', { inRate: rate })];
      return devView('p', { ...now, stages }, places, screen);
    });
  host.progress('Starting OpenSearch');
  draw(1);
  draw(200);
  host.say('The job failed and goes on.');
  draw(3_000);
  const text = terminal.text();
  expect(text.split('\n')[0]).toBe('The job failed and goes on.');
  expect(text.match(/running for/g)).toHaveLength(1);
  expect(text).toContain('3,000');
  expect(text).not.toMatch(/OpenSearch| 200 /);
  host.progress('');
  host.say('Everything is stopped.');
  expect(terminal.text()).toBe('The job failed and goes on.\nEverything is stopped.\n');
});

/** As much of one as the host uses: up, to the left, and two ways to clear. */
class Terminal {
  private lines = [''];
  private row = 0;
  private column = 0;

  write(text: string): boolean {
    for (const [piece, up, clear] of text.matchAll(/\x1b\[(\d+)A|\x1b\[([JK])|\r|\n|[^\x1b\r\n]+/g)) {
      if (up !== undefined) this.row -= Number(up);
      else if (clear !== undefined) this.clear(clear);
      else if (piece === '\r') this.column = 0;
      else if (piece === '\n') this.newLine();
      else this.put(piece);
    }
    return true;
  }

  text(): string {
    return this.lines.join('\n');
  }

  private put(piece: string): void {
    const line = (this.lines[this.row] ?? '').padEnd(this.column);
    this.lines[this.row] = line.slice(0, this.column) + piece + line.slice(this.column + piece.length);
    this.column += piece.length;
  }

  private newLine(): void {
    this.row++;
    this.column = 0;
    this.lines[this.row] ??= '';
  }

  private clear(kind: string): void {
    this.lines[this.row] = (this.lines[this.row] ?? '').slice(0, this.column);
    if (kind === 'J') this.lines.splice(this.row + 1);
  }
}
