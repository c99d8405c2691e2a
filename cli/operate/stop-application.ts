/** `pipectl stop`: with a snapshot; by force without one, and then says what is lost. */
import { lostByForce } from '../../deploy/operate/losses.js';
import { listSnapshots } from '../../deploy/application/snapshot.js';
import { latestReady } from '../../deploy/operate/plan-prune.js';
import { stopApplication, type Stopped } from '../../deploy/operate/stop.js';
import type { Outcome } from '../command.js';
import { confirm } from '../confirm.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { busy, stillUnderWay } from './busy.js';
import { asData } from './snapshots.js';
import { operationProgress, waitingFor } from './waiting.js';
import { own, withApplication, type OpenApplication } from './with-application.js';

export interface StopOptions {
  readonly env: string;
  readonly force?: true;
  readonly yes?: true;
}

export const stop = (host: Host, pipeline: string, options: StopOptions): Promise<Outcome> =>
  withApplication(host, { pipeline, env: options.env }, (open) => stopOpened(host, open, options));

async function stopOpened(host: Host, open: OpenApplication, { yes, ...options }: StopOptions): Promise<Outcome> {
  const force = options.force === true;
  const { target, words } = open;
  const { application } = target;
  const { status } = await own(open);
  if (force && status !== 'READY' && yes !== true) {
    host.say(await lossText(open));
    if (!(await confirm(host, { text: `Stop '${application}' by force?`, flag: '--yes', command: 'stop' })))
      return unchanged(host, application);
  }
  const stopped = await stopBy(host, open, { force, status });
  if (stopped.kind !== 'refused') return told(host, open, stopped, force);

  const loss = await lossText(open);
  const refused = refuse('stopRefused', { application, reason: withoutDot(stopped.reason), loss, words });
  if (!host.interactive || force) throw refused;
  host.diagnose(refused.diagnostics);
  if (!(await confirm(host, { text: `Stop '${application}' by force?`, flag: '--force --yes', command: 'stop' })))
    return unchanged(host, application);
  return told(host, open, await stopBy(host, open, { force: true, status }), true);
}

const stopBy = (
  host: Host,
  { clients, target }: OpenApplication,
  { force, status }: { force: boolean; status: Awaited<ReturnType<typeof own>>['status'] },
): Promise<Stopped> =>
  stopApplication(
    clients,
    { status },
    {
      application: target.application,
      force,
      waiting: waitingFor(host, clients),
      onLook: operationProgress(host),
    },
  );

async function told(host: Host, open: OpenApplication, stopped: Stopped, force: boolean): Promise<Outcome> {
  const { target, clients, words } = open;
  const { application } = target;
  host.progress('');
  if (stopped.kind === 'busy') throw busy(open, stopped);
  if (stopped.kind === 'under way') throw stillUnderWay(open, stopped);
  const latest = latestReady(await listSnapshots(clients, application));
  const from = latest === null ? 'nothing: there is no snapshot' : `snapshot ${latest.name}`;
  const how =
    stopped.kind === 'already' ? 'was stopped before' : force ? 'is stopped, without a snapshot' : 'is stopped';
  host.print(`${application} ${how}; the next start goes on from ${from}`);
  host.say(`To start it:  pipectl start ${words}`);
  const operation = stopped.kind === 'stopped' ? (stopped.operation?.id ?? null) : null;
  const snapshot = latest && asData(latest);
  return {
    exitCode: exit.ok,
    data: { application, stopped: true, before: stopped.kind === 'already', operation, snapshot },
  };
}

function unchanged(host: Host, application: string): Outcome {
  host.print(`${application} is as it was`);
  return { exitCode: exit.failed, data: { application, stopped: false } };
}

const lossText = async ({ clients, target }: OpenApplication): Promise<string> =>
  lostByForce(await listSnapshots(clients, target.application), Date.now());

const withoutDot = (text: string): string => text.replace(/\.$/, '');
