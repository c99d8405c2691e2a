/** What the shell is told. */
export const exit = {
  ok: 0,
  /** A bad pipeline, a failed test, books that do not balance. */
  failed: 1,
  /** There are differences; only with --detailed-exitcode. */
  differences: 2,
  /** Refused because state would be lost. */
  stateLost: 3,
  usage: 64,
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];
