/** One application: its versions, what it is doing, and what it has done. Only this file changes its status. */
import { randomBytes, randomUUID } from 'node:crypto';
import { DEFAULT_RUN, type Configuration, type RunConfiguration } from './configuration.js';
import { inUse, modified } from './errors.js';
import type { Job } from './run/job.js';

export type Status =
  | 'READY'
  | 'STARTING'
  | 'RUNNING'
  | 'UPDATING'
  | 'STOPPING'
  | 'FORCE_STOPPING'
  | 'ROLLING_BACK'
  | 'AUTOSCALING'
  | 'MAINTENANCE'
  | 'DELETING';

export interface Version {
  readonly id: number;
  readonly configuration: Configuration;
  readonly createdAt: number;
  readonly updatedFrom: number | null;
  readonly rolledBackFrom: number | null;
  readonly rolledBackTo: number | null;
  /** Of its last start. */
  run: RunConfiguration;
  /** Whether it has ever run; only such a version can be rolled back to. */
  hasRun: boolean;
  /** Of an earlier version: what the application was when the next one came. */
  lastStatus: Status;
}

export type SnapshotStatus = 'CREATING' | 'READY' | 'DELETING' | 'FAILED';

export interface Snapshot {
  readonly name: string;
  readonly versionId: number;
  readonly runtime: string;
  readonly createdAt: number;
  status: SnapshotStatus;
  /** Of the savepoint, once it is there. */
  path: string | null;
}

export type OperationStatus = 'IN_PROGRESS' | 'CANCELLED' | 'SUCCESSFUL' | 'FAILED';

export interface Operation {
  readonly id: string;
  readonly name: string;
  readonly startedAt: number;
  readonly versionChange: { readonly from: number; readonly to: number } | null;
  status: OperationStatus;
  endedAt: number;
  failure: { readonly error: string; readonly rollbackOperationId: string | null } | null;
}

export interface NewApplication {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly description: string | null;
  readonly createdAt: number;
  readonly tags: ReadonlyMap<string, string>;
  readonly configuration: Configuration;
}

export class Application {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly description: string | null;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  readonly versions: Version[];
  readonly snapshots: Snapshot[] = [];
  /** The newest last. */
  readonly operations: Operation[] = [];
  /** HH:MM; the window is eight hours long. */
  maintenanceStart = '03:00';
  updatedAt: number;
  conditionalToken = newToken();
  job: Job | null = null;
  #status: Status = 'READY';
  /** A force stop or a rollback takes the place of what is going on: who finds another turn than its own leaves off. */
  #turn = 0;

  constructor(given: NewApplication) {
    this.name = given.name;
    this.arn = given.arn;
    this.region = given.region;
    this.description = given.description;
    this.createdAt = given.createdAt;
    this.updatedAt = given.createdAt;
    this.tags = new Map(given.tags);
    this.versions = [firstVersion(given)];
  }

  get status(): Status {
    return this.#status;
  }

  get version(): Version {
    const version = this.versions.at(-1);
    if (version === undefined) throw new Error('an application has a version');
    return version;
  }

  get turn(): number {
    return this.#turn;
  }

  become(status: Status, now: number): void {
    if (this.#status === status) return;
    this.#status = status;
    this.updatedAt = now;
    this.conditionalToken = newToken();
  }

  /** Ends whatever is going on; its operations are cancelled. */
  takeTurn(now: number): number {
    for (const operation of this.operations) {
      if (operation.status === 'IN_PROGRESS') end(operation, 'CANCELLED', now);
    }
    return ++this.#turn;
  }

  addVersion(configuration: Configuration, now: number, from: Partial<Version> = {}): Version {
    const current = this.version;
    current.lastStatus = this.#status;
    const version: Version = {
      ...{ id: current.id + 1, configuration, createdAt: now, updatedFrom: current.id },
      ...{ rolledBackFrom: null, rolledBackTo: null, run: DEFAULT_RUN, hasRun: false, lastStatus: 'READY' },
      ...from,
    };
    this.versions.push(version);
    this.updatedAt = now;
    this.conditionalToken = newToken();
    return version;
  }

  /** Takes back a version that has come to nothing. */
  dropVersion(version: Version, now: number): void {
    const index = this.versions.indexOf(version);
    if (index > 0) this.versions.splice(index, 1);
    this.updatedAt = now;
    this.conditionalToken = newToken();
  }

  begin(name: string, now: number, versionChange: Operation['versionChange'] = null): Operation {
    const operation: Operation = {
      ...{ id: randomUUID(), name, startedAt: now, versionChange },
      ...{ status: 'IN_PROGRESS', endedAt: now, failure: null },
    };
    this.operations.push(operation);
    return operation;
  }

  /** Refuses a change that was made from another state than this. */
  requireCurrent(token: string | undefined, versionId: number | undefined): void {
    if (token !== undefined && token !== this.conditionalToken) {
      throw modified(`The ConditionalToken is not the current one: the application ${this.name} has changed since.`);
    }
    if (versionId !== undefined && versionId !== this.version.id) {
      throw modified(
        `The current version of the application ${this.name} is ${this.version.id}, not ${versionId}: it has changed since.`,
      );
    }
  }

  requireStatus(allowed: readonly Status[]): void {
    if (allowed.includes(this.#status)) return;
    const wanted = allowed.join(' or ');
    throw inUse(`The application ${this.name} is ${this.#status}; this needs one that is ${wanted}.`);
  }
}

export function end(
  operation: Operation,
  status: OperationStatus,
  now: number,
  failure: Operation['failure'] = null,
): void {
  if (operation.status !== 'IN_PROGRESS') return;
  operation.status = status;
  operation.endedAt = now;
  operation.failure = failure;
}

const firstVersion = ({ configuration, createdAt }: NewApplication): Version => ({
  ...{ id: 1, configuration, createdAt, updatedFrom: null, rolledBackFrom: null, rolledBackTo: null },
  ...{ run: DEFAULT_RUN, hasRun: false, lastStatus: 'READY' },
});

const newToken = (): string => randomBytes(24).toString('base64');
