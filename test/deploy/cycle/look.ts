/** What `pipectl status --json` and `pipectl diff --json` say, as far as it is looked at. */
export interface Look {
  readonly health: { readonly verdict: string; readonly reasons: readonly string[] };
  readonly application: { readonly status: string; readonly version: number } | null;
  readonly job: {
    readonly state: string;
    readonly restarts: number;
    readonly checkpoints: { readonly completed: number };
    readonly lags: readonly { readonly source: string; readonly millisBehindLatest: number | null }[];
    /** By stage, then by term. */
    readonly counters: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
  } | null;
}

export interface DiffDocument {
  readonly known: boolean;
  readonly differs: boolean;
  readonly changes: readonly { readonly kind: string; readonly what: string; readonly stage: string | null }[];
  readonly state: {
    readonly operators: readonly { readonly stage: string; readonly role: string; readonly fate: string }[];
    readonly lost: readonly string[];
  } | null;
}

export const lookOf = (stdout: string): Look => {
  const [first] = (JSON.parse(stdout) as { pipelines: readonly Look[] }).pipelines;
  if (first === undefined) throw new Error(`no pipeline in ${stdout}`);
  return first;
};
