/** The one INSERT of dead letters: records that can't be decoded or are invalid, and rows that came too late. */
import type { Letter, Plan } from '../../ir/plan.js';
import type { BundleColumn } from '../../ir/bundle.js';
import { origin, ROW, time, TIME_TYPE } from './hidden.js';
import {
  call,
  cast,
  identifier,
  item,
  NULL,
  row,
  select,
  string,
  table,
  type Query,
  type SelectItem,
  type Sql,
} from './tree.js';

export const DEAD_LETTERS = 'dead-letters';

const SOURCE_TYPE = 'ROW<`name` STRING, `shard` STRING, `sequence` STRING>';

export const LETTER_COLUMNS: readonly BundleColumn[] = [
  { name: 'id', type: 'STRING' },
  { name: 'pipeline', type: 'STRING' },
  { name: 'stage', type: 'STRING' },
  { name: 'reason', type: 'STRING' },
  { name: 'detail', type: 'STRING' },
  { name: 'source', type: SOURCE_TYPE },
  { name: 'eventTime', type: TIME_TYPE },
  { name: 'arrivalTime', type: TIME_TYPE },
  { name: 'record', type: 'STRING' },
  { name: 'encoding', type: 'STRING' },
];

export function lettersQuery(plan: Plan): Query {
  const queries = plan.letters.map((letter) =>
    letter.kind === 'fault' ? fault(letter, plan.pipeline) : late(letter, plan.pipeline),
  );
  const [only] = queries;
  return only && queries.length === 1 ? only : { kind: 'union all', queries };
}

const fault = ({ of, stage }: Letter, pipeline: string): Query =>
  select(
    letter(
      { pipeline, stage, reason: identifier('reason'), detail: identifier('detail'), eventTime: cast(NULL, TIME_TYPE) },
      FROM_RECORD,
    ),
    table(of),
  );

const late = ({ of, stage, record }: Extract<Letter, { kind: 'late' }>, pipeline: string): Query =>
  select(
    letter(
      {
        pipeline,
        stage,
        reason: string('late'),
        detail: string('every window of this record had closed'),
        eventTime: time,
      },
      record === 'original' ? FROM_RECORD : FROM_ROW,
    ),
    table(of),
  );

interface Place {
  readonly source: Sql;
  readonly sourceName: Sql;
  readonly shard: Sql;
  readonly sequence: Sql;
  readonly arrivalTime: Sql;
  readonly record: Sql;
  readonly encoding: Sql;
  /** What tells letters without a source apart. */
  readonly fallback: Sql;
}

const none = cast(NULL, 'STRING');

const FROM_RECORD: Place = {
  source: cast(row([origin('source'), origin('shard'), origin('sequence')]), SOURCE_TYPE),
  sourceName: origin('source'),
  shard: origin('shard'),
  sequence: origin('sequence'),
  arrivalTime: origin('arrivalTime'),
  record: origin('record'),
  encoding: origin('encoding'),
  fallback: none,
};

const rowJson = call('PIPECTL_ROW_JSON', identifier(ROW));

const FROM_ROW: Place = {
  source: cast(NULL, SOURCE_TYPE),
  sourceName: none,
  shard: none,
  sequence: none,
  arrivalTime: cast(NULL, TIME_TYPE),
  record: rowJson,
  encoding: string('utf8'),
  fallback: rowJson,
};

interface Said {
  readonly pipeline: string;
  readonly stage: string;
  readonly reason: Sql;
  readonly detail: Sql;
  readonly eventTime: Sql;
}

function letter({ pipeline, stage, reason, detail, eventTime }: Said, place: Place): SelectItem[] {
  const { source, sourceName, shard, sequence, arrivalTime, record, encoding, fallback } = place;
  return [
    item(call('PIPECTL_LETTER_ID', sourceName, shard, sequence, string(stage), reason, fallback), 'id'),
    item(string(pipeline), 'pipeline'),
    item(string(stage), 'stage'),
    item(reason, 'reason'),
    item(detail, 'detail'),
    item(source, 'source'),
    item(eventTime, 'eventTime'),
    item(arrivalTime, 'arrivalTime'),
    item(record, 'record'),
    item(encoding, 'encoding'),
  ];
}
