/** What deploys are measured in: the local services with the control plane, and a project with the demo pipeline. */
import {
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  ResourceNotFoundException,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resourcesOf } from '../compiler/ir/resources.js';
import type { Bundle } from '../compiler/ir/bundle.js';
import { makeDeployPlace, type DeployPlace } from '../local/dev/deploy-place.js';
import { StreamWriter } from '../local/dev/put-records.js';
import { localClient } from '../local/services/create/clients.js';
import { startServices, type LocalServices } from '../local/services/start.js';

export interface DeployWorldOptions {
  readonly cli: string;
  /** The file of the pipeline, which is copied. */
  readonly entry: string;
  readonly bundle: Bundle;
  readonly directory: string;
  readonly log: (line: string) => void;
}

export class DeployWorld {
  private readonly applications: KinesisAnalyticsV2Client;
  private readonly s3: S3Client;
  private firstWrite: number | null = null;

  private constructor(
    private readonly services: LocalServices,
    private readonly options: DeployWorldOptions,
    private readonly project: string,
    private readonly place: DeployPlace,
  ) {
    const client = localClient(services.endpoint, services.region);
    this.applications = new KinesisAnalyticsV2Client(client);
    this.s3 = new S3Client({ ...client, forcePathStyle: true });
    const { firehose } = services;
    const handle = firehose.handle.bind(firehose);
    firehose.handle = (request) => {
      if (request.target?.startsWith('PutRecord') === true) this.firstWrite ??= performance.now();
      return handle(request);
    };
  }

  static async open(options: DeployWorldOptions): Promise<DeployWorld> {
    const { bundle, directory, entry, log } = options;
    const services = await startServices({
      needs: resourcesOf(bundle),
      directory: join(directory, 'services'),
      deployable: {},
      onProgress: log,
    });
    try {
      const place = await makeDeployPlace(services);
      const world = new DeployWorld(services, options, join(directory, 'project'), place);
      world.prepare(readFileSync(entry, 'utf8'));
      return world;
    } catch (error) {
      await services.close();
      throw error;
    }
  }

  /** In milliseconds. */
  async pipectl(...words: readonly string[]): Promise<number> {
    const { cli, bundle } = this.options;
    const [command = '', ...more] = words;
    const begin = performance.now();
    const child = spawn(process.execPath, [cli, command, bundle.pipeline, '--env', 'bench', ...more], {
      cwd: this.project,
      env: { ...process.env, ...this.services.environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`pipectl ${words.join(' ')} ended with ${code}: ${said}`);
    return performance.now() - begin;
  }

  /** Null while there is no such application. */
  async status(ApplicationName: string): Promise<string | null> {
    try {
      const { ApplicationDetail } = await this.applications.send(new DescribeApplicationCommand({ ApplicationName }));
      return ApplicationDetail?.ApplicationStatus ?? null;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return null;
      throw error;
    }
  }

  /** When the job first wrote to the lake since it was last asked to look. */
  lookForWrites(): void {
    this.firstWrite = null;
  }

  get wroteAt(): number {
    if (this.firstWrite === null) throw new Error('the job has written nothing');
    return this.firstWrite;
  }

  /** They wait in the stream for whoever reads it from its beginning. */
  async put(stream: string, lines: readonly string[]): Promise<void> {
    const writer = new StreamWriter(this.services.endpoint, this.services.region, stream);
    await writer.put(lines.map((line) => ({ data: Buffer.from(line) })));
    writer.close();
  }

  /** Another version each time. */
  edit(from: RegExp, to: string): void {
    const file = this.source;
    const text = readFileSync(file, 'utf8');
    if (!from.test(text)) throw new Error(`the pipeline does not say ${from}`);
    writeFileSync(file, text.replace(from, to));
  }

  /** A deploy then has to bring its jar again, as that of a new version does. */
  async withoutJars(): Promise<void> {
    const Bucket = new URL(this.place.artifacts).hostname;
    const { Contents: objects = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key } of objects) await this.s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }

  async close(): Promise<void> {
    this.applications.destroy();
    this.s3.destroy();
    await this.services.close();
  }

  private get source(): string {
    return join(this.project, 'pipelines', this.options.bundle.pipeline, 'pipeline.ts');
  }

  /** A project that deploys there. */
  private prepare(pipeline: string): void {
    const { region, opensearch } = this.services;
    const { account, artifacts, role } = this.place;
    mkdirSync(dirname(this.source), { recursive: true });
    writeFileSync(this.source, pipeline);
    const names = resourcesOf(this.options.bundle)
      .filter(({ kind }) => kind === 'index')
      .map(({ name }) => `${name}.endpoint: '${opensearch?.url ?? ''}', ${name}.credentials: none`);
    const lines = [
      `account: '${account}'`,
      `region: ${region}`,
      `artifacts: ${artifacts}`,
      `role: ${role}`,
      `names: { ${names.join(', ')} }`,
      // As often as checkpoints come when nobody says anything, a deploy would wait for one most of its time.
      `pipelines: { ${this.options.bundle.pipeline}: { checkpointEvery: 1 } }`,
    ];
    const yaml = ['environments:', '  bench:', ...lines.map((line) => `    ${line}`), ''].join('\n');
    writeFileSync(join(this.project, 'pipectl.yaml'), yaml);
  }
}
