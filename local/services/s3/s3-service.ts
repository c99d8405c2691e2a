/** The local S3: a folder behind the protocol. What it does not have it refuses; it never answers for something it did not do. */
import type { LocalService, ServiceAnswer, ServiceRequest } from '../front/service.js';
import { s3Accesses } from './accesses.js';
import { actionOf, type S3Action } from './actions.js';
import {
  createBucket,
  deleteBucket,
  deleteObjects,
  getBucketLocation,
  getBucketVersioning,
  headBucket,
  listBuckets,
} from './bucket-operations.js';
import { S3Faults } from './faults.js';
import { listObjects, listObjectsV2 } from './list-objects.js';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
  listParts,
  uploadPart,
} from './multipart.js';
import { copyObject, deleteObject, getObject, putObject } from './objects.js';
import { s3Request, type S3Request } from './request.js';
import { ObjectStore } from './store/object-store.js';
import { Uploads } from './store/uploads.js';

export interface S3Options {
  /** Each folder in it is a bucket, each file in that an object; made when it is not there. */
  readonly directory: string;
  /** How many bytes it may hold; more is refused as on a full disk. */
  readonly quotaBytes?: number;
  /** Milliseconds; of tests. */
  readonly now?: () => number;
}

export interface LocalS3 extends LocalService {
  readonly faults: S3Faults;
  /** For the services of the same process. */
  readonly store: ObjectStore;
}

type Handler = (request: S3Request) => ServiceAnswer | Promise<ServiceAnswer>;

export function s3Service({ directory, quotaBytes, now = Date.now }: S3Options): LocalS3 {
  const store = new ObjectStore({ directory, quotaBytes, now });
  const uploads = new Uploads(store, now);
  const faults = new S3Faults();
  const handlers: { readonly [A in S3Action]: Handler } = {
    ListBuckets: (request) => listBuckets(store, request),
    CreateBucket: (request) => createBucket(store, request, now()),
    HeadBucket: (request) => headBucket(store, request),
    DeleteBucket: (request) => deleteBucket(store, request),
    GetBucketLocation: (request) => getBucketLocation(store, request),
    GetBucketVersioning: (request) => getBucketVersioning(store, request),
    ListObjects: (request) => listObjects(store, request),
    ListObjectsV2: (request) => listObjectsV2(store, request),
    ListMultipartUploads: (request) => listMultipartUploads(uploads, request),
    DeleteObjects: (request) => deleteObjects(store, request),
    PutObject: (request) => putObject(store, request),
    CopyObject: (request) => copyObject(store, request),
    GetObject: (request) => getObject(store, request),
    HeadObject: (request) => getObject(store, request),
    DeleteObject: (request) => deleteObject(store, request),
    CreateMultipartUpload: (request) => createMultipartUpload(uploads, request),
    UploadPart: (request) => uploadPart(store, uploads, request),
    CompleteMultipartUpload: (request) => completeMultipartUpload(uploads, request),
    AbortMultipartUpload: (request) => abortMultipartUpload(uploads, request),
    ListParts: (request) => listParts(uploads, request),
  };
  return {
    name: 's3',
    protocol: 'rest-xml',
    streaming: true,
    store,
    faults,
    accesses: s3Accesses,
    async handle(request: ServiceRequest) {
      const asked = s3Request(request);
      const action = actionOf(asked);
      const fault = faults.next(action);
      if (fault) throw fault;
      return handlers[action](asked);
    },
    close: () => store.close(),
  };
}
