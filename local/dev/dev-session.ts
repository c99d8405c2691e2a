/** One `pipectl dev`: the services of a pipeline, and its job on the embedded Flink until it is stopped. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import { placeholderNames, resourcesOf } from '../../compiler/ir/resources.js';
import { bindToServices } from '../bind-services.js';
import type { EmbeddedFlink, RunEvent, RunFailed, RunFinished } from '../flink.js';
import { refusal } from '../refused.js';
import type { Undelivered } from '../services/firehose/firehose-service.js';
import { startServices, type LocalServices, type StartServices } from '../services/start.js';
import { makeDeployPlace, type DeployPlace } from './deploy-place.js';
import { DevFolder, type DevState } from './dev-folder.js';
import { devSettings } from './dev-settings.js';
import { failedStage } from '../../compiler/ir/failed-stage.js';

export interface DevOptions extends Pick<
  StartServices,
  'port' | 'dynamodb' | 'region' | 'quotaBytes' | 'onProgress' | 'onProblem'
> {
  /** The folder that gets `.pipectl/`. */
  readonly project: string;
  /** Whether there is also what the pipeline can be deployed to. */
  readonly controlPlane?: boolean;
}

export interface DevPipeline {
  readonly bundle: Bundle;
  readonly plan: unknown;
}

export class DevSession {
  /** Starts what the bundle touches. Refused when another session of the pipeline runs. */
  static async open(bundle: Bundle, options: DevOptions): Promise<DevSession> {
    const { project, controlPlane = false, ...forServices } = options;
    const folder = await DevFolder.take(project, bundle.pipeline);
    try {
      const needs = resourcesOf(bundle);
      const services = await startServices({
        ...{ ...forServices, needs, directory: folder.services },
        ...(controlPlane && { deployable: {} }),
      });
      try {
        const session = new DevSession(services, folder, controlPlane ? await makeDeployPlace(services) : null);
        await session.say(bundle);
        return session;
      } catch (error) {
        await services.close();
        throw error;
      }
    } catch (error) {
      await folder.leave();
      throw error;
    }
  }

  private closing: Promise<readonly Undelivered[]> | undefined;

  private constructor(
    readonly services: LocalServices,
    private readonly folder: DevFolder,
    private readonly applications: DeployPlace | null,
  ) {}

  /**
   * Runs the job until it is stopped or fails for good; that is a refusal which names the stage. Aborting rejects with
   * the signal's reason.
   */
  async run(
    flink: EmbeddedFlink,
    { bundle, plan }: DevPipeline,
    onEvent: (event: RunEvent) => void,
    options: { readonly signal: AbortSignal; readonly parallelism: number; readonly savepoint?: string },
  ): Promise<RunFinished> {
    const { endpoint, region, opensearch } = this.services;
    const tables = bindToServices(bundle, { endpoint, region, ...(opensearch && { opensearch: opensearch.url }) });
    const { signal, parallelism, savepoint } = options;
    const settings = devSettings(bundle.pipeline, this.folder.checkpoints);
    const request = { bundle, plan, tables, parallelism, settings, ...(savepoint !== undefined && { savepoint }) };
    const end = await flink.run(request, onEvent, signal);
    if (end.event === 'failed') throw failure(bundle, end);
    return end;
  }

  /** Makes what another version of the pipeline touches besides. */
  async add(bundle: Bundle): Promise<void> {
    await this.services.add(resourcesOf(bundle));
    await this.say(bundle);
  }

  private say(bundle: Bundle): Promise<void> {
    return this.folder.say({ ...stateOf(bundle, this.services), applications: this.applications });
  }

  /** Stops a job with a savepoint, from which another version of the pipeline can go on. */
  stop(flink: EmbeddedFlink, job: string): Promise<string> {
    return flink.stop(job, this.folder.savepoints);
  }

  /** Nothing of it runs any more afterwards. Gives what the lake did not take. */
  close(): Promise<readonly Undelivered[]> {
    return (this.closing ??= this.services.close().finally(() => this.folder.leave()));
  }
}

function stateOf(
  bundle: Bundle,
  { endpoint, region, opensearch, lake }: LocalServices,
): Omit<DevState, 'applications'> {
  const endpoints = bundle.placeholders.filter(({ kind }) => kind === 'endpoint' && opensearch !== null);
  const addresses = Object.fromEntries(endpoints.map(({ name }) => [name, opensearch?.url ?? '']));
  const names = placeholderNames(bundle, addresses);
  const letters = resourcesOf(bundle).find(({ columns }) => columns === null);
  return {
    format: 1,
    pid: process.pid,
    endpoint,
    region,
    opensearch: opensearch?.url ?? null,
    names,
    letters: letters ? (names[letters.logical] ?? letters.name) : null,
    lake: lake('.'),
  };
}

function failure(bundle: Bundle, { message, operator, causes }: RunFailed): Error {
  const stage = failedStage(bundle, operator, message);
  const { pipeline } = bundle;
  return refusal('devJobFailed', { pipeline, message, stage, operator: operator ?? null, causes });
}
