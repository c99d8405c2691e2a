/** What went wrong, in one sentence: refusals of the cluster carry a code of ours, which means nothing to a client of AWS. */

/** What the cluster says before the reason of a job that does not start. */
const PREFIX = 'the job did not start on the local cluster: ';

export function reasonOf(error: unknown): string {
  const { diagnostics } = error as { diagnostics?: readonly { message: string }[] };
  const message = diagnostics?.[0]?.message ?? (error instanceof Error ? error.message : String(error));
  const reason = message.startsWith(PREFIX) ? message.slice(PREFIX.length) : message;
  return reason.trim() === '' ? 'The operation failed.' : reason;
}
