/** `pipectl snapshots`: the states that an application can go on from, listed, taken, deleted and pruned. */
import { nearest } from '../../compiler/diagnostics/did-you-mean.js';
import { deleteSnapshot, listSnapshots, takeSnapshot, type Snapshot } from '../../deploy/application/snapshot.js';
import { until } from '../../deploy/application/wait.js';
import { ageOf } from '../../deploy/operate/losses.js';
import { planPrune, type Reasoned } from '../../deploy/operate/plan-prune.js';
import { bytesText } from '../bytes-text.js';
import type { Outcome } from '../command.js';
import { confirm } from '../confirm.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { table, type Cell } from '../table.js';
import { busy, stillUnderWay } from './busy.js';
import { snapshotSizes } from './snapshot-sizes.js';
import { waitingFor } from './waiting.js';
import { existing, own, withApplication, type OpenApplication } from './with-application.js';

export interface SnapshotOptions {
  readonly env: string;
}

export const list = (host: Host, pipeline: string, options: SnapshotOptions): Promise<Outcome> =>
  withApplication(host, { pipeline, env: options.env }, async (open) => {
    const { application } = open.target;
    const actual = await existing(open);
    const snapshots = await listSnapshots(open.clients, application);
    const sizes = await snapshotSizes(open, actual, snapshots);
    host.print(snapshots.length === 0 ? `${application} has no snapshots` : snapshotTable(snapshots, sizes));
    const data = snapshots.map((each) => ({ ...asData(each), stateBytes: sizes.get(each.name) ?? null }));
    return { exitCode: exit.ok, data: { application, snapshots: data } };
  });

export interface CreateOptions extends SnapshotOptions {
  readonly name?: string;
}

const NAME = /^[a-zA-Z0-9_.-]{1,256}$/;

/** Those of deploys are called otherwise, and deleted by deploys. */
const nameFor = (version: number, now: Date): string =>
  `by-hand-v${version}-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;

export async function create(host: Host, pipeline: string, options: CreateOptions): Promise<Outcome> {
  if (options.name !== undefined && !NAME.test(options.name)) {
    const expected = 'a name of at most 256 letters, digits, dots, hyphens and underscores';
    throw refuse('optionValue', { option: '--name', written: options.name, expected }, exit.usage);
  }
  return withApplication(host, { pipeline, env: options.env }, async (open) => {
    const { target, clients } = open;
    const { application } = target;
    const { status, versionId } = await own(open);
    if (status === 'READY') throw refuse('snapshotOfStopped', { application, words: open.words });
    if (status !== 'RUNNING') throw busy(open, { status, operation: null });
    const name = options.name ?? nameFor(versionId, new Date());
    host.progress(`Taking the snapshot ${name}`);
    const snapshot = await takeSnapshot(clients, application, name, waitingFor(host, clients));
    host.progress('');
    if (snapshot === null) throw stillUnderWay(open, { status: 'taking a snapshot', operation: null });
    if (snapshot.status !== 'READY')
      throw refuse('snapshotFailed', { name, application, words: open.words, status: snapshot.status });
    host.print(`snapshot ${name} of ${application}, version ${snapshot.versionId}, is READY`);
    return { exitCode: exit.ok, data: { application, snapshot: asData(snapshot) } };
  });
}

export interface DeleteOptions extends SnapshotOptions {
  readonly yes?: true;
}

export const remove = (
  host: Host,
  { pipeline, name }: { pipeline: string; name: string },
  options: DeleteOptions,
): Promise<Outcome> =>
  withApplication(host, { pipeline, env: options.env }, async (open) => {
    const { application } = open.target;
    await own(open);
    const snapshot = namedIn(await listSnapshots(open.clients, application), name, open);
    const text = `Delete the snapshot ${name} of ${ageOf(snapshot, Date.now())} for good?`;
    if (options.yes !== true && !(await confirm(host, { text, flag: '--yes', command: 'snapshots delete' }))) {
      host.print('nothing is deleted');
      return { exitCode: exit.failed, data: { application, deleted: [] } };
    }
    await removed(host, open, [snapshot]);
    host.print(`snapshot ${name} of ${application} is deleted`);
    return { exitCode: exit.ok, data: { application, deleted: [name] } };
  });

export interface PruneOptions extends SnapshotOptions {
  readonly keep: string;
  readonly yes?: true;
}

export async function prune(host: Host, pipeline: string, options: PruneOptions): Promise<Outcome> {
  const keep = readKeep(options.keep);
  return withApplication(host, { pipeline, env: options.env }, async (open) => {
    const { application } = open.target;
    const { versionId } = await own(open);
    const plan = planPrune(await listSnapshots(open.clients, application), { keep, versionId });
    host.print(pruneText(plan, application));
    const isDone = options.yes === true && plan.remove.length > 0;
    if (isDone) {
      const snapshots = plan.remove.map(({ snapshot }) => snapshot);
      await removed(host, open, snapshots);
      host.print(`${snapshots.length} deleted`);
    } else if (plan.remove.length > 0)
      host.say(`To delete them:  pipectl snapshots prune ${open.words} --keep ${keep} --yes`);
    const named = (all: readonly Reasoned[]): object[] =>
      all.map(({ snapshot, why }) => ({ ...asData(snapshot), why }));
    const data = { application, dryRun: options.yes !== true, keep: named(plan.keep), delete: named(plan.remove) };
    return { exitCode: exit.ok, data };
  });
}

/** Deletes them one after the other, and returns when they are gone. */
async function removed(host: Host, open: OpenApplication, snapshots: readonly Snapshot[]): Promise<void> {
  const { clients, target } = open;
  const { application } = target;
  for (const [i, snapshot] of snapshots.entries()) {
    host.progress(`Deleting snapshots: ${i + 1} of ${snapshots.length}`);
    await deleteSnapshot(clients, application, snapshot);
    const gone = await until(
      async () => {
        const left = await listSnapshots(clients, application);
        return left.some(({ name }) => name === snapshot.name) ? null : true;
      },
      waitingFor(host, clients),
    );
    if (gone === null) throw stillUnderWay(open, { status: `deleting ${snapshot.name}`, operation: null });
    host.event({ event: 'deleted', snapshot: snapshot.name });
  }
  host.progress('');
}

/** The snapshot of that name, or a refusal with those that are there. */
export function namedIn(snapshots: readonly Snapshot[], name: string, { target, words }: OpenApplication): Snapshot {
  const found = snapshots.find((each) => each.name === name);
  if (found) return found;
  const known = snapshots.map((each) => each.name);
  const { application } = target;
  throw refuse('noSuchSnapshot', { written: name, application, known, near: nearest(name, known), words });
}

function pruneText({ keep, remove: superfluous }: ReturnType<typeof planPrune>, application: string): string {
  const now = Date.now();
  const line = ({ snapshot, why }: Reasoned, what: string): Cell[] => [
    what,
    snapshot.name,
    ageOf(snapshot, now),
    String(snapshot.versionId),
    why,
  ];
  const rows = [...keep.map((each) => line(each, 'keep')), ...superfluous.map((each) => line(each, 'delete'))];
  if (rows.length === 0) return `${application} has no snapshots`;
  return table([['', 'snapshot', 'taken', 'version', 'because'], ...rows]);
}

function snapshotTable(snapshots: readonly Snapshot[], sizes: ReadonlyMap<string, number>): string {
  const now = Date.now();
  return table([
    ['snapshot', 'status', 'taken', 'version', 'state'],
    ...snapshots.map((each): Cell[] => {
      const size = sizes.get(each.name);
      const state = size === undefined ? '' : bytesText(size);
      return [each.name, each.status, ageOf(each, now), String(each.versionId), state];
    }),
  ]);
}

export const asData = ({ name, status, versionId, createdAt }: Snapshot): Record<string, unknown> => ({
  ...{ name, status, version: versionId },
  at: createdAt.toISOString(),
});

function readKeep(written: string): number {
  if (/^\d{1,4}$/.test(written) && Number(written) >= 1) return Number(written);
  throw refuse('optionValue', { option: '--keep', written, expected: 'a whole number from 1 on' }, exit.usage);
}
