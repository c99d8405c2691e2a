/** Which of S3's actions a request is: by its method, by whether it names a key, and by words in its query. */
import { methodNotAllowed, notImplemented } from './errors.js';
import type { S3Request } from './request.js';

export type S3Action =
  | 'ListBuckets'
  | 'CreateBucket'
  | 'HeadBucket'
  | 'DeleteBucket'
  | 'GetBucketLocation'
  | 'GetBucketVersioning'
  | 'ListObjects'
  | 'ListObjectsV2'
  | 'ListMultipartUploads'
  | 'DeleteObjects'
  | 'PutObject'
  | 'CopyObject'
  | 'GetObject'
  | 'HeadObject'
  | 'DeleteObject'
  | 'CreateMultipartUpload'
  | 'UploadPart'
  | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload'
  | 'ListParts';

/** Words in a query that make a request another action, which is then not there: an object must not be taken for its ACL. */
const ELSEWHERE = [
  ...['accelerate', 'acl', 'analytics', 'attributes', 'cors', 'encryption', 'intelligent-tiering', 'inventory'],
  ...['legal-hold', 'lifecycle', 'logging', 'metrics', 'notification', 'object-lock', 'ownershipControls', 'policy'],
  ...[
    'policyStatus',
    'publicAccessBlock',
    'replication',
    'requestPayment',
    'restore',
    'retention',
    'select',
    'tagging',
  ],
  ...['torrent', 'versions', 'website'],
];

export function actionOf({ method, bucket, key, query, headers }: S3Request): S3Action {
  const other = ELSEWHERE.find((word) => query.has(word));
  if (other !== undefined) throw notImplemented(`'?${other}'`);
  const version = query.get('versionId');
  if (version !== null && version !== 'null') throw notImplemented('versions of objects');
  const copies = headers['x-amz-copy-source'] !== undefined;
  const action =
    bucket === '' ? ofService(method) : key === '' ? ofBucket(method, query) : ofObject(method, query, copies);
  if (action === null) throw methodNotAllowed();
  return action;
}

const ofService = (method: string): S3Action | null => (method === 'GET' ? 'ListBuckets' : null);

function ofBucket(method: string, query: URLSearchParams): S3Action | null {
  switch (method) {
    case 'PUT':
      if (query.has('versioning')) throw notImplemented('versions of objects');
      return 'CreateBucket';
    case 'HEAD':
      return 'HeadBucket';
    case 'DELETE':
      return 'DeleteBucket';
    case 'POST':
      return query.has('delete') ? 'DeleteObjects' : null;
    case 'GET':
      if (query.has('location')) return 'GetBucketLocation';
      if (query.has('versioning')) return 'GetBucketVersioning';
      if (query.has('uploads')) return 'ListMultipartUploads';
      return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
    default:
      return null;
  }
}

function ofObject(method: string, query: URLSearchParams, copies: boolean): S3Action | null {
  const ofUpload = query.has('uploadId');
  switch (method) {
    case 'PUT':
      if (ofUpload && copies) throw notImplemented('UploadPartCopy');
      return ofUpload ? 'UploadPart' : copies ? 'CopyObject' : 'PutObject';
    case 'GET':
      if (query.has('partNumber')) throw notImplemented('reading an object by the number of a part');
      return ofUpload ? 'ListParts' : 'GetObject';
    case 'HEAD':
      return 'HeadObject';
    case 'DELETE':
      return ofUpload ? 'AbortMultipartUpload' : 'DeleteObject';
    case 'POST':
      if (query.has('uploads')) return 'CreateMultipartUpload';
      return ofUpload ? 'CompleteMultipartUpload' : null;
    default:
      return null;
  }
}
