/** A lookup: one table of its own for each stage, of which only the columns that are asked for are read. */
import type { Enrich } from '../ir/pipeline.js';
import type { Around, Lowered } from './lowered.js';

export function lowerEnrich(stage: Enrich, { relationOf, counted }: Around): Lowered {
  const { name, schema: columns, span, of, on, onMissing, cache } = stage;
  const { connector, table, schema, key, span: lookupSpan } = stage.lookup;
  const wanted = new Set([...key, ...stage.columns]);
  const read = [...key, ...[...wanted].filter((each) => !key.includes(each))].flatMap((each) =>
    schema.filter((field) => field.name === each),
  );
  return {
    relations: [
      {
        kind: 'enrich',
        name,
        stage: name,
        counted,
        columns,
        carried: relationOf(of).carried,
        span,
        of,
        lookup: { name: `lookup.${name}`, connector, table, columns: read, key, cache, span: lookupSpan },
        on,
        found: columns.slice(columns.length - stage.columns.length),
        onMissing,
      },
    ],
    letters: [],
  };
}
