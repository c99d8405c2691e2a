/** Finds the service of a request: by the scope of its signature, else by its target, else it is for S3. */
import type { IncomingHttpHeaders } from 'node:http';
import { DEFAULT_REGION } from './account.js';
import { AwsError } from './aws-error.js';
import type { LocalService } from './service.js';

export interface Scope {
  readonly service: string | null;
  readonly region: string;
}

/** `AKID/20260101/eu-west-1/kinesis/aws4_request`, in a header or, of a presigned URL, in the query. SigV4a has no region. */
export function scopeOf(headers: IncomingHttpHeaders, query: URLSearchParams): Scope {
  const credential = /\bCredential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? query.get('X-Amz-Credential');
  // An access key may hold slashes, so the parts are counted from the end.
  const parts = credential?.split('/') ?? [];
  if (parts.at(-1) !== 'aws4_request' || parts.length < 4) return { service: null, region: DEFAULT_REGION };
  const dated = /^\d{8}$/.test(parts.at(-4) ?? '');
  return { service: parts.at(-2) ?? null, region: (dated && parts.at(-3)) || DEFAULT_REGION };
}

export interface Target {
  readonly prefix: string;
  readonly operation: string;
}

export function targetOf(headers: IncomingHttpHeaders): Target | null {
  const value = headers['x-amz-target'];
  if (typeof value !== 'string') return null;
  const dot = value.lastIndexOf('.');
  return { prefix: value.slice(0, Math.max(dot, 0)), operation: value.slice(dot + 1) };
}

export function serviceFor(services: readonly LocalService[], scope: Scope, target: Target | null): LocalService {
  const found =
    scope.service !== null
      ? services.find(({ name }) => name === scope.service)
      : target !== null
        ? services.find(({ targetPrefix }) => targetPrefix === target.prefix)
        : services.find(({ name }) => name === 's3');
  if (found) return found;
  const wanted = scope.service ?? target?.prefix ?? 's3';
  const running = services.map(({ name }) => name).join(', ');
  throw new AwsError('UnknownServiceException', `There is no local '${wanted}'. Running: ${running}.`, 404);
}
