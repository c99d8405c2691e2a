/**
 * Reads the errors of Node itself. Not by `instanceof`: inside a Jest test, where pipelines are tested, Node's errors are
 * of another realm than the test's own `Error`.
 */

/** `ENOENT` and the like, or null. */
export function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : null;
}

/** A system error in a few words, without the path that the caller says anyway. */
export const reasonOf = (error: unknown): string =>
  codeOf(error) ?? String((error as { message?: unknown } | null | undefined)?.message ?? error);
