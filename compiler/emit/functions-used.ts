/** The functions of the runtime jar that SQL trees call. */
import type { Bundle } from '../ir/bundle.js';
import type { Draft } from './statements.js';
import type { Query, Sql } from './sql/tree.js';

const PACKAGE = 'dev.pipectl.functions';

export function functionsUsed(drafts: readonly Draft[]): Bundle['functions'] {
  const names = new Set<string>();
  const visit = (sql: Sql | null): void => {
    if (!sql) return;
    if ((sql.kind === 'call' || sql.kind === 'aggregate') && sql.name.startsWith('PIPECTL_')) names.add(sql.name);
    childrenOf(sql).forEach(visit);
  };
  drafts.flatMap(expressionsOf).forEach(visit);
  return [...names].sort().map((name) => ({ name, class: `${PACKAGE}.${className(name)}` }));
}

/** `PIPECTL_LETTER_ID` is `LetterId`. */
const className = (name: string): string =>
  name
    .replace('PIPECTL_', '')
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');

function expressionsOf(draft: Draft): readonly Sql[] {
  if (draft.kind === 'table') return draft.table.uses;
  return expressionsOfQuery(draft.kind === 'view' ? draft.query : draft.insert.query);
}

const expressionsOfQuery = (query: Query): readonly Sql[] =>
  query.kind === 'union all'
    ? query.queries.flatMap(expressionsOfQuery)
    : [
        ...query.items.map(({ value }) => value),
        ...[query.where, query.having].filter((sql) => sql !== null),
        ...query.groupBy,
        ...(query.from.kind === 'select' ? expressionsOfQuery(query.from.select) : []),
      ];

function childrenOf(sql: Sql): readonly (Sql | null)[] {
  switch (sql.kind) {
    case 'identifier':
    case 'string':
    case 'double':
    case 'integer':
    case 'interval':
    case 'keyword':
      return [];
    case 'call':
      return sql.args;
    case 'aggregate':
      return [...sql.args, sql.where];
    case 'binary':
      return [sql.left, sql.right];
    case 'prefix':
    case 'postfix':
    case 'cast':
    case 'field':
      return [sql.of];
    case 'case':
      return [...sql.branches.flatMap(({ when, then }) => [when, then]), sql.otherwise];
    case 'row':
      return sql.fields;
  }
}
