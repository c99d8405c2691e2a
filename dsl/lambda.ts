/** The shapes that every part of the DSL's types shares. */

/**
 * A function that is read, not called: its body becomes SQL. It may use constants and functions of the pipeline's files.
 *
 * ```ts
 * const longer = (least: number): Lambda<[Play], boolean> => (e) => e.watchedSeconds >= least;
 * const long = plays.filter(longer(600));
 * ```
 *
 * ```sql
 * `watchedSeconds` >= 6E2
 * ```
 */
export interface Lambda<A extends readonly unknown[], R> {
  (...args: A): R;
}

/** A row: an object whose properties are columns. */
export type Row = object;

/** A value that fits one column without nesting. */
export type Scalar = string | number | bigint | boolean | Date | Uint8Array;

/** Marks values that only pipectl's own functions make. Exists in types only. */
export declare const brand: unique symbol;
