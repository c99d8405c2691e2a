/** The only thing that crosses from TypeScript to Java to AWS. `bundle.schema.json` says the same to both sides. */
import type { Description } from './description.js';

/** Where a statement came from, with the file relative to the pipeline's package. Lines and columns count from 1. */
export interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface BundleColumn {
  readonly name: string;
  /** Flink SQL type. Absent only for a computed column. */
  readonly type?: string;
  /** Metadata key of the connector; the column is VIRTUAL. */
  readonly metadata?: string;
  /** SQL of a computed column. */
  readonly computed?: string;
}

export interface TableStatement {
  readonly kind: 'table';
  readonly name: string;
  readonly columns: readonly BundleColumn[];
  readonly watermark: { readonly column: string; readonly expression: string } | null;
  /** Column names; empty without a key. */
  readonly primaryKey: readonly string[];
  /** `${name}` placeholders stand only in these values. */
  readonly options: Readonly<Record<string, string>>;
  readonly origin: Origin;
}

export interface QueryStatement {
  readonly kind: 'view' | 'insert';
  /** The view, or the table written to. */
  readonly name: string;
  /** View: the SELECT. Insert: the whole INSERT. */
  readonly sql: string;
  readonly origin: Origin;
}

export type Statement = TableStatement | QueryStatement;

/** A stage whose records are counted, and what feeds it. */
export interface LedgerStage {
  readonly stage: string;
  readonly kind: 'source' | 'filter' | 'window' | 'continuous' | 'output';
  /** Stages whose passed-on records are this one's `in`; empty where rows are changed in number in between. */
  readonly from: readonly string[];
}

export interface Bundle {
  readonly format: 1;
  readonly flink: '2.2';
  readonly pipeline: string;
  /** Flink configuration within MSF's allow-list. */
  readonly settings: Readonly<Record<string, string>>;
  readonly functions: readonly { readonly name: string; readonly class: string }[];
  readonly placeholders: readonly { readonly name: string; readonly kind: string; readonly default?: string }[];
  /** Tables, then views, then inserts, each after what it uses. */
  readonly statements: readonly Statement[];
  readonly ledger: readonly LedgerStage[];
  /** What all of it means, for people; the job does not look at it. */
  readonly description: Description;
}
