/** A stage that adds columns of another table's items to its rows. */
import type { GraphStage } from '../ir/graph.js';
import type { Enrich } from '../ir/pipeline.js';
import type { Absence, Field } from '../ir/types.js';
import type { Reading } from './reading.js';
import { readRow } from './read-row.js';
import { sourceSchema } from './source-schema.js';

export function readEnrich(
  reading: Reading,
  stage: GraphStage & { kind: 'enrich' },
  input: readonly Field[],
): Enrich | null {
  const { program, report, places, nameOf, fallback } = reading;
  const span = places.span(stage.site, fallback);
  const { table, key, site } = stage.lookup;
  const lookupSpan = places.span(site, span);
  const schema = sourceSchema(program, places.call(site), lookupSpan, report);
  const on = readRow(reading, stage.on, input, span, "enrich's on");
  if (!schema || !on) return null;
  const { columns, onMissing, cache } = stage;
  const found = columns.flatMap((name): Field[] => {
    const field = schema.find((each) => each.name === name);
    return field ? [onMissing === 'drop' ? field : { ...field, absence: orNull(field.absence) }] : [];
  });
  return {
    kind: 'enrich',
    name: nameOf(stage.id),
    of: nameOf(stage.of),
    schema: [...input, ...found],
    span,
    lookup: { connector: 'dynamodb', table, schema, key, span: lookupSpan },
    on,
    columns,
    onMissing,
    cache,
  };
}

const orNull = (absence: Absence): Absence => (absence === 'never' || absence === 'null' ? 'null' : 'either');
