/** Flink's planner as the compiler sees it: a function handed in, because the compiler itself starts no process. */
import type { Bundle } from '../ir/bundle.js';

/** Positions are in the SQL of one statement and count from 1. */
export interface PlannerError {
  /** Index in the bundle's statements; null when none of them made it. */
  readonly statement: number | null;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export type PlannerAnswer = { readonly plan: unknown } | { readonly errors: readonly PlannerError[] };
export type Planner = (bundle: Bundle) => Promise<PlannerAnswer>;
