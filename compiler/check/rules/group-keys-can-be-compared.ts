import type { Rule } from '../rule.js';
import { typeInWords } from '../words.js';

const NESTED = ['array', 'map', 'row'];

/** The columns of a group's key are scalars. */
export const groupKeysCanBeCompared: Rule = ({ stages }, report) => {
  for (const stage of stages) {
    if (stage.kind !== 'window' && stage.kind !== 'continuous') continue;
    for (const { name, value } of stage.keys) {
      if (NESTED.includes(value.type.kind)) {
        report('groupKeyType', value.span, { key: name, type: typeInWords(value.type) });
      }
    }
  }
};
