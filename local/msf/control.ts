/** What the parts of the control plane share, and what they ask of the services beside it. */
import type { ObjectStore } from '../services/s3/store/object-store.js';
import type { Applications } from './applications.js';
import type { CodeStore } from './code-store.js';
import type { MsfFaults } from './faults.js';
import type { StartJob } from './run/job.js';
import type { MsfSettings } from './settings.js';

export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

export interface LogSink {
  /** False when there is no such group or stream: then nothing is kept, and nobody is told. */
  put(group: string, stream: string, events: readonly LogEvent[], region?: string): boolean;
}

export interface Datum {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  readonly timestamp: number;
  readonly unit?: string;
}

export interface MetricSink {
  put(namespace: string, data: readonly Datum[]): void;
}

export interface Roles {
  /** Why the control plane can not do this as the role, in a sentence; null when it can. */
  refusal(role: string, action: string, resource: string): string | null;
  /** The environment of a process that acts as the role. */
  environment(role: string, session: string): Readonly<Record<string, string>>;
}

export interface Control {
  readonly directory: string;
  readonly objects: ObjectStore;
  readonly logs: LogSink;
  readonly metrics: MetricSink | null;
  readonly roles: Roles | null;
  /** Of the Flink processes; the port of the services is known only when they are there. */
  readonly environment: () => Readonly<Record<string, string>>;
  readonly settings: MsfSettings;
  readonly applications: Applications;
  readonly code: CodeStore;
  readonly startJob: StartJob;
  readonly faults: MsfFaults;
  readonly now: () => number;
  /** Then nothing is begun any more. */
  isClosed(): boolean;
  /** Work that goes on after the answer; `close` waits for it. */
  background(work: () => Promise<void>): void;
  readonly onProblem: (message: string) => void;
}
