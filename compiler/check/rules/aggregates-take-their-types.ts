import type { AggregateKind } from '../../ir/graph.js';
import type { Type } from '../../ir/types.js';
import type { Rule } from '../rule.js';
import { typeInWords } from '../words.js';

interface Takes {
  readonly kinds: readonly Type['kind'][];
  readonly words: string;
}

const NUMBERS: Takes = { kinds: ['number', 'int', 'bigint'], words: 'a number or a bigint' };
const ORDERED: Takes = {
  kinds: ['number', 'int', 'bigint', 'string', 'date'],
  words: 'a number, a bigint, a string or a Date',
};
const SCALARS: Takes = {
  kinds: [...ORDERED.kinds, 'boolean', 'bytes'],
  words: 'a value that is not an array or an object',
};

/** What each aggregate can be given; whatever is not here takes anything. */
const TAKES: Partial<Record<AggregateKind, Takes>> = {
  count: { kinds: ['boolean'], words: 'a boolean' },
  countDistinct: SCALARS,
  sum: NUMBERS,
  avg: NUMBERS,
  min: ORDERED,
  max: ORDERED,
};

/** Flink's aggregates are not defined for every type, and it says so only when it generates code. */
export const aggregatesTakeTheirTypes: Rule = ({ stages }, report) => {
  for (const stage of stages) {
    if (stage.kind !== 'window' && stage.kind !== 'continuous') continue;
    for (const { name, kind, of, span } of stage.aggregates) {
      const takes = TAKES[kind];
      if (!of || !takes || takes.kinds.includes(of.type.kind)) continue;
      report('aggregateType', span, { name, kind, type: typeInWords(of.type), takes: takes.words });
    }
  }
};
