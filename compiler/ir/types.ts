/** The types of columns: what a TypeScript type becomes, before any SQL is thought of. */

export type ScalarKind = 'string' | 'number' | 'int' | 'bigint' | 'boolean' | 'date' | 'bytes';

/**
 * `values` closes the set: a record with another value is invalid. Sorted, and only for string, number, int and boolean.
 * A field with one literal type has one value.
 */
export interface ScalarType {
  readonly kind: ScalarKind;
  readonly values?: readonly (string | number | boolean)[];
  /**
   * Only for number: `finite` is neither NaN nor infinite, as every decoded field is; `ordered` is not NaN.
   * Without it anything is possible, and comparisons can't be left to SQL, which moves NOT and folds `x = x`.
   */
  readonly bounds?: 'finite' | 'ordered';
}

export type Type =
  | ScalarType
  | { readonly kind: 'array'; readonly element: Column }
  | { readonly kind: 'map'; readonly value: Column }
  | { readonly kind: 'row'; readonly fields: readonly Field[] };

/**
 * What JavaScript holds when there is no value: nothing can be absent, `null`, `undefined`, or either.
 * On the wire absent and null are one.
 */
export type Absence = 'never' | 'null' | 'undefined' | 'either';

/** A type and whether a value may be missing. */
export interface Column {
  readonly type: Type;
  readonly absence: Absence;
}

export interface Field extends Column {
  readonly name: string;
}

export const isNullable = (column: Column): boolean => column.absence !== 'never';
