/** What a piece of a lambda is while it is read: a constant, a typed expression, or a structure of both known by name. */
import type { ts } from 'ts-morph';
import type { Expression } from '../../ir/expression.js';
import type { Scope } from './scope.js';

/** A value JavaScript has already computed. */
export type Constant = string | number | bigint | boolean | null | undefined | Date;

export type FunctionNode = ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration | ts.MethodDeclaration;

export interface FunctionValue {
  readonly kind: 'function';
  readonly node: FunctionNode;
  /** Where its free identifiers are looked up. */
  readonly scope: Scope;
}

export interface RecordValue {
  readonly kind: 'record';
  /** In JavaScript's order of keys; null stands for a field that could not be read and was reported. */
  readonly fields: ReadonlyMap<string, Value | null>;
  /** All of an object outside the lambda: what it has not got is undefined, where a row might have it undeclared. */
  readonly captured?: true;
  /** Where the values of an object literal stand. */
  readonly nodes?: ReadonlyMap<string, ts.Node>;
}

export type Value =
  | { readonly kind: 'constant'; readonly value: Constant }
  /** Depends on the row; never a literal, unless its type had to be fixed. */
  | { readonly kind: 'dynamic'; readonly expression: Expression }
  | RecordValue
  | { readonly kind: 'list'; readonly items: readonly (Value | null)[] }
  | FunctionValue
  /** Math, Date, Number: only what hangs off them means anything. */
  | { readonly kind: 'global'; readonly name: string }
  /** A function that was never registered. */
  | { readonly kind: 'unregistered'; readonly name: string }
  /** Captured, but neither plain data nor a function; `what` says it in words. */
  | { readonly kind: 'opaque'; readonly what: string };

export const constant = (value: Constant): Value => ({ kind: 'constant', value });
export const dynamic = (expression: Expression): Value => ({ kind: 'dynamic', expression });
export const UNDEFINED = constant(undefined);

/** `null` or `undefined` as a constant. */
export const isNothing = (value: Value): boolean => value.kind === 'constant' && (value.value ?? null) === null;
