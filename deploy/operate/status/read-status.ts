/** Puts a status together: the service, the jar, Flink, and what pipectl.yaml asks for. Parts that do not answer are said. */
import { foreignTo, readApplication, type ActualApplication } from '../../application/actual.js';
import type { Clients } from '../../application/clients.js';
import { deployedVersion } from '../../application/deployed-version.js';
import { FlinkJobs } from '../../application/flink/flink-jobs.js';
import { listOperations, readOperation } from '../../application/operation.js';
import { listSnapshots } from '../../application/snapshot.js';
import type { ApplicationTarget } from '../../application/target.js';
import type { Version } from '../../application/version.js';
import { ServiceFailure } from '../../aws/service-failure.js';
import { latestReady } from '../plan-prune.js';
import { unknownVersion } from '../unknown-version.js';
import { drift, type Job } from './drift.js';
import type { JobLook } from './job-look.js';
import { judge } from './judge.js';
import { readJob } from './read-job.js';
import type { OperationLook, Status } from './status.js';

export interface StatusQuestion {
  readonly target: ApplicationTarget;
  /** The pipeline as it is here; null when it does not compile. */
  readonly here: { readonly bundle: Version['bundle']; readonly job: Job } | null;
}

/** So many of the last operations are read whole. */
const OPERATIONS = 5;

export interface Seen {
  readonly status: Status;
  /** What runs; null when its jar can not be read. */
  readonly deployed: Version | null;
}

export async function readStatus(clients: Clients, { target, here }: StatusQuestion): Promise<Seen> {
  const { pipeline, environment, application: name } = target;
  const actual = await readApplication(clients, target);
  const at = Date.now();
  const common = { pipeline, environment, name, at };
  if (actual === null) {
    const judgement = judge({ status: null, job: null, jobMissing: null, checkpointEveryMs: 0, now: at });
    const nothing = { application: null, job: null, jobMissing: null, operations: [] };
    const snapshots = { ready: 0, newest: null };
    return {
      status: { ...common, ...nothing, judgement, snapshots, drift: { differences: [], unknown: null } },
      deployed: null,
    };
  }
  const jar = await jarOf(clients, target, actual);
  const [snapshots, operations, look] = await Promise.all([
    listSnapshots(clients, name),
    operationsOf(clients, name),
    lookAtJob(clients, actual, jar.version ?? unknownVersion(pipeline)),
  ]);
  const latest = latestReady(snapshots);
  const { versionId, status, runtime, createdAt, updatedAt, arn, fileKey, sha256 } = actual;
  return {
    deployed: jar.version,
    status: {
      ...common,
      application: {
        ...{ arn, status, runtime, version: versionId },
        created: createdAt.getTime(),
        updated: updatedAt?.getTime() ?? null,
        isOurs: foreignTo(actual, target) === null,
        deployed: { key: fileKey ?? '', sha256, unreadable: jar.unreadable },
      },
      judgement: judge({ status, ...look, checkpointEveryMs: checkpointEvery(actual), now: at }),
      ...look,
      operations,
      snapshots: {
        ready: snapshots.filter((each) => each.status === 'READY').length,
        newest: latest && { name: latest.name, at: latest.createdAt.getTime(), version: latest.versionId },
      },
      drift: driftOf(actual, jar.version, target, here),
    },
  };
}

const DEFAULT_CHECKPOINT_MS = 60_000;

const checkpointEvery = ({ configuration }: ActualApplication): number =>
  configuration.FlinkApplicationConfigurationDescription?.CheckpointConfigurationDescription?.CheckpointInterval ??
  DEFAULT_CHECKPOINT_MS;

interface Jar {
  readonly version: Version | null;
  readonly unreadable: string | null;
}

async function jarOf(clients: Clients, target: ApplicationTarget, actual: ActualApplication): Promise<Jar> {
  try {
    const version = await deployedVersion(clients, target, actual);
    return { version, unreadable: version === null ? 'it is gone, or holds no pipeline' : null };
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    return { version: null, unreadable: `${error.action} failed: ${error.code}` };
  }
}

async function operationsOf(clients: Clients, application: string): Promise<OperationLook[]> {
  const newest = (await listOperations(clients, application)).slice(0, OPERATIONS);
  return Promise.all(
    newest.map(async ({ id }) => {
      const { kind, status, startedAt, endedAt, error } = await readOperation(clients, application, id);
      return {
        ...{ id, status, error, operation: kind },
        began: startedAt?.getTime() ?? null,
        ended: endedAt?.getTime() ?? null,
      };
    }),
  );
}

async function lookAtJob(
  clients: Clients,
  { status, name }: ActualApplication,
  version: Version,
): Promise<{ job: JobLook | null; jobMissing: string | null }> {
  if (status !== 'RUNNING') return { job: null, jobMissing: null };
  try {
    const job = await readJob(new FlinkJobs(clients, name), version);
    return { job, jobMissing: job === null ? 'Flink has no job yet' : null };
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    return { job: null, jobMissing: `Flink does not answer: ${error.detail}` };
  }
}

function driftOf(
  actual: ActualApplication,
  deployed: Version | null,
  target: ApplicationTarget,
  here: StatusQuestion['here'],
): Status['drift'] {
  if (deployed === null) return { differences: [], unknown: 'the jar can not be read' };
  const isSame = here !== null && JSON.stringify(here.bundle) === JSON.stringify(deployed.bundle);
  return { differences: drift({ actual, deployed, job: isSame ? here.job : null, target }), unknown: null };
}
