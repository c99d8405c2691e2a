/** Each relation as the query of its view; a scan is a table and has none. */
import type {
  AggregateCall,
  Carried,
  EnrichRelation,
  FilterRelation,
  GroupAggregateRelation,
  Keyed,
  Late,
  OnTime,
  Relation,
  Scan,
  WindowAggregateRelation,
  WindowShape,
} from '../../ir/plan.js';
import type { Expression, NamedExpression } from '../../ir/expression.js';
import { isNullable, type Field } from '../../ir/types.js';
import { aggregateSql, distinguishable } from './aggregates.js';
import { faultDetail } from './event-time.js';
import { expressionSql } from './expression.js';
import { FOUND, KEEP, ORIGIN, origin, ROW, TIME, TIME_TYPE, time } from './hidden.js';
import {
  aggregate,
  call,
  cast,
  double,
  field,
  identifier,
  integer,
  isNotNull,
  item,
  row,
  select,
  string,
  table,
  type Query,
  type Relation as TableSource,
  type SelectItem,
  type Sql,
} from './tree.js';
import { sqlType } from './types.js';

export type ViewRelation = Exclude<Relation, Scan>;

export const viewSql = (relation: ViewRelation): Query => VIEWS[relation.kind](relation as never);

const VIEWS: { readonly [K in ViewRelation['kind']]: (relation: Extract<ViewRelation, { kind: K }>) => Query } = {
  accept: ({ of, counted, columns, carried }) =>
    select([...same(columns), ...hidden(carried)], table(of), {
      where: call('PIPECTL_ACCEPTED', string(counted), time),
    }),

  faults: ({ of, counted, eventTime, maxAhead, rejectRate }) => {
    const computed = eventTime.kind === 'computed' ? eventTime : null;
    const reason = computed ? call('COALESCE', origin('reason'), string('invalid')) : origin('reason');
    const detail = computed ? faultDetail(computed, maxAhead) : origin('detail');
    const faulty = call('PIPECTL_FAULTY', string(counted), time, ...(computed ? [origin('reason')] : []));
    return select([item(identifier(ORIGIN)), item(reason, 'reason'), item(detail, 'detail')], table(of), {
      where: rejectRate === null ? faulty : call('PIPECTL_REJECT_RATE', string(counted), double(rejectRate), faulty),
    });
  },

  filter,

  enrich,

  project: ({ of, to, carried }) => select([...named(to), ...hidden(carried)], table(of)),

  'on-time': (relation) =>
    keeping(judged('PIPECTL_ON_TIME', relation), [...keyColumns(relation), item(time)], relation.of, relation.input),

  late: (relation) =>
    keeping(
      judged('PIPECTL_LATE', relation),
      [...wholeRow(relation.row), ...hidden(relation.carried)],
      relation.of,
      relation.carried,
    ),

  keyed: (relation) =>
    keeping(
      call('PIPECTL_PASSED', string(relation.counted), string('in')),
      [...keyColumns(relation), ...hidden(relation.carried)],
      relation.of,
      relation.input,
    ),

  'window-aggregate': windowAggregate,

  'group-aggregate': groupAggregate,
};

function filter({ of, counted, columns, carried, where }: FilterRelation): Query {
  const keep = call('PIPECTL_FILTER', string(counted), expressionSql(where));
  return keeping(keep, [...same(columns), ...hidden(carried)], of, carried);
}

/**
 * What was found is a column first, so that its columns are read from one answer.
 *
 * Beside an asynchronous function Flink 2.2 takes a NULL that is only passed on for an empty text or a number, so columns
 * without a value pass by inside a row. The key is in it too: what is used twice and is not deterministic stays a step of
 * its own, before the function, where the planner would otherwise put it behind.
 */
function enrich({ of, counted, columns, carried, lookup, on, found, onMissing }: EnrichRelation): Query {
  const own = columns.slice(0, columns.length - found.length);
  const inside = own.filter(isNullable);
  const beside = own.filter((column) => !isNullable(column));
  const keys = on.map(({ name, value }) => ({ name: `$on.${name}`, type: value.type, sql: keySql(value) }));
  const parts = [...inside.map(({ name, type }) => ({ name, type, sql: identifier(name) })), ...keys];
  const whole = call('PIPECTL_WHOLE', cast(row(parts.map(({ sql }) => sql)), rowType(parts)));
  const together = select([...same(beside), item(whole, ROW), ...hidden(carried)], table(of));
  const part = (of: string, name: string): Sql => field(identifier(of), name);
  const key = lookup.key.map((name) => part(ROW, `$on.${name}`));
  const looked = select(
    [...same(beside), item(identifier(ROW)), ...hidden(carried), item(call(lookup.name, ...key), FOUND)],
    { kind: 'select', select: together },
  );
  const items = [
    ...own.map((column) => item(isNullable(column) ? part(ROW, column.name) : identifier(column.name), column.name)),
    ...found.map(({ name }) => item(readTwice(part(FOUND, name)), name)),
    ...hidden(carried),
  ];
  const there = call('PIPECTL_FILTER', string(counted), isNotNull(identifier(FOUND)));
  return select(items, { kind: 'select', select: looked }, { where: onMissing === 'drop' ? there : null });
}

const rowType = (parts: readonly { readonly name: string; readonly type: Field['type'] }[]): string =>
  sqlType({ kind: 'row', fields: parts.map(({ name, type }) => ({ name, type, absence: 'either' })) });

/**
 * The value itself. What is used twice and is not deterministic stays a step of its own, and so does the function that
 * found it; with one use Flink's planner puts both into one and then takes the function out again wrongly.
 */
const readTwice = (value: Sql): Sql => call('COALESCE', value, value);

/**
 * Behind an aggregate the predicate is a column first: Flink moves one that reads only keys below the aggregate,
 * deterministic or not, where it would count the aggregate's input; a column that is not deterministic stays.
 */
function keeping(keep: Sql, items: readonly SelectItem[], of: string, carried: Carried): Query {
  if (carried.origin) return select(items, table(of), { where: keep });
  const judged = select([...items, item(keep, KEEP)], table(of));
  const names = items.map(({ value, as }) => as ?? (value.kind === 'identifier' ? value.path.at(-1) : undefined) ?? '');
  return select(
    names.map((name) => item(identifier(name))),
    { kind: 'select', select: judged },
    { where: identifier(KEEP) },
  );
}

/** The row as one value, where there is no record to show. */
const wholeRow = (columns: readonly Field[] | null): SelectItem[] =>
  columns ? [item(cast(row(columns.map(({ name }) => identifier(name))), rowType(columns)), ROW)] : [];

const same = (columns: readonly Field[]): SelectItem[] => columns.map(({ name }) => item(identifier(name)));
const named = (columns: readonly NamedExpression[]): SelectItem[] =>
  columns.map(({ name, value }) => item(expressionSql(value), name));
const hidden = (carried: Carried): SelectItem[] => [
  ...(carried.time ? [item(time)] : []),
  ...(carried.origin ? [item(identifier(ORIGIN))] : []),
];

const keyColumns = ({ keys, arguments: args }: OnTime | Keyed): SelectItem[] => [
  ...keys.map(({ name, value }) => item(keySql(value), name)),
  ...named(args),
];

/** Numbers that JavaScript takes for the same key are one, also inside a session's packed key. */
function keySql(value: Expression): Sql {
  if (value.kind === 'record') return cast(row(value.fields.map((field) => keySql(field.value))), sqlType(value.type));
  const sql = expressionSql(value);
  return value.type.kind === 'number' ? distinguishable(sql, 'number') : sql;
}

const judged = (
  predicate: 'PIPECTL_ON_TIME' | 'PIPECTL_LATE',
  { counted, window: { kind, size, step, offset } }: OnTime | Late,
): Sql =>
  call(
    predicate,
    string(counted),
    time,
    call('CURRENT_WATERMARK', time),
    string(kind),
    integer(size),
    integer(step),
    integer(offset),
  );

function windowAggregate({ of, counted, keys, window, aggregates }: WindowAggregateRelation): Query {
  const { kind } = window;
  const bound = (name: string): Sql => cast(identifier(name), TIME_TYPE);
  return select(
    [
      ...same(keys),
      item(bound('window_start'), 'windowStart'),
      item(bound('window_end'), 'windowEnd'),
      ...aggregates.map((call) => item(aggregateSql(call), call.name)),
      item(identifier('window_time'), TIME),
    ],
    {
      kind: 'window',
      table: of,
      partitionBy: kind === 'session' ? keys.map(({ name }) => name) : [],
      time: TIME,
      ...windowFunction(window),
    },
    {
      groupBy: [...keys.map(({ name }) => name), 'window_start', 'window_end', 'window_time'].map((name) =>
        identifier(name),
      ),
      having: passed(counted, window, aggregates),
    },
  );
}

type WindowFunction = Pick<Extract<TableSource, { kind: 'window' }>, 'name' | 'durations'>;

/** In pieces a tumble grows like a cumulate; a hop moves in smaller steps, which need no offset. */
function windowFunction({ kind, size, step, offset, pieces }: WindowShape): WindowFunction {
  if (kind === 'session') return { name: 'SESSION', durations: [size] };
  if (kind === 'hop' && pieces > 0) return { name: 'HOP', durations: [pieces, size] };
  const moved = offset === 0 ? [] : [offset];
  if (pieces > 0) return { name: 'CUMULATE', durations: [pieces, size, ...moved] };
  if (kind === 'tumble') return { name: 'TUMBLE', durations: [size, ...moved] };
  return { name: kind === 'hop' ? 'HOP' : 'CUMULATE', durations: [step, size, ...moved] };
}

/** Counts the rows of the author's windows. An aggregate as an argument keeps the predicate on this side of it. */
function passed(counted: string, window: WindowShape, aggregates: readonly AggregateCall[]): Sql {
  const { kind, size, step, offset, pieces } = window;
  const any = anyResult(aggregates);
  if (pieces === 0) return call('PIPECTL_PASSED', string(counted), string('out'), any);
  return call(
    'PIPECTL_WHOLE_WINDOW',
    string(counted),
    identifier('window_start'),
    identifier('window_end'),
    string(kind),
    integer(size),
    integer(step),
    integer(offset),
    any,
  );
}

/** One that is cheap to look at, where there is a choice. */
function anyResult(aggregates: readonly AggregateCall[]): Sql {
  const scalar = aggregates.find(({ result }) => !['array', 'map', 'row'].includes(result.type.kind));
  const any = scalar ?? aggregates[0];
  return any ? aggregateSql(any) : aggregate('COUNT', []);
}

function groupAggregate({ of, keys, aggregates, retain }: GroupAggregateRelation): Query {
  return select([...same(keys), ...aggregates.map((call) => item(aggregateSql(call), call.name))], table(of), {
    groupBy: keys.map(({ name }) => identifier(name)),
    stateTtl: { table: of, milliseconds: retain },
  });
}
