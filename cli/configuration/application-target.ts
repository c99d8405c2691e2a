/** Which application a pipeline is in an environment of pipectl.yaml, and how it runs there. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import {
  TAGS,
  type ApplicationTarget,
  type ArtifactStore,
  type DeployTarget,
} from '../../deploy/application/target.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import type { EnvironmentSettings } from './configuration.js';
import { environmentOf, localDev } from './environment.js';

const LOG_STREAM = 'flink';
const LOG_RETENTION_DAYS = 30;
const KEEP_SNAPSHOTS = 5;
const HEALTH_TIMEOUT_S = 300;
/** A deploy waits for a checkpoint. */
const LOCAL_CHECKPOINT_S = 2;

/** `settings` as `findEnvironment` gives them: null for the control plane on this machine. */
export function applicationTarget(
  host: Host,
  { name, settings, bundle }: { name: string; settings: EnvironmentSettings | null; bundle: Bundle },
): ApplicationTarget {
  const { pipeline } = bundle;
  const { access, names } = environmentOf(host, { name, settings, bundle });
  const {
    account,
    region,
    artifacts,
    vpc,
    kms,
    tags,
    deploy,
    pipelines = {},
    role,
  } = settings ?? localSettings(host, pipeline);
  const own = Object.hasOwn(pipelines, pipeline) ? (pipelines[pipeline] ?? {}) : {};
  const application = own.application ?? pipeline;
  const how = { ...deploy, ...own.deploy };
  return {
    application,
    pipeline,
    environment: name,
    account,
    region,
    access,
    artifacts: artifacts === undefined ? null : artifactStore(artifacts),
    role: own.role ?? role ?? null,
    names,
    tags: { ...tags, ...own.tags, [TAGS.pipeline]: pipeline, [TAGS.environment]: name },
    vpc: vpc ?? null,
    kms: kms ?? null,
    logs: {
      group: own.logGroup ?? `/pipectl/${application}`,
      stream: LOG_STREAM,
      retentionDays: how.logRetention ?? LOG_RETENTION_DAYS,
    },
    parallelism: own.parallelism ?? null,
    checkpointEvery: own.checkpointEvery === undefined ? null : own.checkpointEvery * 1000,
    keepSnapshots: how.keepSnapshots ?? KEEP_SNAPSHOTS,
    healthTimeoutMs: (how.healthTimeout ?? HEALTH_TIMEOUT_S) * 1000,
  };
}

/** What pipectl.yaml would say of a `pipectl dev --control-plane`. */
function localSettings(host: Host, pipeline: string): EnvironmentSettings {
  const { applications, region } = localDev(host, pipeline);
  if (applications === null) throw refuse('noApplicationsThere', { pipeline });
  return { ...applications, region, pipelines: { [pipeline]: { checkpointEvery: LOCAL_CHECKPOINT_S } } };
}

/** Refuses a target that lacks what a deploy needs and other commands do not. */
export function deployTarget(target: ApplicationTarget): DeployTarget {
  const { artifacts, role, environment } = target;
  if (artifacts === null) throw refuse('deployNeedsSetting', { environment, setting: 'artifacts' });
  if (role === null) throw refuse('deployNeedsSetting', { environment, setting: 'role' });
  return { ...target, artifacts, role };
}

function artifactStore(written: string): ArtifactStore {
  const [bucket = '', ...folders] = written.replace(/^s3:\/\//, '').split('/');
  return { bucket, prefix: folders.filter((folder) => folder !== '').join('/') };
}
