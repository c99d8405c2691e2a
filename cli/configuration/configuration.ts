/** What pipectl.yaml says, once it has been checked against `pipectl.schema.json`. */
export interface Configuration {
  readonly environments: Readonly<Record<string, EnvironmentSettings>>;
}

/** Physical names by logical ones. */
export type ResourceNames = Readonly<Record<string, string>>;

export interface EnvironmentSettings {
  readonly account: string;
  readonly region: string;
  /** `s3://bucket/prefix`. */
  readonly artifacts?: string;
  readonly role?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly vpc?: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] };
  readonly kms?: string;
  /** Where delivery streams write: `s3://bucket/prefix`. */
  readonly lake?: string;
  /** What exists already, by its name in the pipeline or in the environment: its infrastructure leaves it out. */
  readonly external?: readonly string[];
  readonly names?: ResourceNames;
  readonly deploy?: DeploySettings;
  readonly pipelines?: Readonly<Record<string, PipelineSettings>>;
}

export interface PipelineSettings {
  /** What the application is called; default the pipeline's name. */
  readonly application?: string;
  readonly parallelism?: number;
  /** Seconds between checkpoints. */
  readonly checkpointEvery?: number;
  readonly role?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly names?: ResourceNames;
  readonly external?: readonly string[];
  readonly logGroup?: string;
  readonly deploy?: DeploySettings;
}

/** How deploys go about it; a pipeline's own go before those of its environment. */
export interface DeploySettings {
  /** Seconds that a deployed application may take to prove its health. */
  readonly healthTimeout?: number;
  /** How many of the snapshots that deploys took are kept. */
  readonly keepSnapshots?: number;
  /** Days that a log group made by a deploy keeps what is written to it. */
  readonly logRetention?: number;
}
