/** What a source's decoder demands of a record, as the JSON of the connector's option `contract`: one field per line. */
import { isNullable, type Column, type Field, type Type } from '../../ir/types.js';

type Contract = Record<string, unknown>;

export const contractOf = (fields: readonly Field[]): string =>
  `[\n${fields.map((field) => `  ${optionJson(ofField(field))}`).join(',\n')}\n]`;

/** JSON in an option: a name or value of the author's that looks like a placeholder must not be one. */
export const optionJson = (value: unknown): string => JSON.stringify(value).replaceAll('${', '\\u0024{');

const ofField = (field: Field): Contract => ({ name: field.name, ...ofColumn(field) });

const ofColumn = (column: Column): Contract => ({
  ...ofType(column.type),
  ...(isNullable(column) ? { nullable: true } : {}),
});

function ofType(type: Type): Contract {
  switch (type.kind) {
    case 'array':
      return { type: 'array', of: ofColumn(type.element) };
    case 'map':
      return { type: 'map', of: ofColumn(type.value) };
    case 'row':
      return { type: 'row', fields: type.fields.map(ofField) };
    default:
      return {
        type: type.kind === 'date' ? 'timestamp' : type.kind,
        ...(type.values ? { oneOf: type.values } : {}),
      };
  }
}
