/**
 * Managed Service for Apache Flink on this machine: its API, and behind it real Flink processes. What an application is
 * and was lies in memory; jars, logs and savepoints lie in a folder.
 */
import { mkdirSync } from 'node:fs';
import type { Cluster } from '../cluster/cluster.js';
import { DEFAULT_REGION } from '../services/front/account.js';
import { callOperation, type Operations } from '../services/front/operations.js';
import type { LocalService, ServiceAnswer, ServiceRequest } from '../services/front/service.js';
import type { ObjectStore } from '../services/s3/store/object-store.js';
import { msfAccesses } from './accesses.js';
import { applicationOperations } from './api/application-operations.js';
import { dashboardOperations } from './api/dashboard-operations.js';
import { loggingOperations } from './api/logging-operations.js';
import { runOperations } from './api/run-operations.js';
import { snapshotOperations } from './api/snapshot-operations.js';
import { tagOperations } from './api/tag-operations.js';
import { unsupportedOperations } from './api/unsupported-operations.js';
import { Applications } from './applications.js';
import { CodeStore } from './code-store.js';
import type { Control, LogSink, MetricSink, Roles } from './control.js';
import { Dashboards } from './dashboard/dashboards.js';
import { MsfFaults } from './faults.js';
import { endJob } from './lifecycle/launch.js';
import { startFlinkJob } from './run/flink-job.js';
import type { StartJob } from './run/job.js';
import { DEFAULT_SETTINGS, type MsfSettings } from './settings.js';

export interface MsfOptions {
  /** For copies of jars, logs and savepoints. */
  readonly directory: string;
  /** Where jars are read from. */
  readonly objects: ObjectStore;
  readonly logs: LogSink;
  readonly metrics?: MetricSink;
  /** Without it every role may do everything. */
  readonly roles?: Roles;
  /** Of the Flink processes: where the services are that jobs use. */
  readonly environment: () => Readonly<Record<string, string>>;
  readonly settings?: Partial<MsfSettings>;
  readonly now?: () => number;
  /** In place of Flink; of tests that are about the API alone. */
  readonly startJob?: StartJob;
  readonly onProblem?: (message: string) => void;
}

export interface MsfService extends LocalService {
  readonly faults: MsfFaults;
  /** The processes of a running application, to kill and to look at; null when none are there. */
  cluster(name: string, region?: string): Cluster | null;
  /** The service scales or maintains a running application, until `release`; nothing really happens to its job. */
  occupy(name: string, how: 'AUTOSCALING' | 'MAINTENANCE'): { release(): void };
}

export function msfService(options: MsfOptions): MsfService {
  const { directory, objects, logs, metrics = null, roles = null, environment, now = Date.now } = options;
  const { onProblem = () => undefined, startJob = startFlinkJob } = options;
  mkdirSync(directory, { recursive: true });
  const faults = new MsfFaults();
  const applications = new Applications();
  const working = new Set<Promise<void>>();
  let closed = false;
  const control: Control = {
    ...{ directory, objects, logs, metrics, roles, environment, applications, faults, now, onProblem, startJob },
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    code: new CodeStore(objects, roles, directory),
    isClosed: () => closed,
    background(work) {
      // After the answer, which says that the operation is in progress.
      const done = new Promise((resolve) => setImmediate(resolve))
        .then(work)
        .catch((error: unknown) => onProblem(`the local control plane failed: ${String(error)}`))
        .finally(() => working.delete(done));
      working.add(done);
    },
  };
  const dashboards = new Dashboards(control);
  const operations = operationsOf(control, dashboards);
  return {
    name: 'kinesisanalytics',
    protocol: 'json',
    targetPrefix: 'KinesisAnalytics_20180523',
    faults,
    cluster: (name, region = DEFAULT_REGION) => applications.byName(region, name).job?.processes ?? null,
    accesses: msfAccesses,
    occupy(name, how) {
      const application = applications.byName(DEFAULT_REGION, name);
      application.requireStatus(['RUNNING']);
      application.become(how, now());
      return {
        release() {
          // Unless somebody has stopped it by force meanwhile.
          if (application.status === how) application.become('RUNNING', now());
        },
      };
    },
    handle: (request) => handle(operations, faults, request),
    async close() {
      closed = true;
      faults.clear();
      await dashboards.close();
      await Promise.all(applications.all().map(endJob));
      await Promise.all(working);
    },
  };
}

const operationsOf = (control: Control, dashboards: Dashboards): Operations => ({
  ...applicationOperations(control),
  ...runOperations(control),
  ...snapshotOperations(control),
  ...tagOperations(control),
  ...loggingOperations(control),
  ...dashboardOperations(control, dashboards),
  ...unsupportedOperations(),
});

async function handle(operations: Operations, faults: MsfFaults, request: ServiceRequest): Promise<ServiceAnswer> {
  faults.before();
  if (request.target !== null) await faults.untilPreceded(request.target);
  const answer = await callOperation(operations, request);
  return request.target !== null && faults.takeDrop(request.target) ? { ...answer, dropped: true } : answer;
}
