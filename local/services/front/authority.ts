/** Who may do what. The front asks before a service hears of a request, and for callers that are somebody only. */
import type { IncomingHttpHeaders } from 'node:http';
import { AwsError, isAwsError } from './aws-error.js';
import type { Protocol } from './protocol.js';
import type { LocalService, ServiceRequest } from './service.js';

/** One permission that a request needs, in the words of IAM. */
export interface Access {
  /** `kinesis:PutRecords` */
  readonly action: string;
  /** The ARN, or `*` for an action that has none. */
  readonly resource: string;
}

export interface Authority {
  /** Whose access key it is: the ARN of a role, or null for one that may do everything. Throws for one that has expired. */
  callerOf(accessKey: string): string | null;
  /** Remembers it; throws when the caller may not. */
  check(caller: string, access: Access): void;
}

/** Throws the refusal, in the words of the service's protocol. */
export function authorize(authority: Authority, service: LocalService, request: ServiceRequest): void {
  try {
    const accessKey = accessKeyOf(request.headers, request.query);
    const caller = accessKey === null ? null : authority.callerOf(accessKey);
    if (caller === null || service.accesses === undefined) return;
    for (const access of service.accesses(request)) authority.check(caller, access);
  } catch (error) {
    throw isAwsError(error) ? inWordsOf(service.protocol, error) : error;
  }
}

/** The protocols that have XML name their errors without `Exception`, and refuse with another status. */
function inWordsOf(protocol: Protocol, error: AwsError): AwsError {
  if (protocol === 'json') return error;
  const code = error.code.replace(/Exception$/, '');
  return new AwsError(code, error.message, code === 'AccessDenied' ? 403 : error.status);
}

export const accessDenied = (caller: string, { action, resource }: Access): AwsError =>
  new AwsError(
    'AccessDeniedException',
    `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );

function accessKeyOf({ authorization = '' }: IncomingHttpHeaders, query: URLSearchParams): string | null {
  const credential = /\bCredential=([^,\s]+)/.exec(authorization)?.[1] ?? query.get('X-Amz-Credential');
  return credential?.split('/')[0] ?? null;
}
