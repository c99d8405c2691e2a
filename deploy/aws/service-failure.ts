/** What went wrong with a request to AWS, sorted by what to do about it. */
export type FailureKind =
  /** No credentials, or ones that AWS does not know. */
  | 'credentials'
  | 'denied'
  | 'missing'
  /** The service answered that it won't do this. */
  | 'refused'
  /** Nothing got through: certain that nothing was done. */
  | 'unreachable'
  /** The service was too busy; nothing was done. */
  | 'throttled'
  /** The answer was lost or an internal error: it may have been done. */
  | 'unknown';

export class ServiceFailure extends Error {
  override readonly name = 'ServiceFailure';

  constructor(
    readonly kind: FailureKind,
    /** As IAM names it: `kinesis:PutRecords`. */
    readonly action: string,
    /** For people: `the stream 'playback'`. */
    readonly resource: string,
    readonly code: string,
    /** The service's own words. */
    readonly detail: string,
  ) {
    super(`${action} on ${resource}: ${code}: ${detail}`);
  }
}

/** Makes a request; whatever an SDK throws becomes a ServiceFailure. An interrupt stays what it is. */
export async function asking<T>(action: string, resource: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw failureOf(error, action, resource) ?? error;
  }
}

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly Error?: { readonly Code?: string };
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: unknown;
}

/** Null for an error that is not of a request: a bug, or an interrupt. */
export function failureOf(error: unknown, action: string, resource: string): ServiceFailure | null {
  if (error instanceof ServiceFailure) return error;
  const { name = '', code = '', message = '', $metadata } = (error ?? {}) as SdkError;
  const status = $metadata?.httpStatusCode;
  const kind = kindOf(name, code, status);
  if (kind === null) return null;
  return new ServiceFailure(kind, action, resource, code || name, message === '' ? name : message);
}

const CREDENTIALS =
  /^(CredentialsProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch)$/;
const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized)$/;
const MISSING =
  /(^(ResourceNotFound(Exception)?|NoSuchBucket|NoSuchKey|QueueDoesNotExist|NotFound|index_not_found_exception)$|NonExistentQueue)/;
const THROTTLED =
  /^(Throttling(Exception)?|RequestThrottled|TooManyRequestsException|ProvisionedThroughputExceeded(Exception)?|LimitExceededException|KMSThrottlingException|SlowDown|ServiceUnavailableException)$/;
const UNREACHABLE = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** There is no such service or operation, which says nothing of what was asked for. */
const UNSERVED = /^Unknown(Service|Operation)(Exception)?$/;
const LOST = /^(ECONNRESET|EPIPE|ETIMEDOUT|TimeoutError|UND_ERR_SOCKET|UND_ERR_HEADERS_TIMEOUT)$/;

function kindOf(name: string, code: string, status: number | undefined): FailureKind | null {
  const is = (pattern: RegExp): boolean => pattern.test(name) || pattern.test(code);
  if (is(CREDENTIALS)) return 'credentials';
  if (is(UNREACHABLE)) return 'unreachable';
  if (is(THROTTLED) || status === 429) return 'throttled';
  if (is(LOST)) return 'unknown';
  if (is(MISSING)) return 'missing';
  if (is(DENIED) || status === 403 || status === 401) return 'denied';
  if (status === undefined) return null;
  if (is(UNSERVED)) return 'refused';
  if (status === 404) return 'missing';
  return status >= 500 ? 'unknown' : 'refused';
}
