import type { Rule } from '../rule.js';
import { rowKey, unchangingColumns } from '../row-key.js';
import { orderColumn, sinkKey } from '../sink-key.js';
import { stageNamed, tableBehind } from '../stages.js';

/**
 * Every column of a row's key flows into the sink's key, else rows would overwrite each other; or into the column that says
 * which of them is newer, for then that is what the author has asked for.
 */
export const rowsKeepApart: Rule = (pipeline, report) => {
  for (const { name, of, sink, sinkSpan } of pipeline.outputs) {
    const key = sinkKey(sink);
    const columns = new Set(stageNamed(pipeline, of)?.schema.map((column) => column.name));
    if (!key) continue;
    const order = orderColumn(sink);
    const telling = order === null ? key : new Set([...key, order]);
    // A column that is not there has its own message.
    if ([...telling].some((column) => !columns.has(column))) continue;
    const parts = rowKey(pipeline, of) ?? [];
    const missing = parts.filter(({ carriers }) => ![...carriers].some((column) => telling.has(column)));
    const overwrite = sink.kind === 'dynamodb' && sink.overwrite;
    if (missing.length > 0 && !overwrite) {
      report('rowsOverwriteEachOther', sinkSpan, {
        output: name,
        missing: missing.map((part) => part.name),
        key: parts.map((part) => part.name),
        stage: of,
        optOut: sink.kind === 'dynamodb',
      });
    }
    if (tableBehind(pipeline, of) === null) continue;
    const unchanging = unchangingColumns(pipeline, of);
    const changing = [...key].filter((column) => !unchanging.has(column));
    if (changing.length > 0) report('tableKeyChanges', sinkSpan, { output: name, stage: of, columns: changing });
  }
};
