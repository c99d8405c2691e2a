/** The plan's statements, in the order in which they can be run: tables, views, INSERTs. */
import type { BundleColumn, TableStatement } from '../ir/bundle.js';
import type { EnrichRelation, Plan, Scan } from '../ir/plan.js';
import type { Span } from '../ir/span.js';
import { DEAD_LETTERS, LETTER_COLUMNS, lettersQuery } from './sql/letters.js';
import { lookupTable } from './sql/lookup-table.js';
import { deadLetterTable, insertOf, sinkShape, sinkTable, tableOf } from './sql/sink-table.js';
import { sourceTable } from './sql/source-table.js';
import type { Insert, Query, Sql } from './sql/tree.js';
import { viewSql } from './sql/views.js';
import { placeholdersOf } from './placeholders.js';

export type ResourceKind =
  'stream' | 'delivery-stream' | 'table' | 'index' | 'endpoint' | 'credentials' | 'dead-letters';

/** A table before its columns' text leaves the tree, with the expressions whose functions it uses. */
export interface TableDefinition {
  readonly name: string;
  readonly columns: readonly BundleColumn[];
  readonly watermark: TableStatement['watermark'];
  readonly primaryKey: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly uses: readonly Sql[];
}

interface Common {
  readonly name: string;
  /** The author's stage or output. */
  readonly stage: string;
  readonly span: Span;
}

export type Draft =
  | (Common & { readonly kind: 'table'; readonly table: TableDefinition })
  | (Common & { readonly kind: 'view'; readonly query: Query })
  | (Common & { readonly kind: 'insert'; readonly insert: Insert });

export interface Drafts {
  readonly statements: readonly Draft[];
  readonly placeholders: ReturnType<typeof placeholdersOf>['placeholders'];
}

export function draftsOf(plan: Plan): Drafts {
  const scans = plan.relations.filter((relation): relation is Scan => relation.kind === 'scan');
  const lookups = plan.relations.filter((relation): relation is EnrichRelation => relation.kind === 'enrich');
  const letters = { stage: DEAD_LETTERS, span: plan.span };
  const { placeholders, nameOf } = placeholdersOf([
    ...scans.map(({ stream }) => ({ kind: 'stream' as const, name: stream })),
    ...lookups.map(({ lookup }) => ({ kind: 'table' as const, name: lookup.table })),
    ...plan.writes.flatMap(({ sink }) => sinkShape(sink).resources),
    { kind: DEAD_LETTERS, name: plan.deadLetters },
  ]);
  const deadLetters = nameOf(DEAD_LETTERS, plan.deadLetters);
  const tables: Draft[] = [
    ...scans.map((scan): Draft => ({
      kind: 'table',
      name: scan.name,
      stage: scan.stage,
      span: scan.span,
      table: sourceTable(scan, nameOf('stream', scan.stream)),
    })),
    ...lookups.map(({ stage, lookup }): Draft => ({
      kind: 'table',
      name: lookup.name,
      stage,
      span: lookup.span,
      table: lookupTable(lookup, stage, nameOf('table', lookup.table)),
    })),
    ...plan.writes.map((write): Draft => {
      const table = sinkTable(write, { pipeline: plan.pipeline, nameOf, deadLetters });
      return { kind: 'table', name: table.name, stage: write.output, span: write.sinkSpan, table };
    }),
    {
      kind: 'table',
      name: tableOf(DEAD_LETTERS),
      ...letters,
      table: deadLetterTable(deadLetters),
    },
  ];
  const views = plan.relations.flatMap((relation): Draft[] =>
    relation.kind === 'scan'
      ? []
      : [{ kind: 'view', name: relation.name, stage: relation.stage, span: relation.span, query: viewSql(relation) }],
  );
  const inserts: Draft[] = [
    ...plan.writes.map((write): Draft => {
      const insert = insertOf(write);
      return { kind: 'insert', name: insert.into, stage: write.output, span: write.span, insert };
    }),
    {
      kind: 'insert',
      name: tableOf(DEAD_LETTERS),
      ...letters,
      insert: {
        kind: 'insert',
        into: tableOf(DEAD_LETTERS),
        columns: LETTER_COLUMNS.map(({ name }) => name),
        query: lettersQuery(plan),
      },
    },
  ];
  return { statements: [...tables, ...views, ...inserts], placeholders };
}
