import type { Rule } from '../rule.js';

/** A continuous aggregate says how long it keeps a key. */
export const stateIsBounded: Rule = ({ stages }, report) => {
  for (const stage of stages) {
    if (stage.kind === 'continuous' && stage.retain === null) {
      report('unboundedState', stage.span, { stage: stage.name });
    }
  }
};
