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
  readonly names?: ResourceNames;
  readonly pipelines?: Readonly<Record<string, PipelineSettings>>;
}

export interface PipelineSettings {
  readonly parallelism?: number;
  readonly role?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly names?: ResourceNames;
}
