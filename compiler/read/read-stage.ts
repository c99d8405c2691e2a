/** One stage of the graph over the columns of its input. Null after a report. */
import type { GraphSource, GraphStage } from '../ir/graph.js';
import type { Filter, Map, Rule, Source, Stage } from '../ir/pipeline.js';
import type { Field } from '../ir/types.js';
import { readAggregate } from './read-aggregate.js';
import { readEnrich } from './read-enrich.js';
import { expressionOfKind, type Reading } from './reading.js';
import { columns, readRow } from './read-row.js';
import { sourceSchema } from './source-schema.js';

/** How far after its arrival an event may claim to have happened. */
const MAX_AHEAD = 3_600_000;

export function readStage(reading: Reading, stage: GraphStage, input: readonly Field[]): Stage | null {
  switch (stage.kind) {
    case 'source':
      return readSource(reading, stage);
    case 'filter':
      return readFilter(reading, stage, input);
    case 'map':
      return readMap(reading, stage, input);
    case 'enrich':
      return readEnrich(reading, stage, input);
    case 'aggregate':
      return readAggregate(reading, stage, input);
  }
}

function readSource(reading: Reading, stage: GraphSource): Source | null {
  const { program, report, places, nameOf, fallback } = reading;
  const span = places.span(stage.site, fallback);
  const schema = sourceSchema(program, places.call(stage.site), span, report);
  if (!schema) return null;
  const time = expressionOfKind(reading, stage.time, schema, span, { kind: 'date', what: "the source's time" });
  const rules = stage.rules.map(({ name, where }): Rule | null => {
    const read = expressionOfKind(reading, where, schema, span, { kind: 'boolean', what: `the rule '${name}'` });
    return read && { name, where: read };
  });
  if (!time || !rules.every((rule) => rule !== null)) return null;
  const { kind, connector, stream, outOfOrder, idleAfter, timestamps, start } = stage;
  const maxAhead = stage.maxAhead ?? MAX_AHEAD;
  const settings = { stream, outOfOrder, idleAfter, maxAhead, timestamps, start };
  return { kind, connector, name: nameOf(stage.id), schema, span, time, rules, ...settings };
}

function readFilter(reading: Reading, stage: GraphStage & { kind: 'filter' }, input: readonly Field[]): Filter | null {
  const span = reading.places.span(stage.site, reading.fallback);
  const where = expressionOfKind(reading, stage.where, input, span, { kind: 'boolean', what: 'the filter' });
  return (
    where && {
      kind: 'filter',
      name: reading.nameOf(stage.id),
      of: reading.nameOf(stage.of),
      schema: input,
      span,
      where,
    }
  );
}

function readMap(reading: Reading, stage: GraphStage & { kind: 'map' }, input: readonly Field[]): Map | null {
  const span = reading.places.span(stage.site, reading.fallback);
  const to = readRow(reading, stage.to, input, span, 'the map');
  return (
    to && { kind: 'map', name: reading.nameOf(stage.id), of: reading.nameOf(stage.of), schema: columns(to), span, to }
  );
}
