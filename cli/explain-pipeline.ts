/** A compiled pipeline in words: its stages, what each keeps in state, whether rows are appended or replaced, the plan. */
import type { Compiled } from '../compiler/compile.js';
import type { Output, Pipeline, Sink, Stage, Window } from '../compiler/ir/pipeline.js';
import type { Column, Field, Type } from '../compiler/ir/types.js';
import { durationText } from '../compiler/ir/duration-text.js';
import { planLines } from './plan-lines.js';
import { table } from './table.js';

interface StageFacts {
  readonly stage: string;
  readonly from: string;
  readonly what: string;
  readonly rows: 'appended' | 'replaced';
  readonly state: string;
}

interface OutputFacts {
  readonly output: string;
  readonly from: string;
  readonly sink: string;
  readonly key: readonly string[];
  readonly rows: 'appended' | 'replaced';
}

export interface Explained {
  readonly data: {
    readonly pipeline: string;
    readonly stages: readonly object[];
    readonly outputs: readonly OutputFacts[];
    readonly plan: readonly string[] | null;
  };
  text(file: string): string;
}

export function explainPipeline({ pipeline, plan }: Compiled): Explained {
  const stages = pipeline.stages.map((stage) => stageFacts(stage, pipeline));
  const outputs = pipeline.outputs.map((output) => outputFacts(output, pipeline));
  const operators = plan === null ? null : planLines(plan);
  const columns = pipeline.stages.map(({ name, schema }) => ({ stage: name, columns: schema.map(columnText) }));
  return {
    data: {
      pipeline: pipeline.name,
      stages: stages.map((facts, i) => ({ ...facts, columns: columns[i]?.columns })),
      outputs,
      plan: operators,
    },
    text: (file) =>
      [
        `${pipeline.name}  (${file})`,
        table([
          ['stage', 'from', 'what', 'rows', 'state'],
          ...stages.map((s) => [s.stage, s.from, s.what, s.rows, s.state]),
        ]),
        table([
          ['output', 'from', 'to', 'key', 'rows'],
          ...outputs.map((o) => [o.output, o.from, o.sink, o.key.join(', ') || '-', o.rows]),
        ]),
        `columns\n${table(columns.map(({ stage, columns: names }) => [`  ${stage}`, names.join(', ')]))}`,
        ...(operators === null
          ? []
          : [`plan, from the outputs down to the sources\n${operators.map((line) => `  ${line}`).join('\n')}`]),
      ].join('\n\n'),
  };
}

function stageFacts(stage: Stage, pipeline: Pipeline): StageFacts {
  const facts = {
    stage: stage.name,
    rows: rowsOf(stage.name, pipeline),
    from: stage.kind === 'source' ? `${stage.connector} ${stage.stream}` : stage.of,
  };
  switch (stage.kind) {
    case 'source':
      return {
        ...facts,
        what: `event time up to ${durationText(stage.outOfOrder)} out of order`,
        state: 'position in the stream',
      };
    case 'filter':
      return { ...facts, what: 'filter', state: 'none' };
    case 'map':
      return { ...facts, what: 'map', state: 'none' };
    case 'enrich': {
      const { lookup, columns, onMissing } = stage;
      const what = `${columns.join(', ')} of ${lookup.connector} ${lookup.table}${by(lookup.key.map((name) => ({ name })))}`;
      return {
        ...facts,
        what: onMissing === 'drop' ? `${what}, if there` : what,
        state: 'rows that wait for an answer',
      };
    }
    case 'window':
      return {
        ...facts,
        what: `${windowText(stage.window)}${by(stage.keys)}`,
        state: 'aggregates, until their window closes',
      };
    case 'continuous':
      return { ...facts, what: `aggregate${by(stage.keys)}`, state: `aggregates per key, ${retained(stage.retain)}` };
  }
}

const by = (keys: readonly { name: string }[]): string =>
  keys.length === 0 ? '' : ` by ${keys.map(({ name }) => name).join(', ')}`;

const retained = (retain: number | 'forever' | null): string =>
  typeof retain === 'number' ? `until unused for ${durationText(retain)}` : 'for ever';

function windowText({ kind, size, step, offset }: Window): string {
  const shifted = offset === 0 ? '' : `, offset ${durationText(offset)}`;
  const texts: Record<Window['kind'], string> = {
    tumble: `tumble ${durationText(size)}`,
    hop: `hop ${durationText(size)} every ${durationText(step)}`,
    cumulate: `cumulate up to ${durationText(size)} by ${durationText(step)}`,
    session: `session with gaps of ${durationText(size)}`,
  };
  return texts[kind] + shifted;
}

/** Behind an aggregate without a window rows are replaced. */
function rowsOf(name: string, pipeline: Pipeline): 'appended' | 'replaced' {
  const stage = pipeline.stages.find((each) => each.name === name);
  if (stage === undefined || stage.kind === 'source' || stage.kind === 'window') return 'appended';
  return stage.kind === 'continuous' ? 'replaced' : rowsOf(stage.of, pipeline);
}

function outputFacts({ name, of, sink }: Output, pipeline: Pipeline): OutputFacts {
  return { output: name, from: of, sink: sinkText(sink), key: keyOf(sink), rows: rowsOf(of, pipeline) };
}

function sinkText(sink: Sink): string {
  switch (sink.kind) {
    case 'firehose':
      return `firehose ${sink.deliveryStream}`;
    case 'dynamodb':
      return `dynamodb ${sink.table}${newest(sink.onlyIfNewer)}`;
    case 'opensearch':
      return `opensearch ${sink.index}${newest(sink.onlyIfNewer)}`;
    case 'kinesisStream':
      return `kinesis ${sink.stream}`;
  }
}

const newest = (column: string | null): string => (column === null ? '' : `, only if newer by ${column}`);

function keyOf(sink: Sink): string[] {
  if (sink.kind === 'dynamodb') return [sink.partitionKey, ...(sink.sortKey === null ? [] : [sink.sortKey])];
  return sink.kind === 'opensearch' && sink.id !== null ? ['id'] : [];
}

const columnText = (field: Field): string => `${field.name} ${typeText(field)}`;

function typeText({ type, absence }: Column): string {
  return `${bareType(type)}${absence === 'never' ? '' : '?'}`;
}

function bareType(type: Type): string {
  switch (type.kind) {
    case 'array':
      return `${typeText(type.element)}[]`;
    case 'map':
      return `map of ${typeText(type.value)}`;
    case 'row':
      return `{ ${type.fields.map(columnText).join(', ')} }`;
    default:
      return type.kind;
  }
}
