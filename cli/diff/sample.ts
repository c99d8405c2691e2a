/** Sample records for a proof, as files: those that are given, else from the pipeline's generator, else made up. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { inputsOf } from '../../local/bind.js';
import { recordsFor, type SourceRecord } from '../dev/generator.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';

/** Enough for windows to be open and keys to have something, and read in a moment. */
const RECORDS = 1_000;

export interface SampleOrder {
  readonly entry: string;
  /** Files by source, as written. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  readonly before: Bundle;
  readonly after: Bundle;
  /** Where files can be written. */
  readonly directory: string;
}

export interface MadeSample {
  /** Absolute paths. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  /** Sources whose records were made, and how many. */
  readonly made: Readonly<Record<string, number>>;
}

export async function makeSample(
  host: Host,
  { entry, inputs, before, after, directory }: SampleOrder,
): Promise<MadeSample> {
  const names = [...new Set([...inputsOf(before), ...inputsOf(after)])];
  const unknown = Object.keys(inputs).find((name) => !names.includes(name));
  if (unknown !== undefined) throw refuse('proofInput', { written: unknown, known: names });
  const given = Object.fromEntries(
    Object.entries(inputs).map(([name, files]) => [name, files.map((file) => resolve(host.cwd, file))]),
  );
  const missing = names.filter((name) => given[name] === undefined);
  const files = Object.fromEntries(missing.map((name, i) => [name, join(directory, `input-${i}.jsonl`)]));
  // Tables that are looked up in stay empty, and so does a source that only the new version has.
  for (const file of Object.values(files)) writeFileSync(file, '');
  const sources = sourcesOf(before).filter((name) => files[name] !== undefined);
  const made =
    sources.length === 0 ? {} : await makeRecords(host, recordsFor(entry, before, host.signal), sources, files);
  return {
    inputs: { ...given, ...Object.fromEntries(Object.entries(files).map(([name, file]) => [name, [file]])) },
    made,
  };
}

async function makeRecords(
  host: Host,
  records: AsyncIterator<SourceRecord>,
  sources: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<Record<string, number>> {
  const lines: Record<string, string[]> = Object.fromEntries(sources.map((name) => [name, []]));
  try {
    for (let i = 0; i < RECORDS * sources.length; i++) {
      const { done, value } = await records.next();
      if (done === true || host.signal.aborted) break;
      const { source, data } = value as SourceRecord;
      lines[source ?? sources[0] ?? '']?.push(`${Buffer.from(data).toString('utf8')}\n`);
    }
  } finally {
    await records.return?.(undefined);
  }
  for (const [name, text] of Object.entries(lines)) appendFileSync(files[name] ?? '', text.join(''));
  return Object.fromEntries(Object.entries(lines).map(([name, text]) => [name, text.length]));
}

const sourcesOf = ({ description }: Bundle): string[] =>
  description.stages.filter(({ kind }) => kind === 'source').map(({ name }) => name);
