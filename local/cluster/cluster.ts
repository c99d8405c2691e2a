/**
 * Flink as it runs in production, on this machine: one JobManager in application mode and TaskManagers, each a process of
 * its own, from a packaged jar. Processes can be killed and started again while the job runs.
 *
 * Flink's high availability needs ZooKeeper or Kubernetes. Without them a job does not survive its JobManager: a new one
 * starts the application again from the newest checkpoint, which is what the managed service's users see too.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerStage } from '../../compiler/ir/bundle.js';
import type { Counters } from '../../compiler/ir/counters.js';
import { refusal } from '../refused.js';
import { clusterHome, type ClusterHome } from './cluster-home.js';
import { flinkConfig, HEARTBEAT_TIMEOUT_MS } from './flink-config.js';
import { FlinkRest, rootCause, type JobDetails, type JobException, type SavepointOptions } from './flink-rest.js';
import { JavaProcess } from './java-process.js';
import { jobManagerArguments, taskManagerArguments, type JvmPlace, type Restore } from './jvm-arguments.js';
import { logConfig, type LogLevel } from './log-config.js';
import { freePorts, isOpen } from './ports.js';
import { newestCheckpoint } from './retained-checkpoint.js';
import { stageCounters } from './stage-counters.js';
import { until } from './until.js';

export type { Restore } from './jvm-arguments.js';

/** Groups of runtime properties, as the managed service gives them to an application. */
export type PropertyGroups = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface ClusterOptions {
  /** Holds all its files: configuration, logs, checkpoints, savepoints. */
  readonly folder: string;
  /** A packaged jar. */
  readonly jar: string;
  readonly properties?: PropertyGroups;
  /** Of the processes, on top of the few variables that any program needs; nothing else of ours reaches them. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly parallelism?: number;
  readonly taskManagers?: number;
  readonly checkpointEveryMs?: number;
  /** Flink's configuration, on top of ours. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly restore?: Restore;
  /** Of the root logger; default INFO. */
  readonly logLevel?: LogLevel;
  /** Each process also writes its log as lines of JSON. */
  readonly logRecords?: boolean;
  onProgress?(message: string): void;
}

const MAIN_CLASS = 'dev.pipectl.job.PipelineJob';
/** For what hangs: on two busy cores a start takes a minute and more. */
const START_TIMEOUT_MS = 240_000;
const START_FAILED = /"pipectl":"start failed"|Application failed unexpectedly/;
const INHERITED = ['PATH', 'HOME', 'LANG', 'JAVA_HOME'];

export class Cluster {
  readonly rest: FlinkRest;
  readonly jobId = randomBytes(16).toString('hex');
  private jobManager: JavaProcess | null = null;
  private jobManagerLostAt = 0;
  private readonly workers = new Map<number, JavaProcess>();
  /** Processes are numbered over the cluster's life, so that each has a log of its own. */
  private started = 0;

  private constructor(
    private readonly options: ClusterOptions,
    private readonly home: ClusterHome,
    private readonly ports: { readonly rest: number; readonly rpc: number },
  ) {
    this.rest = new FlinkRest(ports.rest);
  }

  /** Starts all processes and returns once every task of the job runs. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const cluster = await Cluster.launch(options);
    try {
      await cluster.untilRunning();
      return cluster;
    } catch (error) {
      await cluster.close();
      throw error;
    }
  }

  /** Starts all processes and returns while the job may still be starting, or may turn out not to start. */
  static async launch(options: ClusterOptions): Promise<Cluster> {
    const home = await clusterHome(options.onProgress ?? (() => undefined));
    const [rest = 0, rpc = 0] = await freePorts(2);
    const cluster = new Cluster(options, home, { rest, rpc });
    cluster.writeFiles();
    try {
      await cluster.startJobManager(options.restore ?? null);
      const { taskManagers = 1 } = options;
      for (let index = 0; index < taskManagers; index++) cluster.startTaskManager(index);
      return cluster;
    } catch (error) {
      await cluster.close();
      throw error;
    }
  }

  /** By index from 0, the running ones. */
  get taskManagers(): ReadonlyMap<number, JavaProcess> {
    return this.workers;
  }

  get processes(): readonly JavaProcess[] {
    return [...(this.jobManager ? [this.jobManager] : []), ...this.workers.values()];
  }

  async killTaskManager(index: number): Promise<void> {
    const worker = this.workers.get(index);
    if (worker === undefined) throw new Error(`no TaskManager ${index} runs`);
    await worker.kill();
    this.workers.delete(index);
  }

  startTaskManager(index: number): void {
    if (this.workers.has(index)) throw new Error(`TaskManager ${index} runs already`);
    this.workers.set(
      index,
      this.launch(`taskmanager-${index}`, (place) => taskManagerArguments(place)),
    );
  }

  async killJobManager(): Promise<void> {
    if (this.jobManager === null) throw new Error('no JobManager runs');
    await this.jobManager.kill();
    this.jobManager = null;
    this.jobManagerLostAt = Date.now();
  }

  /**
   * A new JobManager runs the application from its newest checkpoint, or from the start if there is none. It comes when the
   * TaskManagers have given up the one before: until then they take both for the same, and refuse the job's jar, which now
   * comes from another place, over and over.
   */
  async restartJobManager(): Promise<string | null> {
    await sleep(this.jobManagerLostAt + HEARTBEAT_TIMEOUT_MS + 1_000 - Date.now());
    const checkpoint = await this.newestCheckpoint();
    await this.startJobManager(checkpoint === null ? (this.options.restore ?? null) : { path: checkpoint });
    return checkpoint;
  }

  newestCheckpoint(): Promise<string | null> {
    return newestCheckpoint(this.path('checkpoints'), this.jobId);
  }

  /** Waits until every task runs, or a job that has an end has ended well; throws the root cause when it failed. */
  async untilRunning(timeoutMs = START_TIMEOUT_MS): Promise<JobDetails> {
    return this.untilJob('every task of the job to run', timeoutMs, (job) => (allRun(job) ? job : null));
  }

  /**
   * Waits until every task runs, or the job has failed once and starts again by itself, over and over if need be; throws
   * the reason of a job that can not start.
   */
  async untilStarted(timeoutMs = START_TIMEOUT_MS): Promise<'running' | 'restarting'> {
    return this.untilJob('the job to start', timeoutMs, async (job) => {
      if (job.state === 'RESTARTING' || job.state === 'FAILING' || (await this.restarts()) > 0) return 'restarting';
      return allRun(job) ? 'running' : null;
    });
  }

  /** Waits for the end of a job whose input has one. */
  async untilFinished(timeoutMs = START_TIMEOUT_MS): Promise<JobDetails> {
    return this.untilJob('the job to finish', timeoutMs, (job) => (job.state === 'FINISHED' ? job : null));
  }

  /** Looks at the job until `look` has an answer; throws the reason when it has failed for good, or its process is gone. */
  private untilJob<T>(
    what: string,
    timeoutMs: number,
    look: (job: JobDetails) => T | null | Promise<T | null>,
  ): Promise<T> {
    return until(
      async () => {
        const job = await this.job();
        if (job === null) {
          this.requireJobManager();
          return null;
        }
        if (job.state === 'FAILED' || job.state === 'CANCELED') throw await this.failed(job);
        return look(job);
      },
      { what, timeoutMs },
    );
  }

  /** Null while the JobManager does not know it yet. */
  async job(): Promise<JobDetails | null> {
    // Asked for a job that it does not know, Flink writes a stack trace into its log.
    const known = await this.rest.jobs().catch(() => []);
    return known.some(({ id }) => id === this.jobId) ? this.rest.job(this.jobId).catch(() => null) : null;
  }

  exceptions(): Promise<readonly JobException[]> {
    return this.rest.exceptions(this.jobId);
  }

  /** Sums over all subtasks of the running attempt. */
  counters(ledger: readonly LedgerStage[]): Promise<Counters> {
    return stageCounters(this.rest, this.jobId, ledger);
  }

  async restarts(): Promise<number> {
    return (await this.rest.jobMetric(this.jobId, 'numRestarts')) ?? 0;
  }

  stopWithSavepoint(options?: SavepointOptions): Promise<string> {
    return this.rest.stopWithSavepoint(this.jobId, options);
  }

  /** Ends every process. */
  async close(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.stop()));
    this.jobManager = null;
    this.workers.clear();
  }

  private async startJobManager(restore: Restore | null): Promise<void> {
    const { jar } = this.options;
    const application = { jar, mainClass: MAIN_CLASS, jobId: this.jobId, restore };
    this.jobManager = this.launch('jobmanager', (place) =>
      jobManagerArguments(place, { ...application, arguments: [this.path('application_properties.json')] }),
    );
    // A TaskManager that finds the port closed loses time.
    await until(
      async () => {
        this.requireJobManager();
        return (await isOpen(this.ports.rpc)) ? true : null;
      },
      { what: 'the JobManager to listen', timeoutMs: START_TIMEOUT_MS, everyMs: 50 },
    );
  }

  private requireJobManager(): void {
    const { jobManager } = this;
    if (jobManager === null) throw new Error('no JobManager runs');
    // A JobManager whose application has failed to start goes on without any job.
    if (jobManager.ended !== null || jobManager.hasSaid(START_FAILED)) {
      throw refusal('clusterNotStarted', { reason: jobManager.lastWords(), log: jobManager.log });
    }
  }

  private async failed({ state }: JobDetails): Promise<Error> {
    const [newest] = await this.exceptions().catch(() => []);
    const reason = newest === undefined ? `the job is ${state}` : rootCause(newest.stacktrace);
    return refusal('clusterNotStarted', { reason, log: this.jobManager?.log ?? this.options.folder });
  }

  private launch(kind: string, argumentsOf: (place: JvmPlace) => string[]): JavaProcess {
    const name = `${kind}-${++this.started}`;
    const log = this.path('logs', `${name}.log`);
    const place: JvmPlace = {
      classPath: this.home.classPath,
      configFolder: this.path('conf'),
      logConfig: this.path('conf', 'log4j2.properties'),
      log,
      scratch: this.path('scratch'),
    };
    return new JavaProcess({
      name,
      java: this.home.java,
      arguments: argumentsOf(place),
      environment: this.environment(),
      folder: this.options.folder,
      log,
      output: this.path('logs', `${name}.out`),
    });
  }

  private environment(): NodeJS.ProcessEnv {
    const inherited = INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
    return { ...Object.fromEntries(inherited), AWS_EC2_METADATA_DISABLED: 'true', ...this.options.environment };
  }

  private writeFiles(): void {
    const {
      properties = {},
      parallelism = 1,
      taskManagers = 1,
      checkpointEveryMs = 10_000,
      settings = {},
    } = this.options;
    for (const name of ['conf', 'logs', 'checkpoints', 'savepoints', 'scratch']) {
      mkdirSync(this.path(name), { recursive: true, mode: 0o700 });
    }
    const config = flinkConfig({
      restPort: this.ports.rest,
      rpcPort: this.ports.rpc,
      slotsPerTaskManager: Math.ceil(parallelism / taskManagers),
      parallelism,
      checkpointEveryMs,
      folders: {
        checkpoints: this.path('checkpoints'),
        savepoints: this.path('savepoints'),
        scratch: this.path('scratch'),
      },
      settings,
    });
    writeFileSync(this.path('conf', 'config.yaml'), config, { mode: 0o600 });
    const { logLevel = 'INFO', logRecords = false } = this.options;
    writeFileSync(this.path('conf', 'log4j2.properties'), logConfig({ level: logLevel, records: logRecords }));
    const groups = Object.entries(properties).map(([group, map]) => ({ PropertyGroupId: group, PropertyMap: map }));
    writeFileSync(this.path('application_properties.json'), JSON.stringify(groups, null, 2), { mode: 0o600 });
  }

  private path(...names: string[]): string {
    return join(this.options.folder, ...names);
  }
}

function allRun({ state, vertices }: JobDetails): boolean {
  const done = state === 'FINISHED' || vertices.every(({ status }) => status === 'RUNNING');
  return done && vertices.length > 0;
}
