/** A request as S3 sees it: bucket and key out of the path, path style only. */
import type { ServiceRequest } from '../front/service.js';
import { invalidUri, keyTooLong } from './errors.js';

export interface S3Request extends ServiceRequest {
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
}

const LONGEST_KEY = 1024;

export function s3Request(request: ServiceRequest): S3Request {
  const [bucket, key] = bucketAndKey(request.path.replace(/^\//, ''));
  return { ...request, bucket, key };
}

/** Of `bucket/some/key`, percent-encoded. */
export function bucketAndKey(path: string): readonly [bucket: string, key: string] {
  const slash = path.indexOf('/');
  const [bucket, key] = slash < 0 ? [path, ''] : [path.slice(0, slash), path.slice(slash + 1)];
  const decoded = decode(key);
  if (Buffer.byteLength(decoded) > LONGEST_KEY) throw keyTooLong();
  return [decode(bucket), decoded];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidUri();
  }
}
