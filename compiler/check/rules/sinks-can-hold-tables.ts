import type { Rule } from '../rule.js';
import { SINK_NAMES, sinkKey } from '../sink-key.js';
import { tableBehind } from '../stages.js';

/** Rows that are replaced need a sink with a key; TypeScript says so too, where it is not bypassed. */
export const sinksCanHoldTables: Rule = (pipeline, report) => {
  for (const { name, of, sink, span } of pipeline.outputs) {
    const table = tableBehind(pipeline, of);
    if (table !== null && sinkKey(sink) === null) {
      report('appendOnlySink', span, { output: name, table, sink: SINK_NAMES[sink.kind] });
    }
  }
};
