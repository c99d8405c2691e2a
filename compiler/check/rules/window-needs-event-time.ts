import { isNullable } from '../../ir/types.js';
import type { Pipeline, Source, Stage } from '../../ir/pipeline.js';
import type { Rule } from '../rule.js';
import { stageNamed, tableBehind } from '../stages.js';
import { typeInWords } from '../words.js';

/** A window closes on a watermark, so every row under it must have an event time. */
export const windowNeedsEventTime: Rule = (pipeline, report) => {
  for (const stage of pipeline.stages) {
    if (stage.kind !== 'window') continue;
    const { name, of, window } = stage;
    const table = tableBehind(pipeline, of);
    if (table !== null) {
      const because = `Rows of '${table}' are replaced as events arrive, and have none.`;
      const hint = `window the stream that '${table}' was made from`;
      report('windowNeedsEventTime', window.span, { stage: name, because, hint });
      continue;
    }
    const source = sourceOf(pipeline, of);
    const because = source && problemOf(source);
    if (!source || !because) continue;
    const hint = `let  time  of '${source.name}' return a Date that is never absent, for example with  ?? `;
    const related = [{ span: source.time.span, message: `the event time of '${source.name}'` }];
    report('windowNeedsEventTime', window.span, { stage: name, because, hint }, related);
  }
};

function sourceOf(pipeline: Pipeline, name: string): Source | null {
  const stage: Stage | undefined = stageNamed(pipeline, name);
  if (!stage || stage.kind === 'window' || stage.kind === 'continuous') return null;
  return stage.kind === 'source' ? stage : sourceOf(pipeline, stage.of);
}

function problemOf({ name, time }: Source): string | null {
  if (time.type.kind !== 'date') return `The time of '${name}' is ${typeInWords(time.type)}.`;
  return isNullable(time) ? `The time of '${name}' can be absent.` : null;
}
