/** What one version of an application is: everything that a change of it makes a new version of. */
import type { LogLevel } from '../cluster/log-config.js';

export type ConfigurationType = 'DEFAULT' | 'CUSTOM';

export interface Code {
  readonly bucketArn: string;
  readonly fileKey: string;
  readonly objectVersion: string | null;
  readonly size: number;
  /** The service's own copy: what is put under the key later does not reach the application. */
  readonly copy: string;
}

export interface Checkpointing {
  readonly type: ConfigurationType;
  readonly enabled: boolean;
  readonly interval: number;
  readonly minPause: number;
}

export interface Monitoring {
  readonly type: ConfigurationType;
  readonly metricsLevel: string;
  readonly logLevel: LogLevel;
}

export interface Parallelism {
  readonly type: ConfigurationType;
  readonly parallelism: number;
  readonly perKpu: number;
  readonly autoScaling: boolean;
}

export interface PropertyGroup {
  readonly PropertyGroupId: string;
  readonly PropertyMap: Readonly<Record<string, string>>;
}

export type RestoreType =
  'SKIP_RESTORE_FROM_SNAPSHOT' | 'RESTORE_FROM_LATEST_SNAPSHOT' | 'RESTORE_FROM_CUSTOM_SNAPSHOT';

export interface RunConfiguration {
  readonly allowNonRestoredState: boolean;
  readonly restore: RestoreType;
  readonly snapshotName: string | null;
}

export interface LoggingOption {
  readonly id: string;
  readonly logStreamArn: string;
}

export interface Encryption {
  readonly KeyType: 'AWS_OWNED_KEY' | 'CUSTOMER_MANAGED_KEY';
  readonly KeyId?: string;
}

export interface Configuration {
  readonly runtime: string;
  readonly role: string;
  readonly code: Code | null;
  readonly properties: readonly PropertyGroup[];
  readonly checkpointing: Checkpointing;
  readonly monitoring: Monitoring;
  readonly parallelism: Parallelism;
  readonly snapshotsEnabled: boolean;
  readonly rollbackEnabled: boolean;
  readonly encryption: Encryption | null;
  readonly logging: readonly LoggingOption[];
}

export const DEFAULT_RUN: RunConfiguration = {
  allowNonRestoredState: false,
  restore: 'RESTORE_FROM_LATEST_SNAPSHOT',
  snapshotName: null,
};

/** Processing units that run the job; one more orchestrates it, and is only paid for. */
export const kpusOf = ({ parallelism, perKpu }: Parallelism): number => Math.ceil(parallelism / perKpu);
