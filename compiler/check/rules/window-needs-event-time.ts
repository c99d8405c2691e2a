import type { Rule } from '../rule.js';
import { tableBehind } from '../stages.js';

/**
 * A window closes on a watermark, so the rows under it have an event time. A source's is checked where it is read;
 * the rows of a table have none.
 */
export const windowNeedsEventTime: Rule = (pipeline, report) => {
  for (const stage of pipeline.stages) {
    if (stage.kind !== 'window') continue;
    const table = tableBehind(pipeline, stage.of);
    if (table !== null) report('windowNeedsEventTime', stage.window.span, { stage: stage.name, table });
  }
};
