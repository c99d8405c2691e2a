/**
 * A source becomes three relations: every record as it was decoded, the valid ones (under the stage's own name),
 * and the broken ones for the dead letters.
 */
import type { Expression } from '../ir/expression.js';
import type { Source } from '../ir/pipeline.js';
import type { EventTime } from '../ir/plan.js';
import type { Lowered } from './lowered.js';

export function lowerSource(source: Source, rejectRate: number | null): Lowered {
  const { name, schema: columns, span, connector, stream, outOfOrder, idleAfter, maxAhead, timestamps, start } = source;
  const eventTime = eventTimeOf(source);
  const scan = `source.${name}`;
  const faults = `${name}.faults`;
  const common = { stage: name, columns, counted: name, carried: { time: true, origin: true }, span };
  return {
    relations: [
      {
        ...common,
        kind: 'scan',
        name: scan,
        connector,
        stream,
        eventTime,
        outOfOrder,
        idleAfter,
        maxAhead,
        timestamps,
        start,
      },
      { ...common, kind: 'accept', name, of: scan },
      { ...common, kind: 'faults', name: faults, of: scan, eventTime, maxAhead, rejectRate },
    ],
    letters: [{ kind: 'fault', of: faults, stage: name }],
  };
}

/** The decoder finds a plain field itself; anything computed, and every rule, needs the decoded row. */
function eventTimeOf({ time, rules }: Source): EventTime {
  const path = pathOf(time);
  return path !== null && rules.length === 0 ? { kind: 'path', path } : { kind: 'computed', time, rules };
}

function pathOf(expression: Expression): readonly string[] | null {
  if (expression.kind === 'column') return [expression.name];
  if (expression.kind !== 'field') return null;
  const path = pathOf(expression.of);
  return path && [...path, expression.name];
}
