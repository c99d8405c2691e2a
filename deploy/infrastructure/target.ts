/** Where the infrastructure of a pipeline is to be, and what it is called there. */
import type { Names } from '../../compiler/ir/placeholders.js';
import { partitionOf } from '../application/target.js';

export interface S3Place {
  readonly bucket: string;
  /** No slash at its ends; may be empty. */
  readonly prefix: string;
}

/** An account and a region of it. */
export interface Home {
  readonly account: string;
  readonly region: string;
}

/** What decides the permissions of the execution role; every DeployTarget is one. */
export interface PermissionTarget extends Home {
  readonly application: string;
  /** Where jars are kept, each under `<prefix>/<application>/`. */
  readonly artifacts: S3Place;
  readonly names: Names;
  readonly logs: { readonly group: string; readonly stream: string };
  readonly vpc: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] } | null;
  /** The ARN of the key, or of its alias, that encrypts what is kept. */
  readonly kms: string | null;
}

/** A DeployTarget with what only the surroundings ask for. */
export interface InfrastructureTarget extends PermissionTarget {
  readonly environment: string;
  /** The ARN of the execution role. */
  readonly role: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly logs: { readonly group: string; readonly stream: string; readonly retentionDays: number };
  /** Where delivery streams write; null for a bucket of the stack's own. */
  readonly lake: S3Place | null;
  /** Names, as the pipeline or as the environment has them, of what exists already. */
  readonly external: readonly string[];
}

export const arn = (service: string, { account, region }: Home, resource: string): string =>
  `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;

export const bucketArn = ({ region }: Home, bucket: string, key?: string): string =>
  `arn:${partitionOf(region)}:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;

/** `prefix/rest`, or `rest`. */
export const under = (prefix: string, rest: string): string => (prefix === '' ? rest : `${prefix}/${rest}`);
