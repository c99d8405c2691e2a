/** `pipectl status`: one application as a page, several as a table. */
import { diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import { readStatus, type Seen } from '../../deploy/operate/status/read-status.js';
import { balance, type Ledger } from '../../local/ledger.js';
import type { Outcome } from '../command.js';
import { exit } from '../exit.js';
import { findPipelines } from '../find-pipelines.js';
import type { Host } from '../host.js';
import { statusTable, statusText } from './status-text.js';
import { withApplication } from './with-application.js';

export interface StatusOptions {
  readonly env: string;
}

export async function status(host: Host, pipelines: readonly string[], { env }: StatusOptions): Promise<Outcome> {
  const all: Seen[] = [];
  const entries = findPipelines(host.cwd, pipelines);
  for (const entry of entries) all.push(await statusOf(host, host.path(entry), env));
  const [only] = all;
  host.progress('');
  if (only && entries.length === 1) host.print(statusText({ status: only.status, ledger: ledgerOf(only) }));
  else host.print(statusTable(all.map((each) => each.status)));
  return { exitCode: exit.ok, data: { pipelines: all.map(asData) } };
}

const statusOf = (host: Host, pipeline: string, env: string): Promise<Seen> =>
  withApplication(host, { pipeline, env }, async ({ clients, target, compiled }) => {
    host.progress(`Asking how ${target.application} is`);
    const seen = await readStatus(clients, { target, here: compiled });
    const { application, name } = seen.status;
    const reason = application?.deployed.unreadable ?? null;
    if (application !== null && reason !== null) {
      const words = `${target.pipeline} --env ${env}`;
      host.diagnose([
        diagnostic('jarUnreadable', null, { application: name, key: application.deployed.key, reason, words }),
      ]);
    }
    return seen;
  });

/** Null when nothing was counted, or nobody knows what. */
function ledgerOf({ status: { job }, deployed }: Seen): Ledger | null {
  if (job === null || job.counters === null || deployed === null) return null;
  return balance(deployed.bundle.ledger, job.counters, job.restarts);
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

function asData(seen: Seen): Record<string, unknown> {
  const { at, application, job, operations, snapshots, judgement, drift, ...rest } = seen.status;
  const ledger = ledgerOf(seen);
  return {
    ...rest,
    at: iso(at),
    health: judgement,
    application: application && {
      ...application,
      created: iso(application.created),
      updated: iso(application.updated),
    },
    job: job && {
      ...job,
      checkpoints: {
        ...job.checkpoints,
        last: job.checkpoints.last && { ...job.checkpoints.last, at: iso(job.checkpoints.last.at) },
        lastFailure: job.checkpoints.lastFailure && {
          ...job.checkpoints.lastFailure,
          at: iso(job.checkpoints.lastFailure.at),
        },
      },
      firstFailure: job.firstFailure && { ...job.firstFailure, at: iso(job.firstFailure.at) },
    },
    ledger: ledger && ledger.stages,
    operations: operations.map((each) => ({ ...each, began: iso(each.began), ended: iso(each.ended) })),
    snapshots: { ...snapshots, newest: snapshots.newest && { ...snapshots.newest, at: iso(snapshots.newest.at) } },
    changedByHand: drift.differences,
    changedByHandUnknown: drift.unknown,
  };
}
