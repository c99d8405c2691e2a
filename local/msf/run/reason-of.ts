/** What went wrong, in one sentence: refusals of the cluster carry a code of ours, which means nothing to a client of AWS. */
export function reasonOf(error: unknown): string {
  const { diagnostics } = error as { diagnostics?: readonly { message: string }[] };
  const message = diagnostics?.[0]?.message ?? (error instanceof Error ? error.message : String(error));
  return message.trim() === '' ? 'The operation failed.' : message;
}
