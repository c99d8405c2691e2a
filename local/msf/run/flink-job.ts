/** The Flink processes of one version of an application. */
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Cluster, type Restore } from '../../cluster/cluster.js';
import type { Application, Version } from '../application.js';
import type { Control } from '../control.js';
import { flinkSettings } from './flink-settings.js';
import type { Job, StartJob } from './job.js';
import { LogForwarder } from './log-forwarder.js';
import { MetricsSampler } from './metrics-sampler.js';
import { reasonOf } from './reason-of.js';
import { startFailure } from './start-failure.js';

let jobs = 0;

export const startFlinkJob: StartJob = (...of) => new FlinkJob(...of);

class FlinkJob implements Job {
  readonly versionId: number;
  /** Holds its logs and savepoints also when it has ended. */
  readonly folder: string;
  private cluster: Cluster | null = null;
  private readonly launching: Promise<Cluster>;
  private readonly forwarder: LogForwarder;
  private sampler: MetricsSampler | null = null;
  private closing: Promise<void> | null = null;

  constructor(
    private readonly control: Control,
    application: Application,
    version: Version,
    restore: Restore | null,
  ) {
    this.versionId = version.id;
    this.folder = join(control.directory, 'jobs', `${application.name}-${version.id}-${++jobs}`);
    // Of an earlier process that had the same directory.
    rmSync(this.folder, { recursive: true, force: true });
    this.forwarder = new LogForwarder(control, application, version, join(this.folder, 'logs'));
    this.launching = this.launch(application, version, restore);
    // Awaited in `started` and in `close`, whichever comes.
    this.launching.catch(() => undefined);
  }

  async started(): Promise<void> {
    try {
      const cluster = await this.launching;
      await cluster.untilStarted(this.control.settings.startMs);
    } catch (error) {
      throw new Error(startFailure(join(this.folder, 'logs')) ?? reasonOf(error), { cause: error });
    }
  }

  get processes(): Cluster | null {
    return this.cluster;
  }

  async isHealthy(): Promise<boolean> {
    const job = await this.cluster?.job();
    return job?.state === 'RUNNING' && job.vertices.every(({ status }) => status === 'RUNNING');
  }

  async stopWithSavepoint(): Promise<string> {
    return (await this.launching).stopWithSavepoint();
  }

  async takeSavepoint(): Promise<string> {
    const cluster = await this.launching;
    return cluster.rest.takeSavepoint(cluster.jobId);
  }

  close(): Promise<void> {
    return (this.closing ??= this.end());
  }

  private async launch(application: Application, version: Version, restore: Restore | null): Promise<Cluster> {
    const { configuration } = version;
    const { code, parallelism, properties, checkpointing, monitoring, role } = configuration;
    if (code === null) throw new Error('The application has no code.');
    const { roles, environment } = this.control;
    this.cluster = await Cluster.launch({
      folder: this.folder,
      jar: code.copy,
      properties: Object.fromEntries(properties.map((group) => [group.PropertyGroupId, group.PropertyMap])),
      environment: { ...environment(), ...roles?.environment(role, application.name) },
      parallelism: parallelism.parallelism,
      checkpointEveryMs: checkpointing.interval,
      settings: flinkSettings(configuration),
      logLevel: monitoring.logLevel,
      logRecords: true,
      ...(restore && { restore }),
    });
    if (this.control.metrics) {
      this.sampler = new MetricsSampler(this.control, application.name, configuration, this.cluster);
    }
    return this.cluster;
  }

  private async end(): Promise<void> {
    const cluster = await this.launching.catch(() => null);
    await this.sampler?.close();
    await cluster?.close();
    await this.forwarder.close();
    for (const name of ['checkpoints', 'scratch']) {
      await rm(join(this.folder, name), { recursive: true, force: true });
    }
  }
}
