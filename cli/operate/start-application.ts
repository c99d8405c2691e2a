/** `pipectl start`: from a state that is there, or from none when that is meant; then the same proof of health as a deploy's. */
import type { ActualApplication } from '../../deploy/application/actual.js';
import { deployedVersion } from '../../deploy/application/deployed-version.js';
import { findCause } from '../../deploy/application/find-cause.js';
import { health } from '../../deploy/application/health.js';
import { followOperation, type Operation } from '../../deploy/application/operation.js';
import type { RootCause } from '../../deploy/application/root-cause.js';
import { listSnapshots, type Snapshot } from '../../deploy/application/snapshot.js';
import type { Version } from '../../deploy/application/version.js';
import { ageOf } from '../../deploy/operate/losses.js';
import { latestReady } from '../../deploy/operate/plan-prune.js';
import { spanText } from '../../deploy/operate/span-text.js';
import { originOf, startApplication, type Origin } from '../../deploy/operate/start.js';
import { operationUnderWay } from '../../deploy/operate/stop.js';
import { unknownVersion } from '../../deploy/operate/unknown-version.js';
import type { Outcome } from '../command.js';
import { confirm } from '../confirm.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { busy, stillUnderWay } from './busy.js';
import { causeData } from './log-text.js';
import { placeText } from './place-text.js';
import { asData, namedIn } from './snapshots.js';
import { operationProgress, waitingFor } from './waiting.js';
import { own, withApplication, type OpenApplication } from './with-application.js';

export interface StartOptions {
  readonly env: string;
  readonly from: string;
  readonly yes?: true;
}

export const start = (host: Host, pipeline: string, options: StartOptions): Promise<Outcome> =>
  withApplication(host, { pipeline, env: options.env }, (open) => startOpened(host, open, options));

async function startOpened(host: Host, open: OpenApplication, { from, yes }: StartOptions): Promise<Outcome> {
  const { target, clients, words } = open;
  const { application } = target;
  const actual = await own(open);
  if (actual.status === 'RUNNING') {
    if (from !== 'latest') throw refuse('startRefused', { application, from, words });
    host.print(`${application} runs already`);
    host.say(`To see how it is:  pipectl status ${words}`);
    return { exitCode: exit.ok, data: { application, started: false, running: true } };
  }
  const begun = Date.now();
  if (actual.status === 'STARTING') {
    // Asked for before: by this command in another terminal, or before the network was lost.
    const current = await operationUnderWay(clients, application);
    const followed =
      current &&
      (await followOperation(clients, application, current.id, waitingFor(host, clients), operationProgress(host)));
    return proven(host, open, {
      actual,
      operation: followed,
      begun: current?.startedAt?.getTime() ?? begun,
      origin: null,
    });
  }
  if (actual.status !== 'READY')
    throw busy(open, { status: actual.status, operation: await operationUnderWay(clients, application) });

  const origin = await chosen(host, open, { from, yes: yes === true });
  if (origin === null) {
    host.print(`${application} is as it was`);
    return { exitCode: exit.failed, data: { application, started: false, running: false } };
  }
  const { snapshot } = origin;
  host.say(
    snapshot === null
      ? `${application} starts without state, at the oldest records of its streams`
      : `${application} goes on from snapshot ${snapshot.name} of ${ageOf(snapshot, begun)}, version ${snapshot.versionId}`,
  );
  const order = { application, origin, waiting: waitingFor(host, clients), onLook: operationProgress(host) };
  return proven(host, open, { actual, operation: await startApplication(clients, order), begun, origin });
}

/** Null: on second thoughts, no. */
async function chosen(
  host: Host,
  open: OpenApplication,
  { from, yes }: { from: string; yes: boolean },
): Promise<Origin | null> {
  const { target, clients, words } = open;
  const { application } = target;
  const snapshots = await listSnapshots(clients, application);
  const origin = originOf(from, snapshots) ?? { snapshot: namedIn(snapshots, from, open) };
  const { snapshot } = origin;
  if (snapshot !== null && snapshot.status !== 'READY')
    throw refuse('snapshotUnusable', { name: snapshot.name, status: snapshot.status, words });
  const left = latestReady(snapshots);
  if (snapshot !== null || left === null || yes) return origin;
  const refused = refuse('stateLeftBehind', { application, ...leftBehind(snapshots, left), words }, exit.stateLost);
  if (!host.interactive) throw refused;
  host.diagnose(refused.diagnostics);
  const text = `Start '${application}' without its state?`;
  return (await confirm(host, { text, flag: '--yes', command: 'start' })) ? origin : null;
}

const leftBehind = (snapshots: readonly Snapshot[], newest: Snapshot): { snapshots: number; newest: string } => ({
  snapshots: snapshots.filter(({ status }) => status === 'READY').length,
  newest: `${newest.name} of ${ageOf(newest, Date.now())}`,
});

interface Begun {
  readonly actual: ActualApplication;
  /** Null: it has not ended in all that time. */
  readonly operation: Operation | null;
  readonly begun: number;
  /** Null where somebody else has chosen it. */
  readonly origin: Origin | null;
}

/** That the operation has succeeded says nothing yet of the job. */
async function proven(
  host: Host,
  open: OpenApplication,
  { actual, operation, begun, origin }: Begun,
): Promise<Outcome> {
  const { target, clients, words } = open;
  const { application } = target;
  const version = (await deployedVersion(clients, target, actual)) ?? unknownVersion(target.pipeline);
  if (operation === null) throw stillUnderWay(open, { status: 'STARTING', operation: null });
  const why = (): Promise<RootCause | null> =>
    findCause({ clients, target, version, since: begun, operation: operation.error });
  if (operation.status !== 'SUCCESSFUL') {
    const cause = await why();
    const reason = cause === null ? (operation.error ?? operation.status) : `${cause.message}${placeText(cause.where)}`;
    throw refuse('startFailed', { application, reason: withoutDot(reason), words });
  }
  const seen = await watched(host, open, { actual, version });
  host.progress('');
  if (!seen.healthy) {
    const cause = await why();
    const reason =
      cause === null ? seen.reason : `${seen.reason}; first failure${placeText(cause.where)}: ${cause.message}`;
    host.event({ event: 'cause', cause: cause && causeData(cause) });
    throw refuse('startUnhealthy', { application, reason: withoutDot(reason), words });
  }
  const { facts, idle } = seen;
  const records = idle ? 'its streams are empty' : `${(facts.recordsRead ?? 0).toLocaleString('en-US')} records read`;
  host.print(
    `${application} works: ${facts.checkpoints} ${facts.checkpoints === 1 ? 'checkpoint' : 'checkpoints'} completed, ${records}, after ${spanText(Date.now() - begun)}`,
  );
  const from = origin && (origin.snapshot === null ? null : asData(origin.snapshot));
  return {
    exitCode: exit.ok,
    data: { application, started: true, running: true, from, health: facts, operation: operation.id },
  };
}

const watched = (
  host: Host,
  { clients, target }: OpenApplication,
  { actual, version }: { actual: ActualApplication; version: Version },
): ReturnType<typeof health> =>
  health({
    clients,
    target,
    bundle: version.bundle,
    sha256: actual.sha256 ?? '',
    timeoutMs: target.healthTimeoutMs,
    signal: host.signal,
    onLook: ({ waiting }) => host.progress(waiting === null ? '' : `Waiting for ${waiting}`),
  });

const withoutDot = (text: string): string => text.replace(/\.$/, '');
