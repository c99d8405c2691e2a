/**
 * Flink SQL as a tree: expressions and the queries pipectl writes. Only `print.ts` makes it text,
 * so that quoting and parentheses are decided in one place. The constructors below are the short way to make nodes.
 */

export type BinaryOperator =
  | 'OR'
  | 'AND'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'IS DISTINCT FROM'
  | 'IS NOT DISTINCT FROM'
  | '||'
  | '+'
  | '-'
  | '*'
  | '/';

export type PostfixOperator = 'IS NULL' | 'IS NOT NULL' | 'IS TRUE' | 'IS NOT TRUE';

export type Sql =
  /** A column, or a qualified one: each part is quoted by itself. */
  | { readonly kind: 'identifier'; readonly path: readonly string[] }
  | { readonly kind: 'string'; readonly value: string }
  /** A finite DOUBLE, never −0: those have no literal in SQL. */
  | { readonly kind: 'double'; readonly value: number }
  /** An exact number without a fraction. */
  | { readonly kind: 'integer'; readonly value: bigint }
  /** Milliseconds, as a DAY TO SECOND interval. */
  | { readonly kind: 'interval'; readonly milliseconds: number }
  | { readonly kind: 'keyword'; readonly word: 'NULL' | 'TRUE' | 'FALSE' }
  /** A built-in or registered function: a name of upper case and underscores is not quoted, any other is. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Sql[] }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Sql; readonly right: Sql }
  | { readonly kind: 'prefix'; readonly operator: 'NOT' | '-'; readonly of: Sql }
  | { readonly kind: 'postfix'; readonly operator: PostfixOperator; readonly of: Sql }
  | {
      readonly kind: 'case';
      readonly branches: readonly { readonly when: Sql; readonly then: Sql }[];
      readonly otherwise: Sql;
    }
  /** `type` is SQL text from `types.ts`. */
  | { readonly kind: 'cast'; readonly of: Sql; readonly type: string }
  | { readonly kind: 'row'; readonly fields: readonly Sql[] }
  | { readonly kind: 'field'; readonly of: Sql; readonly name: string }
  /** Without arguments it is `NAME(*)`, which only COUNT has. */
  | {
      readonly kind: 'aggregate';
      readonly name: string;
      readonly distinct: boolean;
      readonly args: readonly Sql[];
      /** `FILTER (WHERE …)`. */
      readonly where: Sql | null;
    };

export interface SelectItem {
  readonly value: Sql;
  /** Column name; left out only where the value is already a column of that name. */
  readonly as: string | null;
}

export type Relation =
  | { readonly kind: 'table'; readonly name: string }
  /** A select in parentheses. */
  | { readonly kind: 'select'; readonly select: Select }
  /** `TABLE(TUMBLE(TABLE v, DESCRIPTOR(c), size …))`: arguments after the descriptor are durations in milliseconds. */
  | {
      readonly kind: 'window';
      readonly name: 'TUMBLE' | 'HOP' | 'CUMULATE' | 'SESSION';
      readonly table: string;
      /** SESSION's own PARTITION BY; empty for the others. */
      readonly partitionBy: readonly string[];
      readonly time: string;
      readonly durations: readonly number[];
    };

export interface Select {
  readonly kind: 'select';
  /** How long a group aggregate keeps the state of a key that no longer changes, in milliseconds; 0 is for ever. */
  readonly stateTtl: { readonly table: string; readonly milliseconds: number } | null;
  readonly items: readonly SelectItem[];
  readonly from: Relation;
  readonly where: Sql | null;
  readonly groupBy: readonly Sql[];
  readonly having: Sql | null;
}

export type Query = Select | { readonly kind: 'union all'; readonly queries: readonly Query[] };

export interface Insert {
  readonly kind: 'insert';
  readonly into: string;
  readonly columns: readonly string[];
  readonly query: Query;
}

export const identifier = (...path: string[]): Sql => ({ kind: 'identifier', path });
export const string = (value: string): Sql => ({ kind: 'string', value });
export const double = (value: number): Sql => ({ kind: 'double', value });
export const integer = (value: number | bigint): Sql => ({ kind: 'integer', value: BigInt(value) });
export const interval = (milliseconds: number): Sql => ({ kind: 'interval', milliseconds });
export const NULL: Sql = { kind: 'keyword', word: 'NULL' };
export const TRUE: Sql = { kind: 'keyword', word: 'TRUE' };
export const FALSE: Sql = { kind: 'keyword', word: 'FALSE' };
export const call = (name: string, ...args: Sql[]): Sql => ({ kind: 'call', name, args });
export const binary = (left: Sql, operator: BinaryOperator, right: Sql): Sql => ({
  kind: 'binary',
  operator,
  left,
  right,
});
export const not = (of: Sql): Sql => ({ kind: 'prefix', operator: 'NOT', of });
export const negative = (of: Sql): Sql => ({ kind: 'prefix', operator: '-', of });
export const isNull = (of: Sql): Sql => ({ kind: 'postfix', operator: 'IS NULL', of });
export const isNotNull = (of: Sql): Sql => ({ kind: 'postfix', operator: 'IS NOT NULL', of });
export const when = (condition: Sql, then: Sql, otherwise: Sql): Sql => ({
  kind: 'case',
  branches: [{ when: condition, then }],
  otherwise,
});
export const cast = (of: Sql, type: string): Sql => ({ kind: 'cast', of, type });
export const row = (fields: readonly Sql[]): Sql => ({ kind: 'row', fields });
export const field = (of: Sql, name: string): Sql => ({ kind: 'field', of, name });
export const aggregate = (
  name: string,
  args: readonly Sql[],
  options: { distinct?: boolean; where?: Sql | null } = {},
): Sql => ({ kind: 'aggregate', name, args, distinct: options.distinct ?? false, where: options.where ?? null });

export const table = (name: string): Relation => ({ kind: 'table', name });
export const item = (value: Sql, as: string | null = null): SelectItem => ({ value, as });
export const select = (
  items: readonly SelectItem[],
  from: Relation,
  clauses: {
    where?: Sql | null;
    groupBy?: readonly Sql[];
    having?: Sql | null;
    stateTtl?: { readonly table: string; readonly milliseconds: number } | null;
  } = {},
): Select => ({
  kind: 'select',
  items,
  from,
  where: clauses.where ?? null,
  groupBy: clauses.groupBy ?? [],
  having: clauses.having ?? null,
  stateTtl: clauses.stateTtl ?? null,
});
