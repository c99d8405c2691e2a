/** An application's target with what only its surroundings ask for. */
import type { DeployTarget } from '../../deploy/application/target.js';
import type { InfrastructureTarget, S3Place } from '../../deploy/infrastructure/target.js';
import type { EnvironmentSettings } from '../configuration/configuration.js';

export function infrastructureTarget(
  application: DeployTarget,
  { lake, external = [], pipelines = {} }: EnvironmentSettings,
  pipeline: string,
): InfrastructureTarget {
  const own = Object.hasOwn(pipelines, pipeline) ? (pipelines[pipeline]?.external ?? []) : [];
  return { ...application, lake: lake === undefined ? null : placeIn(lake), external: [...external, ...own] };
}

function placeIn(written: string): S3Place {
  const [bucket = '', ...folders] = written.replace(/^s3:\/\//, '').split('/');
  return { bucket, prefix: folders.filter((folder) => folder !== '').join('/') };
}
