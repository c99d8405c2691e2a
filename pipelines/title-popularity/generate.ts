/**
 * Writes made-up playback events as JSON lines, the same bytes for the same options.
 *
 *     node dist/pipelines/title-popularity/generate.js --out events.jsonl --events 100000 --late 0.01
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import type { Generate } from 'pipectl/testing';
import { BROKEN_KINDS, reasonOf, type BrokenKind } from './generator/broken-records.js';
import { DEFAULTS, playback, type PlaybackOptions } from './generator/playback.js';

/** For `pipectl dev --feed`: without an end, with a few records late, broken or sent twice. */
const generate: Generate = function* ({ seed }) {
  const options = { ...DEFAULTS, seed, events: Infinity, late: 0.001, malformed: 0.001, duplicates: 0.001 };
  for (const { line, user } of playback(options)) yield { data: Buffer.from(line, 'latin1'), key: `user-${user}` };
};
export default generate;

export interface Written {
  readonly files: readonly string[];
  readonly events: number;
  readonly bytes: number;
}

export interface Files {
  readonly out: string;
  /** With more than one, `events.jsonl` becomes `events-0.jsonl` … and all records of a user go to one of them. */
  readonly shards?: number;
  /** Says per broken line which shard, line, kind and reason: what a run should find. */
  readonly faults?: string;
}

export function writePlayback(options: PlaybackOptions, { out, shards = 1, faults }: Files): Written {
  const names = Array.from({ length: shards }, (_, i) =>
    shards === 1 ? out : out.replace(/(\.[^./\\]*)?$/, `-${i}$1`),
  );
  const files = names.map(lineFile);
  const answers = faults === undefined ? null : lineFile(faults);
  for (const { line, broken, user } of playback(options)) {
    const shard = user % shards;
    const file = files[shard];
    file?.write(line);
    if (broken !== null) {
      answers?.write(
        JSON.stringify({
          shard: basename(names[shard] ?? out),
          line: file?.lines(),
          kind: broken,
          reason: reasonOf(broken),
        }),
      );
    }
  }
  answers?.close();
  return { files: names, events: options.events, bytes: files.reduce((sum, file) => sum + file.close(), 0) };
}

/** Lines, a megabyte at a time, one byte a character. */
function lineFile(path: string): { write(line: string): void; lines(): number; close(): number } {
  const descriptor = openSync(path, 'w');
  const buffer = Buffer.allocUnsafe(1 << 20);
  let used = 0;
  let bytes = 0;
  let lines = 0;
  const flush = (): void => {
    writeSync(descriptor, buffer, 0, used);
    bytes += used;
    used = 0;
  };
  return {
    write: (line) => {
      if (used + line.length + 1 > buffer.length) flush();
      used += buffer.write(line, used, 'latin1');
      buffer[used++] = 10;
      lines++;
    },
    lines: () => lines,
    close: () => {
      flush();
      closeSync(descriptor);
      return bytes;
    },
  };
}

function number(
  name: string,
  text: string | undefined,
  otherwise: number,
  { from, to }: { from: number; to: number },
): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() === '' || !(value >= from && value <= to))
    throw new Error(`--${name} takes a number from ${from} to ${to}, not '${text}'`);
  return value;
}

function kinds(text: string | undefined): readonly BrokenKind[] {
  if (text === undefined) return DEFAULTS.kinds;
  if (text === 'all') return BROKEN_KINDS;
  return text.split(',').map((name) => {
    const kind = BROKEN_KINDS.find((known) => known === name);
    if (kind === undefined) throw new Error(`--kinds takes 'all' or some of ${BROKEN_KINDS.join(', ')}, not '${name}'`);
    return kind;
  });
}

/** Reads the command line's options. */
export function optionsOf(args: readonly string[]): { options: PlaybackOptions; files: Files } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ out: text, shards: text, faults: text, events: text, users: text, titles: text, seed: text, late: text },
      ...{ malformed: text, kinds: text, duplicates: text, start: text },
    },
  });
  const share = { from: 0, to: 1 };
  const many = { from: 1, to: 1e9 };
  const start = values.start === undefined ? DEFAULTS.start : new Date(values.start);
  if (Number.isNaN(start.getTime())) throw new Error(`--start takes an ISO-8601 time, not '${values.start}'`);
  return {
    options: {
      events: number('events', values.events, DEFAULTS.events, many),
      users: number('users', values.users, DEFAULTS.users, many),
      titles: number('titles', values.titles, DEFAULTS.titles, many),
      seed: values.seed ?? DEFAULTS.seed,
      late: number('late', values.late, DEFAULTS.late, share),
      malformed: number('malformed', values.malformed, DEFAULTS.malformed, share),
      kinds: kinds(values.kinds),
      duplicates: number('duplicates', values.duplicates, DEFAULTS.duplicates, share),
      start,
    },
    files: {
      out: values.out ?? 'events.jsonl',
      shards: number('shards', values.shards, 1, { from: 1, to: 1000 }),
      ...(values.faults !== undefined && { faults: values.faults }),
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const { options, files } = optionsOf(process.argv.slice(2));
    const begin = performance.now();
    const { files: names, events, bytes } = writePlayback(options, files);
    const seconds = (performance.now() - begin) / 1000;
    const rate = Math.round(events / seconds).toLocaleString('en-US');
    process.stderr.write(
      `${events.toLocaleString('en-US')} events, ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s (${rate}/s)\n`,
    );
    process.stdout.write(`${names.join('\n')}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 64;
  }
}
