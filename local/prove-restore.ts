/**
 * What a new version really loads of a savepoint: the job is started from it on the embedded Flink, stopped at once with
 * a savepoint of its own, and the two are compared operator by operator.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../compiler/ir/bundle.js';
import type { EmbeddedFlink, RunRequest } from './flink.js';
import { haveRead, onFiles, stopWhen } from './follow-files.js';

export interface LoadedOperator {
  /** As Flink has it, with the transformation at its end; its hash where a job gave none. */
  readonly uid: string;
  /** In the savepoint restored from; null when the operator is new. */
  readonly bytesBefore: number | null;
  /** Right after the restore, when nothing has been read yet; null when no operator claimed it. */
  readonly bytesAfter: number | null;
}

export interface RestoreProof {
  /** Why Flink refuses the savepoint when it is not told to leave anything out; null when it takes it. */
  readonly refused: string | null;
  /** Why the job could not go on even so; null when it could. */
  readonly failed: string | null;
  /** Operators with state in either savepoint, by uid. Empty when the job could not go on. */
  readonly operators: readonly LoadedOperator[];
}

type Flink = Pick<EmbeddedFlink, 'run' | 'stop' | 'contents'>;

interface Version {
  readonly bundle: Bundle;
  readonly plan: unknown;
}

export interface Sample {
  readonly before: Version;
  readonly after: Version;
  /** Absolute paths of JSON lines, by the name of a source or of a table that is looked up in. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  /** For what is written on the way; removed by the caller. */
  readonly directory: string;
}

/** The savepoint is made first, by the version before, when it has read the sample. */
export async function proveOnSample(flink: Flink, sample: Sample): Promise<RestoreProof> {
  const { before, after, inputs, directory } = sample;
  const folder = (name: string): string => {
    const path = join(directory, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const first = onFiles(before, { inputs, directory: folder('before') }, true);
  const records = Object.fromEntries(sourcesOf(before.bundle).map((name) => [name, linesIn(inputs[name] ?? [])]));
  const { savepoint, end } = await stopWhen(flink, first, haveRead(records), folder('savepoint'));
  if (savepoint === null) {
    const why = end.event === 'failed' ? end.causes.join('; ') : 'it ended by itself';
    throw new Error(`the version before could not be stopped with a savepoint: ${why}`);
  }
  const job = onFiles(after, { inputs, directory: folder('after') }, true);
  return proveRestore(flink, { job, savepoint, directory: folder('proof') });
}

export interface Restore {
  /** The new version, bound to inputs that are followed and have nothing more to read. */
  readonly job: Omit<RunRequest, 'savepoint' | 'unclaimed'>;
  readonly savepoint: string;
  /** Where the second savepoint is written. */
  readonly directory: string;
}

export async function proveRestore(flink: Flink, { job, savepoint, directory }: Restore): Promise<RestoreProof> {
  const strict = await restored(flink, { ...job, savepoint }, join(directory, 'strict'));
  if (strict.savepoint !== null) return proof(flink, savepoint, strict.savepoint, null);
  const lenient = await restored(flink, { ...job, savepoint, unclaimed: 'drop' }, join(directory, 'lenient'));
  if (lenient.savepoint !== null) return proof(flink, savepoint, lenient.savepoint, strict.why);
  return { refused: strict.why, failed: lenient.why, operators: [] };
}

interface Restored {
  readonly savepoint: string | null;
  readonly why: string;
}

/** A savepoint can be taken as soon as every operator has what it was given. */
async function restored(flink: Flink, request: RunRequest, directory: string): Promise<Restored> {
  const { savepoint, end } = await stopWhen(flink, request, () => true, directory);
  return { savepoint, why: end.event === 'failed' ? end.causes.join('; ') : 'it ended before a savepoint was taken' };
}

async function proof(flink: Flink, first: string, second: string, refused: string | null): Promise<RestoreProof> {
  const [before, after] = [await stateIn(flink, first), await stateIn(flink, second)];
  const uids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return {
    refused,
    failed: null,
    operators: uids.map((uid) => ({
      uid,
      bytesBefore: before.get(uid) ?? null,
      bytesAfter: after.get(uid) ?? null,
    })),
  };
}

async function stateIn(flink: Flink, savepoint: string): Promise<Map<string, number>> {
  const operators = await flink.contents(savepoint);
  return new Map(operators.filter(({ hasState }) => hasState).map(({ uid, id, bytes }) => [uid ?? id, bytes]));
}

const sourcesOf = ({ statements }: Bundle): string[] =>
  statements.flatMap((each) => (each.kind === 'table' ? (each.options['source'] ?? []) : []));

const linesIn = (files: readonly string[]): number =>
  files.flatMap((file) => readFileSync(file, 'utf8').split('\n')).filter((line) => line.trim() !== '').length;
