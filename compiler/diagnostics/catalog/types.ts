/** Codes PC12…: what a TypeScript type becomes as a column. */
import { define } from '../define.js';

/** Where a type stands, as a path from the source's row: `Playback.device`, `Playback.tags[]`. */
export interface Refused {
  readonly path: string;
  readonly type: string;
}

export const types = {
  rowTypeMissing: define<Record<never, never>>('PC1201', 'error', () => ({
    message: 'this source does not say the type of its rows',
    cause:
      'The columns come from the type argument, as written where the source is made; values have no types at run time.',
    hint: 'write  kinesis<Event>({ … })  with an interface that has a property for each field',
  })),
  rowTypeIsParameter: define<{ name: string }>('PC1202', 'error', ({ name }) => ({
    message: `the row type of this source is the type parameter '${name}'`,
    cause: `What '${name}' stands for is decided at each call of the function around it, and is gone when the module runs.`,
    hint: `call  kinesis<Event>({ … })  with the row type itself, and pass the stream to the function`,
  })),
  fieldHasNoColumnType: define<Refused & { why: string; instead: string }>(
    'PC1203',
    'error',
    ({ path, type, why, instead }) => ({
      message: `'${path}' is of type '${type}', which no column can have`,
      cause: why,
      hint: instead,
    }),
  ),
  tupleField: define<Refused & { element: string }>('PC1204', 'error', ({ path, type, element }) => ({
    message: `'${path}' is the tuple '${type}'`,
    cause: 'An ARRAY of Flink has elements of one type and any number of them.',
    hint: `write  ${element}[]  or an object with a name for each position`,
  })),
  numericEnumField: define<Refused>('PC1205', 'error', ({ path, type }) => ({
    message: `'${path}' is the numeric enum '${type}'`,
    cause:
      'Its numbers follow from the order of its members, so that an inserted member would change what old records mean.',
    hint: `give every member of '${type}' a string, or write the numbers as a union, such as  0 | 1 | 2`,
  })),
  templateLiteralField: define<Refused>('PC1206', 'error', ({ path, type }) => ({
    message: `'${path}' is of the template-literal type ${type}`,
    cause: 'A column is a STRING or a closed set of strings; the pattern would be checked nowhere.',
    hint: "write  string,  and check the pattern in the source's  rules",
  })),
  unionOfObjectsField: define<Refused>('PC1207', 'error', ({ path, type }) => ({
    message: `'${path}' is the union '${type}'`,
    cause: 'A column has one set of fields; which member a record is would be known only row by row.',
    hint: 'write one interface with the fields of all members, those that some lack as  field?: T',
  })),
  mixedUnionField: define<Refused & { kinds: readonly string[] }>('PC1208', 'error', ({ path, type, kinds }) => ({
    message: `'${path}' is '${type}', which mixes ${kinds.join(' and ')}`,
    cause: 'A column has one type.',
    hint: kinds.includes('Date')
      ? "write  Date;  how dates are written on the wire is the source's  timestamps  option"
      : 'write one of them, or a field for each',
  })),
  functionField: define<Refused>('PC1209', 'error', ({ path, type }) => ({
    message: `'${path}' is a function (${type})`,
    cause: 'A row holds data that comes from JSON, which has no functions.',
    hint: 'leave the property out of the row type, and write the function beside it',
  })),
  classField: define<Refused & { instead: string }>('PC1210', 'error', ({ path, type, instead }) => ({
    message: `'${path}' is an instance of '${type}'`,
    cause: 'A row holds data that comes from JSON; nothing would call the constructor.',
    hint: instead,
  })),
  recursiveField: define<Refused>('PC1211', 'error', ({ path, type }) => ({
    message: `'${path}' contains its own type '${type}'`,
    cause: 'A column has a fixed number of nested fields.',
    hint: 'write the levels out as types of their own, or keep the JSON text in a  string',
  })),
  hiddenFieldName: define<{ path: string; name: string }>('PC1212', 'error', ({ path, name }) => ({
    message: `the field '${path}' begins with '$'`,
    cause: "Names that begin with '$' are hidden columns of pipectl, such as the event time.",
    hint: `rename it, such as  ${name.replace(/^\$+/, '') || 'value'}`,
  })),
  rowTypeIsNotObject: define<{ type: string }>('PC1213', 'error', ({ type }) => ({
    message: `rows of type '${type}' have no fields`,
    cause: 'Every record is one row, and the properties of its type are the columns.',
    hint: 'write  kinesis<Event>({ … })  with an interface that has a property for each field',
  })),
  lambdaGivesOther: define<{ what: string; expected: string; found: string }>(
    'PC1220',
    'error',
    ({ what, expected, found }) => ({
      message: `${what} gives ${found} instead of ${expected}`,
      cause: 'TypeScript would have refused it; a cast or any has hidden it.',
      hint: `return ${expected}, and remove the cast`,
    }),
  ),
} as const;
