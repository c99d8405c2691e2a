import { nearest } from '../../diagnostics/did-you-mean.js';
import type { Report } from '../../diagnostics/diagnostic.js';
import type { Enrich } from '../../ir/pipeline.js';
import { isNullable } from '../../ir/types.js';
import type { Rule } from '../rule.js';
import { stageNamed, tableBehind } from '../stages.js';
import { typeInWords } from '../words.js';

/** A lookup is given exactly the table's key, adds columns that the table has and the row has not, and reads a stream. */
export const lookupsFit: Rule = (pipeline, report) => {
  for (const stage of pipeline.stages) {
    if (stage.kind !== 'enrich') continue;
    const table = tableBehind(pipeline, stage.of);
    if (table !== null) report('enrichOverTable', stage.span, { stage: stage.name, table });
    keysFit(stage, report);
    columnsFit(stage, stageNamed(pipeline, stage.of)?.schema.map(({ name }) => name) ?? [], report);
  }
};

function keysFit({ lookup, on, span }: Enrich, report: Report): void {
  const { table, key, schema } = lookup;
  const given = on.map(({ name }) => name);
  if (given.length !== key.length || !key.every((name) => given.includes(name))) {
    return report('enrichKey', span, { table, key, given });
  }
  for (const { name, value } of on) {
    const wanted = schema.find((field) => field.name === name);
    if (!wanted) report('enrichColumnMissing', lookup.span, { name, table, near: nearest(name, namesOf(schema)) });
    else if (isNullable(value) || !fits(value.type.kind, wanted.type.kind)) {
      const missing = isNullable(value) ? ' that may be missing' : '';
      const found = `${typeInWords(value.type)}${missing}`;
      report('enrichKeyType', value.span, { name, table, wanted: typeInWords(wanted.type), found });
    }
  }
}

/** A whole number is a number. */
const fits = (given: string, wanted: string): boolean => given === wanted || (given === 'int' && wanted === 'number');

function columnsFit({ lookup, columns, span, of }: Enrich, taken: readonly string[], report: Report): void {
  const { table, schema } = lookup;
  for (const name of columns) {
    if (!namesOf(schema).includes(name)) {
      report('enrichColumnMissing', span, { name, table, near: nearest(name, namesOf(schema)) });
    } else if (taken.includes(name)) report('enrichColumnTaken', span, { name, table, of });
  }
}

const namesOf = (schema: readonly { readonly name: string }[]): string[] => schema.map(({ name }) => name);
