import type { Rule } from '../rule.js';

/** A stage's name is the address of its state, so there is one stage to a name. */
export const stageNamesAreUnique: Rule = ({ stages }, report) => {
  for (const [i, { name, span }] of stages.entries()) {
    const first = stages.slice(0, i).find((other) => other.name === name);
    if (first) report('duplicateStageName', span, { name }, [{ span: first.span, message: `'${name}' is also here` }]);
  }
};
