/** One control plane with everything that a small pipeline needs, and the commands of pipectl against it, in this process. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateRoleCommand, DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Outcome } from '../../../cli/command.js';
import { compilePipeline, plannerFor } from '../../../cli/compile-pipeline.js';
import { findEnvironment } from '../../../cli/configuration/environment.js';
import { deployCompiled } from '../../../cli/deploy/deploy-pipeline.js';
import { deployPipelines, type DeployOptions } from '../../../cli/deploy/deploy-pipelines.js';
import { rollBackPipeline } from '../../../cli/deploy/roll-back-pipeline.js';
import { createHost, type Host } from '../../../cli/host.js';
import { findPipeline } from '../../../cli/find-pipelines.js';
import { diagnosticsOf } from '../../../cli/refusal.js';
import { compile } from '../../../compiler/compile.js';
import type { Bundle } from '../../../compiler/ir/bundle.js';
import { resourcesOf } from '../../../compiler/ir/resources.js';
import { readApplication, type ActualApplication } from '../../../deploy/application/actual.js';
import { openClients, type Clients } from '../../../deploy/application/clients.js';
import { FlinkJobs } from '../../../deploy/application/flink/flink-jobs.js';
import { isJobFailing } from '../../../deploy/application/job-condition.js';
import { stageCounters } from '../../../deploy/application/stage-counters.js';
import { requiredPermissions, trustOf } from '../../../deploy/infrastructure/permissions.js';
import { policyOf } from '../../../deploy/infrastructure/policy.js';
import type { Deployable } from '../../../local/services/deployable.js';
import { startServices, type LocalServices } from '../../../local/services/start.js';

export const ACCOUNT = '000000000000';
export const APPLICATION = 'clicks';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/clicks`;

export interface Ended {
  readonly exitCode: number;
  /** Of all diagnostics, in the order in which they were said. */
  readonly codes: readonly string[];
  /** Everything that was written for people. */
  readonly text: string;
}

export class World {
  private breaking: NodeJS.Timeout | undefined;

  private constructor(
    readonly project: string,
    readonly services: LocalServices,
    readonly bundle: Bundle,
    private readonly folder: string,
    private readonly restoreEnvironment: () => void,
  ) {}

  static async open(): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'pipectl-faults-'));
    const project = join(folder, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'pipeline.ts'), pipelineText());
    const { value } = await compile({ entry: join(project, 'pipeline.ts'), planner: null });
    if (value === null) throw new Error('the pipeline does not compile');
    const services = await startServices({
      needs: resourcesOf(value.bundle),
      directory: join(folder, 'services'),
      shards: 1,
      deployable: { settings: { logsEveryMs: 100 } },
    });
    const before = { ...process.env };
    Object.assign(process.env, services.environment);
    const world = new World(project, services, value.bundle, folder, () => {
      for (const name of Object.keys(services.environment)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    });
    await world.s3.send(new CreateBucketCommand({ Bucket: 'jars' }));
    await world.makeRole('clicks');
    world.configure();
    return world;
  }

  get deployable(): Deployable {
    const { deployable } = this.services;
    if (!deployable) throw new Error('nothing can be deployed here');
    return deployable;
  }

  private get to() {
    const { endpoint, region } = this.services;
    return { endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  }

  get applications(): KinesisAnalyticsV2Client {
    return new KinesisAnalyticsV2Client(this.to);
  }

  get s3(): S3Client {
    return new S3Client({ ...this.to, forcePathStyle: true });
  }

  get iam(): IAMClient {
    return new IAMClient(this.to);
  }

  /** A role that may do all that the pipeline needs. */
  async makeRole(name: string, service = 'kinesisanalytics.amazonaws.com'): Promise<void> {
    const trust = JSON.stringify(trustOf(this.permissionTarget)).replace('kinesisanalytics.amazonaws.com', service);
    await this.iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
    await this.allow(name, () => true);
  }

  /** Gives the role the permissions that are wanted, and no others. */
  async allow(name: string, wanted: (action: string) => boolean): Promise<void> {
    const about = { RoleName: name, PolicyName: 'pipeline' };
    await this.iam.send(new DeleteRolePolicyCommand(about)).catch(() => undefined);
    const permissions = requiredPermissions(this.bundle, this.permissionTarget).filter(({ action }) => wanted(action));
    const PolicyDocument = JSON.stringify(policyOf(permissions));
    await this.iam.send(new PutRolePolicyCommand({ ...about, PolicyDocument }));
  }

  private get permissionTarget() {
    return {
      account: ACCOUNT,
      region: this.services.region,
      application: APPLICATION,
      artifacts: { bucket: 'jars', prefix: 'p' },
      names: {},
      logs: { group: `/pipectl/${APPLICATION}`, stream: 'flink' },
      vpc: null,
      kms: null,
    };
  }

  /** Writes the pipeline; what is given makes it another version. */
  write(version: PipelineVersion = {}): void {
    writeFileSync(join(this.project, 'pipeline.ts'), pipelineText(version));
  }

  /** Writes pipectl.yaml; settings of the environment and of the pipeline. */
  configure(environment: Readonly<Record<string, string>> = {}, own: Readonly<Record<string, string>> = {}): void {
    const settings = {
      account: `'${ACCOUNT}'`,
      region: this.services.region,
      artifacts: 's3://jars/p',
      role: ROLE,
      deploy: '{ healthTimeout: 120 }',
      ...environment,
    };
    const lines = Object.entries(settings).map(([key, value]) => `    ${key}: ${value}`);
    const ownLines = Object.entries({ checkpointEvery: '1', ...own }).map(([key, value]) => `        ${key}: ${value}`);
    writeFileSync(
      join(this.project, 'pipectl.yaml'),
      ['environments:', '  test:', ...lines, '    pipelines:', `      ${APPLICATION}:`, ...ownLines, ''].join('\n'),
    );
  }

  deploy({ yes = true, ...options }: Words = {}): Promise<Ended> {
    const whole: DeployOptions = { env: 'test', ...(yes && { yes }), timeout: '120', ...options };
    return this.act((host) => deployPipelines(host, ['pipeline.ts'], whole));
  }

  /** Deploys what no compiler has made: the pipeline with a Flink setting of somebody's own in its bundle. */
  deployWith(setting: string, value: string): Promise<Ended> {
    return this.act(async (host) => {
      const entry = findPipeline(host.cwd, 'pipeline.ts');
      const compiled = await compilePipeline(host, entry, plannerFor(host));
      const bundle = { ...compiled.bundle, settings: { ...compiled.bundle.settings, [setting]: value } };
      return deployCompiled(
        host,
        { ...compiled, bundle },
        {
          env: 'test',
          settings: findEnvironment(host, 'test'),
          discard: [],
          yes: true,
          dryRun: false,
          timeoutMs: 120_000,
          saved: null,
          keep: () => undefined,
        },
      );
    });
  }

  /** Somebody cleans up: deletes the jars that are there, or all but one. */
  async deleteJars(but: string | null = null): Promise<void> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: 'jars' }));
    for (const { Key = '' } of Contents)
      if (but === null || !Key.includes(but)) await this.s3.send(new DeleteObjectCommand({ Bucket: 'jars', Key }));
  }

  rollback(to?: string): Promise<Ended> {
    const options = { env: 'test', yes: true, timeout: '120', ...(to !== undefined && { to }) } as const;
    return this.act((host) => rollBackPipeline(host, 'pipeline.ts', options));
  }

  /** Puts records: good ones a second apart from `from` on, and after them some that can not be decoded. */
  async put(from: number, good: number, broken = 0): Promise<void> {
    const texts = [
      ...Array.from({ length: good }, (_, i) =>
        JSON.stringify({ userId: `u${i % 3}`, kind: 'click', at: new Date(Date.UTC(2026, 2, 1) + (from + i) * 1000) }),
      ),
      ...Array.from({ length: broken }, () => '{'),
    ];
    const client = new KinesisClient(this.to);
    const Records = texts.map((text) => ({ Data: Buffer.from(text), PartitionKey: 'k' }));
    for (let at = 0; at < Records.length; at += 500)
      await client.send(new PutRecordsCommand({ StreamName: 'clicks', Records: Records.slice(at, at + 500) }));
    client.destroy();
  }

  /** Puts broken records all the time, until `stopBreaking`. */
  breakRecords(): void {
    this.breaking = setInterval(() => void this.put(0, 0, 200).catch(() => undefined), 250);
  }

  stopBreaking(): void {
    clearInterval(this.breaking);
  }

  application(): Promise<ActualApplication | null> {
    return this.look((clients) => readApplication(clients, { application: APPLICATION }));
  }

  /** Whether its job fails over and over. */
  async isFailing(): Promise<boolean> {
    return (await this.look((clients) => isJobFailing(clients, APPLICATION, new AbortController().signal))) === true;
  }

  /** Puts one more good record and waits until the job has taken it, and so everything before it. */
  async untilAllRead(): Promise<void> {
    const accepted = (): Promise<number> =>
      this.look(async (clients) => {
        const flink = new FlinkJobs(clients, APPLICATION);
        const job = await flink.job();
        const counters = job === null ? {} : await stageCounters(flink, job, this.bundle.ledger);
        return counters['clicks']?.['accepted'] ?? 0;
      });
    const before = await accepted();
    await this.put(60, 1);
    while ((await accepted()) <= before) await sleep(200);
  }

  private async look<T>(at: (clients: Clients) => Promise<T>): Promise<T> {
    const clients = openClients({ region: this.services.region, endpoint: this.services.endpoint });
    try {
      return await at(clients);
    } finally {
      clients.close();
    }
  }

  async close(): Promise<void> {
    this.stopBreaking();
    await this.services.close();
    this.restoreEnvironment();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async act(work: (host: Host) => Promise<Outcome>): Promise<Ended> {
    let text = '';
    const codes: string[] = [];
    const stream = { write: (more: string) => (text += more) } as unknown as NodeJS.WriteStream;
    const host = createHost({
      cwd: this.project,
      json: false,
      debug: true,
      colour: false,
      signal: new AbortController().signal,
      stdout: stream,
      stderr: stream,
    });
    const listening: Host = {
      ...host,
      diagnose: (diagnostics) => {
        codes.push(...diagnostics.map(({ code }) => code));
        host.diagnose(diagnostics);
      },
    };
    try {
      const { exitCode } = await work(listening);
      return { exitCode, codes, text };
    } catch (error) {
      const refused = diagnosticsOf(error);
      if (refused === null) throw error;
      listening.diagnose(refused.diagnostics);
      return { exitCode: refused.exitCode, codes, text };
    }
  }
}

/** The options of a deploy; it is not asked unless `yes` is false. */
export type Words = Omit<Partial<DeployOptions>, 'yes'> & { readonly yes?: boolean };

export interface PipelineVersion {
  /** Of the window, in minutes. */
  readonly minutes?: number;
  /** Which records are counted. */
  readonly kind?: 'click' | 'scroll';
  /** The share of broken records above which the job ends. */
  readonly rejectRate?: number;
  /** What is written into the settings of the pipeline. */
  readonly settings?: string;
}

const pipelineText = ({ minutes = 1, kind = 'click', rejectRate, settings = '' }: PipelineVersion = {}): string => `
import { count, dynamodb, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Click {
  userId: string;
  kind: 'click' | 'scroll';
  at: Date;
}

const clicks = kinesis<Click>({ stream: 'clicks', time: (c) => c.at, outOfOrder: seconds(5) });

const perUser = clicks
  .filter((c) => c.kind === '${kind}')
  .keyBy((c) => ({ userId: c.userId }))
  .window(tumble(minutes(${minutes})))
  .aggregate({ clicks: count() });

export default pipeline('clicks', [perUser.to(dynamodb({ table: 'per-user', partitionKey: 'userId', sortKey: 'windowStart' }))]${
  rejectRate === undefined && settings === ''
    ? ''
    : `, { ${rejectRate === undefined ? settings : `rejectRate: ${rejectRate}`} }`
});
`;
