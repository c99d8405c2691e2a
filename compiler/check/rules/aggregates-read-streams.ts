import type { Rule } from '../rule.js';
import { tableBehind } from '../stages.js';

/** A continuous aggregate reads rows that are only added. A window over a table is refused for its event time. */
export const aggregatesReadStreams: Rule = (pipeline, report) => {
  for (const stage of pipeline.stages) {
    if (stage.kind !== 'continuous') continue;
    const table = tableBehind(pipeline, stage.of);
    if (table !== null) report('aggregateOverTable', stage.span, { stage: stage.name, table });
  }
};
