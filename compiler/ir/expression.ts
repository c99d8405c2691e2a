import { canThrow, type FunctionName } from './functions.js';
import type { Span } from './span.js';
import type { Column } from './types.js';

/** A constant as JSON can hold it: `bigint` as its digits, `Date` as epoch milliseconds, non-finite numbers by name. */
export type Literal =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number | 'NaN' | 'Infinity' | '-Infinity' | '-0' }
  | { readonly kind: 'bigint'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'date'; readonly value: number }
  /** null or undefined; which of the two is the column's absence. */
  | { readonly kind: 'null' };

interface Common extends Column {
  readonly span: Span;
}

/**
 * A lambda's body, typed. It has exactly JavaScript's value for every row of the declared types.
 * Constants that JavaScript could compute are already computed, so no operator has only literals below it.
 */
export type Expression =
  | (Common & { readonly kind: 'literal'; readonly literal: Literal })
  /** A column of the stage's input row. */
  | (Common & { readonly kind: 'column'; readonly name: string })
  /** A field of a row value: absent when `of` is absent (`?.`). */
  | (Common & { readonly kind: 'field'; readonly of: Expression; readonly name: string })
  /** A function or operator of `functions.ts`; its arguments are always evaluated, but for the later ones of `coalesce`. */
  | (Common & { readonly kind: 'call'; readonly function: FunctionName; readonly args: readonly Expression[] })
  /** `when` is never absent. */
  | (Common & {
      readonly kind: 'conditional';
      readonly when: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    })
  /** An object literal; its type is a row with the same names in the same order. */
  | (Common & { readonly kind: 'record'; readonly fields: readonly NamedExpression[] });

export interface NamedExpression {
  readonly name: string;
  readonly value: Expression;
}

/** The expressions directly below one. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'column':
      return [];
    case 'field':
      return [expression.of];
    case 'call':
      return expression.args;
    case 'conditional':
      return [expression.when, expression.then, expression.otherwise];
    case 'record':
      return expression.fields.map(({ value }) => value);
  }
}

/** Whether a row could end the job in this expression. */
export const mayThrow = (expression: Expression): boolean =>
  (expression.kind === 'call' && canThrow(expression.function)) || partsOf(expression).some(mayThrow);
