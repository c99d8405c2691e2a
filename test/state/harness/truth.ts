/**
 * What really becomes of each operator's state, from real runs: the version before is stopped with a savepoint in the
 * middle of its input, the version after goes on from there, and its rows are compared with those of a version after that
 * has read everything from the beginning.
 */
import type { Version } from '../../../deploy/application/version.js';
import type { SavedOperator } from '../../../local/flink.js';
import { sharedFlink } from '../../support/compile-case.js';
import { runToEnd, runUntilRead, type Ended, type Row, type Run } from '../../support/following.js';
import { outputsIn, shortUid, sourceUid, type WrittenOutput } from './outputs.js';
import { BEFORE, makeInputs, TOTAL, type Inputs } from './plays.js';

export interface Stopped {
  readonly inputs: Inputs;
  readonly savepoint: string;
  readonly saved: readonly SavedOperator[];
  /** By output. */
  readonly rows: Ended['rows'];
  /** The end of the last window that was written. */
  readonly closed: string;
}

export async function stopped(before: Version): Promise<Stopped> {
  const inputs = makeInputs();
  const { growing, tables } = inputs;
  const { savepoint, rows } = await runUntilRead({ compiled: before, input: growing, tables }, BEFORE);
  inputs.grow();
  const ends = outputsIn(before.bundle, before.plan).flatMap(({ output }) => rows(output).flatMap(endOf));
  const saved = await (await sharedFlink()).contents(savepoint);
  return { inputs, savepoint, saved, rows, closed: ends.sort().at(-1) ?? '' };
}

export interface Truth {
  /** Why Flink does not take the savepoint as it is, if so. */
  readonly refused: string | null;
  /** Why the version after does not run to its end even with state left out. */
  readonly failed: string | null;
  /** Uids, without the transformation, of what has state in the savepoint. */
  readonly saved: ReadonlySet<string>;
  /** By uid: whether what depends on its state is as if it had never been interrupted; absent when nothing shows it. */
  readonly continued: ReadonlyMap<string, boolean>;
}

export interface Observation {
  readonly after: Version;
  readonly stopped: Stopped;
  readonly rebound: boolean;
  readonly parallelism: number;
}

export async function truthOf({ after, stopped, rebound, parallelism }: Observation): Promise<Truth> {
  const { inputs, savepoint } = stopped;
  const { tables } = inputs;
  const input = rebound ? inputs.elsewhere : inputs.growing;
  const run: Run = { compiled: after, input, tables, savepoint, parallelism };
  const strict = await runToEnd(run);
  const refused = whyFailed(strict);
  const restored = refused === null ? strict : await runToEnd({ ...run, unclaimed: 'drop' });
  const failed = whyFailed(restored);
  const saved = new Set(stopped.saved.filter(({ hasState }) => hasState).map(({ uid, id }) => shortUid(uid ?? id)));
  if (failed !== null) return { refused, failed, saved, continued: new Map() };
  const whole = await runToEnd({ compiled: after, input: inputs.whole, tables });
  return { refused, failed, saved, continued: continuedIn(after, stopped, restored, whole) };
}

const whyFailed = ({ end }: Ended): string | null => (end.event === 'failed' ? end.causes.join('; ') : null);

function continuedIn(after: Version, before: Stopped, restored: Ended, whole: Ended): Map<string, boolean> {
  const continued = new Map<string, boolean>();
  const judge = (uid: string, right: boolean): void => {
    continued.set(uid, (continued.get(uid) ?? true) && right);
  };
  const outputs = outputsIn(after.bundle, after.plan).map((output) => ({
    ...output,
    right: isAsUninterrupted(output, before, restored, whole),
  }));
  for (const { fedBy, right } of outputs) for (const uid of fedBy) judge(uid, right);
  // What no output shows by itself is right when all that comes of it is.
  const shown = new Set(continued.keys());
  for (const uid of new Set(outputs.flatMap(({ above }) => above)))
    if (!shown.has(uid) && outputs.every(({ above, right }) => right || !above.includes(uid))) judge(uid, true);
  const counters = restored.end.event === 'finished' ? restored.end.counters : {};
  for (const [stage, terms] of Object.entries(counters)) {
    if (terms['read'] !== undefined) judge(sourceUid(after.plan, stage), terms['read'] === TOTAL - BEFORE);
  }
  return continued;
}

/** Whether the rows after the savepoint are those that an uninterrupted run writes from there on. */
function isAsUninterrupted({ output, key }: WrittenOutput, before: Stopped, restored: Ended, whole: Ended): boolean {
  if (restored.written.some((file) => file.startsWith(`${output}.`) && file.endsWith('.changelog.jsonl')))
    return same(lastByKey(restored.table(output), key), lastByKey(whole.table(output), key));
  const expected = whole.rows(output);
  if (expected.some((row) => endOf(row).length > 0)) {
    const open = expected.filter((row) => endOf(row).every((end) => end > before.closed));
    return open.length > 0 && same(restored.rows(output), open);
  }
  const seen = new Set(before.rows(output).map(({ id }) => id));
  const isNew = ({ id }: Row): boolean => (seen.size > 0 ? !seen.has(id) : Number(id) >= BEFORE);
  return same(restored.rows(output), expected.filter(isNew));
}

const lastByKey = (rows: readonly Row[], key: readonly string[]): readonly Row[] => [
  ...new Map(rows.map((row) => [JSON.stringify(key.map((name) => row[name])), row])).values(),
];

const endOf = ({ windowEnd }: Row): string[] => (typeof windowEnd === 'string' ? [windowEnd] : []);

/** In any order; sums of floating point numbers may have been made in another one. */
const same = (rows: readonly Row[], others: readonly Row[]): boolean =>
  JSON.stringify(rows.map(text).sort()) === JSON.stringify(others.map(text).sort());

const text = (row: Row): string =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value));
