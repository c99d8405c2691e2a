/** What a request to S3 needs, in the words of IAM, which has other names than the requests themselves. */
import type { Access } from '../front/authority.js';
import type { ServiceRequest } from '../front/service.js';
import { actionOf, type S3Action } from './actions.js';
import { s3Request } from './request.js';

const PERMISSIONS: Readonly<Record<S3Action, string>> = {
  ListBuckets: 'ListAllMyBuckets',
  CreateBucket: 'CreateBucket',
  HeadBucket: 'ListBucket',
  DeleteBucket: 'DeleteBucket',
  GetBucketLocation: 'GetBucketLocation',
  GetBucketVersioning: 'GetBucketVersioning',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  DeleteObjects: 'DeleteObject',
  PutObject: 'PutObject',
  CopyObject: 'PutObject',
  GetObject: 'GetObject',
  HeadObject: 'GetObject',
  DeleteObject: 'DeleteObject',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  AbortMultipartUpload: 'AbortMultipartUpload',
  ListParts: 'ListMultipartUploadParts',
};

export function s3Accesses(request: ServiceRequest): readonly Access[] {
  const asked = s3Request(request);
  const { bucket, key } = asked;
  const action = actionOf(asked);
  // Which keys DeleteObjects names stands in its body, which is read as a stream.
  const object = action === 'DeleteObjects' ? '*' : key;
  const resource = bucket === '' ? '*' : `arn:aws:s3:::${bucket}${object === '' ? '' : `/${object}`}`;
  return [{ action: `s3:${PERMISSIONS[action]}`, resource }];
}
