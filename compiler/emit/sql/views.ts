/** Each relation as the query of its view; a scan is a table and has none. */
import type {
  AggregateCall,
  Carried,
  FilterRelation,
  GroupAggregateRelation,
  JudgeLate,
  Keyed,
  Relation,
  Scan,
  WindowAggregateRelation,
} from '../../ir/plan.js';
import type { Expression, NamedExpression } from '../../ir/expression.js';
import type { Field } from '../../ir/types.js';
import { aggregateSql, distinguishable } from './aggregates.js';
import { faultDetail } from './event-time.js';
import { expressionSql } from './expression.js';
import { KEEP, LATE, ORIGIN, origin, ROW, TIME, TIME_TYPE, time } from './hidden.js';
import {
  aggregate,
  call,
  cast,
  identifier,
  integer,
  item,
  row,
  select,
  string,
  table,
  type Query,
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

  faults: ({ of, counted, eventTime, maxAhead }) => {
    const computed = eventTime.kind === 'computed' ? eventTime : null;
    const reason = computed ? call('COALESCE', origin('reason'), string('invalid')) : origin('reason');
    const detail = computed ? faultDetail(computed, maxAhead) : origin('detail');
    return select([item(identifier(ORIGIN)), item(reason, 'reason'), item(detail, 'detail')], table(of), {
      where: call('PIPECTL_FAULTY', string(counted), time, origin('reason')),
    });
  },

  filter,

  project: ({ of, to, carried }) => select([...named(to), ...hidden(carried)], table(of)),

  'judge-late': (relation) =>
    select(
      [
        ...keyColumns(relation),
        ...(relation.row
          ? [
              item(
                cast(
                  row(relation.row.map(({ name }) => identifier(name))),
                  sqlType({ kind: 'row', fields: relation.row }),
                ),
                ROW,
              ),
            ]
          : []),
        ...hidden(relation.carried),
        item(late(relation), LATE),
      ],
      table(relation.of),
    ),

  'on-time': ({ of, counted, columns }) =>
    select([...same(columns), item(time)], table(of), {
      where: call('PIPECTL_COUNTED', string(counted), identifier(LATE)),
    }),

  keyed: (relation) =>
    select([...keyColumns(relation), ...hidden(relation.carried)], table(relation.of), {
      where: call('PIPECTL_PASSED', string(relation.counted), string('in')),
    }),

  'window-aggregate': windowAggregate,

  'group-aggregate': groupAggregate,
};

/**
 * Behind an aggregate the predicate is a column first: Flink moves one that reads only keys below the aggregate,
 * deterministic or not, where it would count the aggregate's input; a column that is not deterministic stays.
 */
function filter({ of, counted, columns, carried, where }: FilterRelation): Query {
  const items = [...same(columns), ...hidden(carried)];
  const keep = call('PIPECTL_FILTER', string(counted), expressionSql(where));
  if (carried.origin) return select(items, table(of), { where: keep });
  const judged = select([...items, item(keep, KEEP)], table(of));
  return select(items, { kind: 'select', select: judged }, { where: identifier(KEEP) });
}

const same = (columns: readonly Field[]): SelectItem[] => columns.map(({ name }) => item(identifier(name)));
const named = (columns: readonly NamedExpression[]): SelectItem[] =>
  columns.map(({ name, value }) => item(expressionSql(value), name));
const hidden = (carried: Carried): SelectItem[] => [
  ...(carried.time ? [item(time)] : []),
  ...(carried.origin ? [item(identifier(ORIGIN))] : []),
];

const keyColumns = ({ keys, arguments: args }: JudgeLate | Keyed): SelectItem[] => [
  ...keys.map(({ name, value }) => item(keySql(value), name)),
  ...named(args),
];

/** Numbers that JavaScript takes for the same key are one, also inside a session's packed key. */
function keySql(value: Expression): Sql {
  if (value.kind === 'record') return cast(row(value.fields.map((field) => keySql(field.value))), sqlType(value.type));
  const sql = expressionSql(value);
  return value.type.kind === 'number' ? distinguishable(sql, 'number') : sql;
}

const late = ({ counted, window: { kind, size, step, offset } }: JudgeLate): Sql =>
  call(
    'PIPECTL_LATE',
    string(counted),
    time,
    call('CURRENT_WATERMARK', time),
    string(kind),
    integer(size),
    integer(step),
    integer(offset),
  );

function windowAggregate({ of, counted, keys, window, aggregates }: WindowAggregateRelation): Query {
  const { kind, size, step, offset } = window;
  const bound = (name: string): Sql => cast(identifier(name), TIME_TYPE);
  const durations = kind === 'tumble' || kind === 'session' ? [size] : [step, size];
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
      name: WINDOW_FUNCTIONS[kind],
      table: of,
      partitionBy: kind === 'session' ? keys.map(({ name }) => name) : [],
      time: TIME,
      durations: offset === 0 ? durations : [...durations, offset],
    },
    {
      groupBy: [...keys.map(({ name }) => name), 'window_start', 'window_end', 'window_time'].map((name) =>
        identifier(name),
      ),
      // The aggregate as an argument keeps the predicate on this side of it.
      having: call('PIPECTL_PASSED', string(counted), string('out'), anyResult(aggregates)),
    },
  );
}

/** One that is cheap to look at, where there is a choice. */
function anyResult(aggregates: readonly AggregateCall[]): Sql {
  const scalar = aggregates.find(({ result }) => !['array', 'map', 'row'].includes(result.type.kind));
  const any = scalar ?? aggregates[0];
  return any ? aggregateSql(any) : aggregate('COUNT', []);
}

const WINDOW_FUNCTIONS = { tumble: 'TUMBLE', hop: 'HOP', cumulate: 'CUMULATE', session: 'SESSION' } as const;

function groupAggregate({ of, keys, aggregates, retain }: GroupAggregateRelation): Query {
  return select([...same(keys), ...aggregates.map((call) => item(aggregateSql(call), call.name))], table(of), {
    groupBy: keys.map(({ name }) => identifier(name)),
    stateTtl: { table: of, milliseconds: retain },
  });
}
