/**
 * A windowed aggregate: its keys and arguments become columns, each row is judged by the watermark: late rows
 * become letters, and the others are counted into the window.
 */
import type { Aggregate, WindowAggregate } from '../ir/pipeline.js';
import type { Expression, NamedExpression } from '../ir/expression.js';
import type { AggregateCall, Project } from '../ir/plan.js';
import type { Span } from '../ir/span.js';
import type { Field } from '../ir/types.js';
import { byName, type Around, type Lowered } from './lowered.js';
import { piecesOf } from './pieces.js';

export function lowerWindow(stage: WindowAggregate, { relationOf, counted }: Around): Lowered {
  const { name, schema: columns, span } = stage;
  const { kind, size, step, offset } = stage.window;
  const window = { kind, size, step, offset, pieces: piecesOf(stage.window) };
  const input = relationOf(stage.of);
  const packed = kind === 'session' && stage.keys.length > 1;
  const keys = packed ? [pack(stage.keys, span)] : byName(stage.keys);
  const args = argumentsOf(stage.aggregates);
  const onTime = `${name}.on_time`;
  const late = `${name}.late`;
  const common = { stage: name, counted, span };
  const behind = { time: true, origin: false };
  return {
    relations: [
      {
        ...common,
        kind: 'on-time',
        name: onTime,
        columns: [...keys, ...args].map(asField),
        carried: behind,
        of: input.name,
        keys,
        arguments: args,
        window,
        input: input.carried,
      },
      {
        ...common,
        kind: 'late',
        name: late,
        columns: [],
        carried: input.carried,
        of: input.name,
        window,
        row: input.carried.origin ? null : input.columns,
      },
      {
        ...common,
        kind: 'window-aggregate',
        name: packed ? `${name}.sessions` : name,
        columns,
        carried: behind,
        of: onTime,
        keys: keys.map(asField),
        window,
        aggregates: callsOf(stage.aggregates),
      },
      ...(packed ? [unpack(stage, { ...common, carried: behind })] : []),
    ],
    letters: [{ kind: 'late', of: late, stage: name, record: input.carried.origin ? 'original' : 'row' }],
  };
}

const KEY = '$key';

/**
 * Flink 2.2.0: a view loses the parentheses of SESSION's `PARTITION BY (a, b)`, and what reads the view then fails to
 * parse. So a session's keys are one column, a row of them. Remove when views keep them.
 */
function pack(keys: readonly NamedExpression[], span: Span): NamedExpression {
  const fields = byName(keys);
  const value: Expression = {
    kind: 'record',
    fields,
    type: { kind: 'row', fields: fields.map(asField) },
    absence: 'never',
    span,
  };
  return { name: KEY, value };
}

function unpack(stage: WindowAggregate, common: Pick<Project, 'stage' | 'counted' | 'span' | 'carried'>): Project {
  const { type, absence, span } = pack(stage.keys, stage.span).value;
  const key: Expression = { kind: 'column', name: KEY, type, absence, span };
  const to = stage.schema.map(({ name, type, absence }): NamedExpression => {
    const packed = stage.keys.some((other) => other.name === name);
    const value: Expression = packed
      ? { kind: 'field', of: key, name, type, absence, span: stage.span }
      : { kind: 'column', name, type, absence, span: stage.span };
    return { name, value };
  });
  return { ...common, kind: 'project', name: stage.name, of: `${stage.name}.sessions`, columns: stage.schema, to };
}

/** One column per aggregate with an argument, under the aggregate's own name. */
export const argumentsOf = (aggregates: readonly Aggregate[]): NamedExpression[] =>
  byName(aggregates).flatMap(({ name, of }) => (of ? [{ name, value: of }] : []));

export const callsOf = (aggregates: readonly Aggregate[]): AggregateCall[] =>
  byName(aggregates).map(({ name, kind, of, result }) => ({
    name,
    kind,
    argument: of && { type: of.type, absence: of.absence },
    result: { type: result.type, absence: result.absence },
  }));

export const asField = ({ name, value }: NamedExpression): Field => ({
  name,
  type: value.type,
  absence: value.absence,
});
