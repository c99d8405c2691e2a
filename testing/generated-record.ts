/** What a generator beside a pipeline makes: `export default function* generate({ seed }) { … }` in `generate.ts`. */

export interface GeneratedRecord {
  /** Bytes and text as they are, anything else as JSON. */
  readonly data: unknown;
  /** The partition key: records of one key keep their order. By default records are spread. */
  readonly key?: string;
  /** Needed where the pipeline has several sources. */
  readonly source?: string;
}

export interface GenerateOptions {
  /** The same seed makes the same records. */
  readonly seed: number;
}

export type Generate = (options: GenerateOptions) => Iterable<GeneratedRecord>;
