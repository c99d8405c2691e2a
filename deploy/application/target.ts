/** Which application a pipeline is in an environment, and how it runs there: what pipectl.yaml says, made whole. */
import type { Names } from '../../compiler/ir/placeholders.js';
import type { AwsAccess } from '../aws/access.js';

export interface ApplicationTarget {
  /** Its name in Managed Service for Apache Flink. */
  readonly application: string;
  readonly pipeline: string;
  readonly environment: string;
  /** The account that the caller must be of. */
  readonly account: string;
  readonly region: string;
  readonly access: AwsAccess;
  /** Where jars are kept; null when pipectl.yaml does not say. */
  readonly artifacts: ArtifactStore | null;
  /** ARN of the role that the application runs with; null when pipectl.yaml does not say. */
  readonly role: string | null;
  /** Physical names by placeholder, of those that the environment names. */
  readonly names: Names;
  /** Those of the environment and the pipeline, and the two by which an application of pipectl is known. */
  readonly tags: Readonly<Record<string, string>>;
  readonly vpc: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] } | null;
  /** ARN of the key that encrypts the application's state. */
  readonly kms: string | null;
  readonly logs: LogPlace;
  /** Null: as the pipeline says. */
  readonly parallelism: number | null;
  /** Milliseconds; null: as the pipeline says. */
  readonly checkpointEvery: number | null;
  /** How many of the snapshots that deploys took are kept. */
  readonly keepSnapshots: number;
  /** How long a deployed application may take to prove its health. */
  readonly healthTimeoutMs: number;
}

export interface ArtifactStore {
  readonly bucket: string;
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string;
}

export interface LogPlace {
  readonly group: string;
  readonly stream: string;
  readonly retentionDays: number;
}

/** A target to which a version can be deployed. */
export interface DeployTarget extends ApplicationTarget {
  readonly artifacts: ArtifactStore;
  readonly role: string;
}

export const TAGS = { pipeline: 'pipectl:pipeline', environment: 'pipectl:environment' } as const;

/** ARN of the log stream, as an application's logging option wants it. */
export function logStreamArn({ region, account, logs }: ApplicationTarget): string {
  return `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${logs.group}:log-stream:${logs.stream}`;
}

export const bucketArn = (region: string, bucket: string): string => `arn:${partitionOf(region)}:s3:::${bucket}`;

export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
