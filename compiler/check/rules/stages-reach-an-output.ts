import type { Rule } from '../rule.js';

/** A stage that reaches no output is probably an output that was forgotten. */
export const stagesReachAnOutput: Rule = ({ stages, unused }, report) => {
  // Of a chain that leads nowhere only the end is worth a message.
  const feeding = new Set(stages.flatMap((stage) => (stage.kind === 'source' ? [] : [stage.of])));
  for (const { name, span } of stages) {
    if (unused.includes(name) && !feeding.has(name)) report('unusedStage', span, { name });
  }
};
