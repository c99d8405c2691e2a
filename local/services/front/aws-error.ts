/** A refusal as AWS words it. The front writes it in the protocol of the service that threw it. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  constructor(
    /** The service's own name for it: `ResourceNotFoundException`, `NoSuchKey`. */
    readonly code: string,
    message: string,
    readonly status: number = 400,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Not by `instanceof`: in a Jest test the class of the test's realm may be another one. */
export const isAwsError = (error: unknown): error is AwsError =>
  (error as { name?: unknown } | null | undefined)?.name === 'AwsError';
