/** Where a cycle takes place: the local services, a project, what its template made, and somebody who runs commands. */
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { resourcesOf } from '../../../compiler/ir/resources.js';
import { localClient, using } from '../../../local/services/create/clients.js';
import { ACCOUNT } from '../../../local/services/front/account.js';
import type { CompiledPipeline } from '../../services/harness/package-pipeline.js';
import { traffic } from '../../services/harness/traffic.js';
import { INDEX, World } from '../../services/harness/world.js';
import { Feed } from './feed.js';
import { lookOf, type DiffDocument, type Look } from './look.js';
import { Operator } from './operator.js';
import { PIPELINE, Project } from './project.js';
import { Stack, type Applied, type Template } from './stack.js';

export interface SceneOptions {
  readonly folder: string;
  /** As it is in the repository: for the names of what it touches. */
  readonly pipeline: CompiledPipeline;
  readonly events: number;
  readonly seed: string;
  readonly log: (message: string) => void;
}

export const WHERE = [PIPELINE, '--env', 'test'] as const;
const JARS = 'cycle-jars';

export class Scene {
  private constructor(
    readonly world: World,
    readonly project: Project,
    readonly operator: Operator,
    readonly feed: Feed,
    private readonly stack: Stack,
  ) {}

  /** Nothing is there but an OpenSearch and a bucket for jars; roles are obeyed. */
  static async open({ folder, pipeline, events, seed, log }: SceneOptions): Promise<Scene> {
    const needs = resourcesOf(pipeline.bundle).filter(({ kind }) => kind === 'index');
    const world = await World.open({ folder, pipeline, needs, deployable: { enforce: true }, log });
    try {
      const { endpoint, region, opensearch, environment, glue } = world.services;
      const search = opensearch?.url ?? '';
      await fetch(`${search}/${INDEX}`, { method: 'DELETE' });
      const client = localClient(endpoint, region);
      await using(new S3Client({ ...client, forcePathStyle: true }), (s3) =>
        s3.send(new CreateBucketCommand({ Bucket: JARS })),
      );
      const project = Project.make(join(folder, 'project'), [
        `account: '${ACCOUNT}'`,
        `region: ${region}`,
        `artifacts: s3://${JARS}/pipectl`,
        `role: arn:aws:iam::${ACCOUNT}:role/${PIPELINE}`,
        `names: { ${INDEX}.endpoint: '${search}', ${INDEX}.credentials: none }`,
        `pipelines: { ${PIPELINE}: { parallelism: 2, checkpointEvery: 3 } }`,
      ]);
      const operator = new Operator({ cwd: project.folder, env: environment, log });
      // The more people, the more events an hour: any number of events is about five hours.
      const users = Math.max(100, Math.round(events / 300));
      const records = traffic({ events, seed, users, titles: 60, malformed: 0.01 });
      const look = async (): Promise<Look> => lookOf((await operator.quietly(['status', ...WHERE, '--json'])).stdout);
      const feed = new Feed(world, records[Symbol.iterator](), look, log);
      return new Scene(world, project, operator, feed, new Stack({ client, catalog: glue.catalog, search }));
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  /** Writes the template and does with it what CloudFormation would. */
  async infrastructure(): Promise<Applied> {
    await this.operator.run(['infrastructure', ...WHERE, '--out', 'template.yaml']);
    const text = readFileSync(join(this.project.folder, 'template.yaml'), 'utf8');
    return this.operator.act('apply the template', () => this.stack.apply(parse(text) as Template));
  }

  async look(): Promise<Look> {
    return lookOf((await this.operator.run(['status', ...WHERE, '--json'])).stdout);
  }

  async diff(code: number): Promise<DiffDocument> {
    const { stdout } = await this.operator.run(['diff', ...WHERE, '--detailed-exitcode', '--json'], code);
    return JSON.parse(stdout) as DiffDocument;
  }

  /** The deploy says that it ended well, and a look at it says so too. */
  async deployed(version: number, discard: readonly string[] = []): Promise<void> {
    const lost = discard.length === 0 ? [] : ['--discard-state', ...discard];
    const { stdout } = await this.operator.run(['deploy', ...WHERE, '--yes', ...lost]);
    this.operator.check(`version ${version} is healthy`, stdout.includes(`version ${version}, healthy`), stdout);
    await this.healthy(version);
  }

  async healthy(version: number): Promise<void> {
    const { health, application, job } = await this.look();
    const saw = JSON.stringify({ health, application, job });
    const { operator } = this;
    operator.check('healthy', health.verdict === 'healthy', saw);
    operator.check(`RUNNING as version ${version}`, isRunning(application, version), saw);
    operator.check('a checkpoint has completed, no restart', job?.restarts === 0 && job.checkpoints.completed > 0, saw);
  }

  close(): Promise<void> {
    return this.world.close();
  }

  /** Sends so many, until they are read and what is due is written. */
  async events(count: number): Promise<void> {
    const { feed, operator } = this;
    await operator.act(`send ${count.toLocaleString('en-US')} events`, () => feed.send(count));
    await this.settled();
  }

  async settled(): Promise<void> {
    const { feed, operator } = this;
    await operator.act('pipectl status, again and again', () => feed.untilSettled());
    operator.check(`${feed.sent.toLocaleString('en-US')} records are read, and what is due is written`, true);
  }
}

const isRunning = (application: Look['application'], version: number): boolean =>
  application?.status === 'RUNNING' && application.version === version;
