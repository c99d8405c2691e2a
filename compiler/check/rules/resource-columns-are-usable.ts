import { isNullable, type Field } from '../../ir/types.js';
import type { Rule } from '../rule.js';
import { stageNamed } from '../stages.js';
import { typeInWords } from '../words.js';

const NUMBERS = ['number', 'int', 'bigint'];
const MISSING = 'is not a column of what is written';

/** The columns that a table and a delivery stream are made by exist, and hold what they are read for. */
export const resourceColumnsAreUsable: Rule = (pipeline, report) => {
  for (const { of, sink, sinkSpan } of pipeline.outputs) {
    const found = (column: string): Field | undefined =>
      stageNamed(pipeline, of)?.schema.find(({ name }) => name === column);
    if (sink.kind === 'dynamodb' && sink.timeToLive !== null) {
      const problem = expiryProblem(found(sink.timeToLive));
      if (problem !== null) report('expiryColumn', sinkSpan, { column: sink.timeToLive, problem });
    }
    if (sink.kind === 'firehose' && sink.partitionBy !== null) {
      const problem = partitionProblem(found(sink.partitionBy));
      if (problem !== null) report('partitionColumn', sinkSpan, { column: sink.partitionBy, problem });
    }
  }
};

/** An item without a value there stays. */
function expiryProblem(column: Field | undefined): string | null {
  if (!column) return MISSING;
  return NUMBERS.includes(column.type.kind) ? null : `is ${typeInWords(column.type)}`;
}

function partitionProblem(column: Field | undefined): string | null {
  if (!column) return MISSING;
  if (column.type.kind !== 'date') return `is ${typeInWords(column.type)}`;
  return isNullable(column) ? 'can be null' : null;
}
