/** The shapes that every part of the DSL's types shares. */

/** A function that is read, not called: its body becomes SQL. */
export interface Lambda<A extends readonly unknown[], R> {
  (...args: A): R;
}

/** A row: an object whose properties are columns. */
export type Row = object;

/** A value that fits one column without nesting. */
export type Scalar = string | number | bigint | boolean | Date | Uint8Array;

/** Marks values that only pipectl's own functions make. Exists in types only. */
export declare const brand: unique symbol;
