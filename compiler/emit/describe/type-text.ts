/** A column's type as TypeScript writes it. */
import type { Column, Field, ScalarKind, Type } from '../../ir/types.js';
import { nameText, stringText } from './literal-text.js';

const SCALARS: Record<ScalarKind, string> = {
  string: 'string',
  number: 'number',
  int: 'Int',
  bigint: 'bigint',
  boolean: 'boolean',
  date: 'Date',
  bytes: 'Uint8Array',
};

const ABSENT: Record<Column['absence'], readonly string[]> = {
  never: [],
  null: ['null'],
  undefined: ['undefined'],
  either: ['null', 'undefined'],
};

/** `string | null`. */
export const typeText = ({ type, absence }: Column): string => [...members(type), ...ABSENT[absence]].join(' | ');

/** The members of a union; most types are one. */
function members(type: Type): readonly string[] {
  switch (type.kind) {
    case 'array': {
      const element = typeText(type.element);
      return [element.includes(' | ') && !element.startsWith('{') ? `(${element})[]` : `${element}[]`];
    }
    case 'map':
      return [`Record<string, ${typeText(type.value)}>`];
    case 'row':
      return [`{ ${type.fields.map(fieldText).join('; ')} }`];
    default:
      return (
        type.values?.map((value) => (typeof value === 'string' ? stringText(value) : String(value))) ?? [
          SCALARS[type.kind],
        ]
      );
  }
}

/** `device?: string`. */
const fieldText = ({ name, type, absence }: Field): string =>
  absence === 'undefined'
    ? `${nameText(name)}?: ${typeText({ type, absence: 'never' })}`
    : `${nameText(name)}: ${typeText({ type, absence })}`;
