import { nearest } from '../../diagnostics/did-you-mean.js';
import type { Report } from '../../diagnostics/diagnostic.js';
import type { Expression } from '../../ir/expression.js';
import type { Output } from '../../ir/pipeline.js';
import { isNullable, type Field } from '../../ir/types.js';
import type { Rule } from '../rule.js';
import { stageNamed } from '../stages.js';
import { typeInWords } from '../words.js';

const KEY_TYPES = ['string', 'number', 'int', 'bigint', 'date', 'bytes'];

/** A sink's key columns exist, always have a value, and are of a type that the store takes as a key. */
export const sinkKeysAreUsable: Rule = (pipeline, report) => {
  for (const output of pipeline.outputs) {
    const schema = stageNamed(pipeline, output.of)?.schema ?? [];
    const { sink } = output;
    switch (sink.kind) {
      case 'firehose':
        break;
      case 'dynamodb':
        keyColumn('partitionKey', sink.partitionKey, schema, output, report);
        if (sink.sortKey !== null) keyColumn('sortKey', sink.sortKey, schema, output, report);
        break;
      case 'opensearch':
        if (sink.id) keyText('the id', sink.id, report);
        break;
      case 'kinesisStream':
        keyText('the partitionKey', sink.partitionKey, report);
        break;
    }
  }
};

function keyColumn(option: string, column: string, schema: readonly Field[], output: Output, report: Report): void {
  const found = schema.find(({ name }) => name === column);
  const columns = schema.map(({ name }) => name);
  if (!found) {
    report('sinkKeyMissing', output.sinkSpan, { column, option, columns, near: nearest(column, columns) });
  } else if (isNullable(found)) {
    report('sinkKeyNullable', output.sinkSpan, { what: `${option} '${column}'`, value: `r.${column}` });
  } else if (!KEY_TYPES.includes(found.type.kind)) {
    report('sinkKeyType', output.sinkSpan, { option, column, type: typeInWords(found.type) });
  }
}

function keyText(what: string, value: Expression, report: Report): void {
  if (isNullable(value)) report('sinkKeyNullable', value.span, { what, value: '…' });
  else if (value.type.kind !== 'string') {
    report('sinkKeyType', value.span, { option: what, column: '', type: typeInWords(value.type) });
  }
}
