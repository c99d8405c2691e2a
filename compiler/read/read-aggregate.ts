/** `keyBy`, `window` and `aggregate` as the one stage they make. */
import type { GraphAggregate, GraphStage, GraphWindow } from '../ir/graph.js';
import type { Aggregate, ContinuousAggregate, Window, WindowAggregate } from '../ir/pipeline.js';
import type { Field } from '../ir/types.js';
import { aggregateResult } from './aggregate-result.js';
import { columns, readRow } from './read-row.js';
import { expressionOf, expressionOfKind, type Reading } from './reading.js';

const BOUNDS: readonly Field[] = [
  { name: 'windowStart', type: { kind: 'date' }, absence: 'never' },
  { name: 'windowEnd', type: { kind: 'date' }, absence: 'never' },
];

export function readAggregate(
  reading: Reading,
  stage: GraphStage & { kind: 'aggregate' },
  input: readonly Field[],
): WindowAggregate | ContinuousAggregate | null {
  const { places, nameOf, fallback } = reading;
  const span = places.span(stage.site, fallback);
  const keySpan = stage.key ? places.span(stage.keySite, span) : null;
  const keys = stage.key && keySpan ? readRow(reading, stage.key, input, keySpan, 'the key') : [];
  const aggregates = stage.aggregates.map((each) => readOne(reading, each, input, places.span(each.site, span)));
  if (!keys || !aggregates.every((each) => each !== null)) return null;
  const results = aggregates.map(({ result }) => result);
  const common = { name: nameOf(stage.id), of: nameOf(stage.of), span, keys, keySpan, aggregates };
  if (!stage.window)
    return { kind: 'continuous', ...common, schema: [...columns(keys), ...results], retain: stage.retain };
  const window = readWindow(reading, stage.window);
  return { kind: 'window', ...common, schema: [...columns(keys), ...BOUNDS, ...results], window };
}

const readWindow = ({ places, fallback }: Reading, { kind, size, step, offset, site }: GraphWindow): Window => ({
  kind,
  size,
  step: step ?? 0,
  offset: offset ?? 0,
  span: places.span(site, fallback),
});

function readOne(
  reading: Reading,
  { name, kind, of }: GraphAggregate,
  input: readonly Field[],
  span: Aggregate['span'],
) {
  const expression =
    kind === 'count' && of
      ? expressionOfKind(reading, of, input, span, { kind: 'boolean', what: `what '${name}' counts` })
      : of && expressionOf(reading, of, input, span);
  if (of && !expression) return null;
  const aggregate: Aggregate = {
    name,
    kind,
    of: expression,
    result: { name, ...aggregateResult(kind, expression) },
    span,
  };
  return aggregate;
}
