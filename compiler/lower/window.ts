/**
 * A windowed aggregate: its keys and arguments become columns, each row is judged late or not by the watermark,
 * late rows become letters, and the others are counted into the window.
 */
import type { Aggregate, WindowAggregate } from '../ir/pipeline.js';
import type { NamedExpression } from '../ir/expression.js';
import type { AggregateCall } from '../ir/plan.js';
import type { Field } from '../ir/types.js';
import { byName, type Around, type Lowered } from './lowered.js';

export function lowerWindow(stage: WindowAggregate, { relationOf, counted }: Around): Lowered {
  const { name, schema: columns, span } = stage;
  const { kind, size, step, offset } = stage.window;
  const window = { kind, size, step, offset };
  const input = relationOf(stage.of);
  const keys = byName(stage.keys);
  const args = argumentsOf(stage.aggregates);
  const judged = { name: `${name}.judged`, columns: [...keys, ...args].map(asField), carried: input.carried };
  const onTime = `${name}.on_time`;
  return {
    relations: [
      {
        ...judged,
        kind: 'judge-late',
        stage: name,
        counted,
        span,
        of: input.name,
        keys,
        arguments: args,
        window,
        row: input.carried.origin ? null : input.columns,
      },
      { ...judged, kind: 'on-time', name: onTime, stage: name, counted, span, of: judged.name },
      {
        kind: 'window-aggregate',
        name,
        stage: name,
        counted,
        span,
        columns,
        carried: { time: true, origin: false },
        of: onTime,
        keys: keys.map(asField),
        window,
        aggregates: callsOf(stage.aggregates),
      },
    ],
    letters: [{ kind: 'late', of: judged.name, stage: name, record: input.carried.origin ? 'original' : 'row' }],
  };
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
