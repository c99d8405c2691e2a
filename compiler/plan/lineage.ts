/**
 * Where an aggregate's rows and values come from, as digests over the author's expressions: each column is followed back
 * through maps, filters and lookups to what the source gives, so only a change of meaning changes a digest.
 */
import { createHash } from 'node:crypto';
import type { Expression } from '../ir/expression.js';
import type { RowsStep } from '../ir/held-state.js';
import type { EnrichRelation, EventTime, GroupAggregateRelation, Plan, Relation, Scan } from '../ir/plan.js';
import type { WindowAggregateRelation } from '../ir/plan.js';

type Aggregate = WindowAggregateRelation | GroupAggregateRelation;

export interface Lineage {
  readonly rows: readonly RowsStep[];
  readonly values: Readonly<Record<string, string>>;
}

export function lineageOf(aggregate: Aggregate, { relations }: Plan): Lineage {
  const byName = new Map(relations.map((relation) => [relation.name, relation]));
  const at = (name: string): Relation => {
    const relation = byName.get(name);
    if (!relation) throw new Error(`the plan has no relation '${name}'`);
    return relation;
  };

  /** A column's meaning, as nested arrays. */
  const column = (relation: Relation, name: string): unknown => {
    switch (relation.kind) {
      case 'scan':
        return ['source', relation.stream, name];
      case 'accept':
      case 'faults':
      case 'filter':
      case 'late':
        return column(at(relation.of), name);
      case 'project':
        return named(relation.to, name, at(relation.of));
      case 'on-time':
      case 'keyed':
        return named([...relation.keys, ...relation.arguments], name, at(relation.of));
      case 'enrich':
        return relation.found.some((field) => field.name === name)
          ? ['found', name, found(relation)]
          : column(at(relation.of), name);
      case 'window-aggregate':
      case 'group-aggregate':
        return aggregated(relation, name);
    }
  };
  const named = (list: readonly { name: string; value: Expression }[], name: string, input: Relation): unknown => {
    const value = list.find((each) => each.name === name)?.value;
    return value ? meaning(value, input) : column(input, name);
  };
  const meaning = (expression: Expression, input: Relation): unknown => {
    switch (expression.kind) {
      case 'literal':
        return ['literal', expression.literal];
      case 'column':
        return column(input, expression.name);
      case 'field':
        return ['field', meaning(expression.of, input), expression.name];
      case 'call':
        return ['call', expression.function, ...expression.args.map((each) => meaning(each, input))];
      case 'conditional':
        return ['if', ...[expression.when, expression.then, expression.otherwise].map((each) => meaning(each, input))];
      case 'record':
        return ['record', ...expression.fields.map(({ name, value }) => [name, meaning(value, input)])];
    }
  };
  const found = ({ lookup, on, of }: EnrichRelation): unknown => [
    lookup.table,
    on.map(({ name, value }) => [name, meaning(value, at(of))]),
  ];
  const aggregated = (relation: Aggregate, name: string): unknown => {
    const input = at(relation.of);
    if (relation.keys.some((key) => key.name === name)) return column(input, name);
    const call = relation.aggregates.find((each) => each.name === name);
    const value = call && (call.argument === null ? [call.kind] : [call.kind, column(input, name)]);
    return [value ?? name, ...shape(relation)];
  };
  const shape = (relation: Aggregate): unknown[] => [
    relation.kind === 'window-aggregate' ? relation.window : null,
    relation.keys.map((key) => column(at(relation.of), key.name)),
  ];

  const events = ({ eventTime, timestamps }: Scan): unknown => [timestamps, timeOf(eventTime)];
  const rows = (relation: Relation): RowsStep[] => {
    const step = (kind: RowsStep['kind'], value: unknown): RowsStep => ({
      stage: relation.stage,
      kind,
      digest: digest([kind, value]),
    });
    switch (relation.kind) {
      case 'scan':
        return [step('stream', [relation.connector, relation.stream]), step('events', events(relation))];
      case 'filter':
        return [...rows(at(relation.of)), step('filter', meaning(relation.where, at(relation.of)))];
      case 'enrich':
        return [...rows(at(relation.of)), ...(relation.onMissing === 'drop' ? [step('lookup', found(relation))] : [])];
      case 'window-aggregate':
      case 'group-aggregate':
        return [...rows(at(relation.of)), step('aggregate', shape(relation))];
      default:
        return rows(at(relation.of));
    }
  };

  const input = at(aggregate.of);
  const values = [
    ...aggregate.keys.flatMap(({ name, type }) => {
      const value = column(input, name);
      // A session's keys are one record; to the author they are several.
      return type.kind === 'row' ? fieldsOf(value) : [[name, value] as const];
    }),
    ...aggregate.aggregates.flatMap(({ name, argument }) => (argument ? [[name, column(input, name)] as const] : [])),
  ];
  return {
    rows: rows(input),
    values: Object.fromEntries(values.map(([name, value]) => [name, digest(value)])),
  };
}

/** The fields of a record's meaning. */
const fieldsOf = (record: unknown): [string, unknown][] =>
  (record as [string, ...[string, unknown][]]).slice(1) as [string, unknown][];

/** A plain field is the same whether the decoder finds it or an expression does. */
function timeOf(eventTime: EventTime): unknown {
  if (eventTime.kind === 'path') return [eventTime.path, []];
  return [
    pathOf(eventTime.time) ?? bare(eventTime.time),
    [...eventTime.rules].map(({ name, where }) => [name, bare(where)]).sort(),
  ];
}

function pathOf(expression: Expression): readonly string[] | null {
  if (expression.kind === 'column') return [expression.name];
  const path = expression.kind === 'field' ? pathOf(expression.of) : null;
  return path && expression.kind === 'field' ? [...path, expression.name] : null;
}

/** Without places and types: what is computed, not where it is written. */
const bare = (expression: Expression): unknown =>
  JSON.parse(
    JSON.stringify(expression, (key, value: unknown) =>
      key === 'span' || key === 'type' || key === 'absence' ? undefined : value,
    ),
  );

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);
