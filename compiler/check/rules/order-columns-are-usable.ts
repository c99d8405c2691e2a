import { nearest } from '../../diagnostics/did-you-mean.js';
import { isNullable } from '../../ir/types.js';
import type { Rule } from '../rule.js';
import { orderColumn } from '../sink-key.js';
import { stageNamed } from '../stages.js';
import { typeInWords } from '../words.js';

const ORDERED = ['date', 'number', 'int', 'bigint'];
/** A value older than any other, for the hint. */
const LEAST: Readonly<Record<string, string>> = { date: 'new Date(0)', bigint: '0n' };

/** The column of `onlyIfNewer` exists, always has a value, and is of a type whose values come one after the other. */
export const orderColumnsAreUsable: Rule = (pipeline, report) => {
  for (const { of, sink, sinkSpan } of pipeline.outputs) {
    const column = orderColumn(sink);
    if (column === null) continue;
    const schema = stageNamed(pipeline, of)?.schema ?? [];
    const columns = schema.map(({ name }) => name);
    const found = schema.find(({ name }) => name === column);
    if (!found) {
      report('orderColumnMissing', sinkSpan, { column, columns, near: nearest(column, columns) });
    } else if (isNullable(found)) {
      report('orderColumnNullable', sinkSpan, { column, least: LEAST[found.type.kind] ?? '0' });
    } else if (!ORDERED.includes(found.type.kind)) {
      report('orderColumnType', sinkSpan, { column, type: typeInWords(found.type) });
    }
  }
};
