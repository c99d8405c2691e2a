/** Buckets, and what is asked of a bucket as a whole. */
import type { ServiceAnswer } from '../front/service.js';
import { ACCOUNT, DEFAULT_REGION } from '../front/account.js';
import { document, empty, isoTime } from './answers.js';
import { bucketAlreadyOwned, invalidArgument, malformedXml } from './errors.js';
import { readCondition } from './conditions.js';
import { receive } from './payload.js';
import type { S3Request } from './request.js';
import type { ObjectStore } from './store/object-store.js';
import { readXml, textOf, type XmlElement, type XmlNode } from './xml.js';

/** Of DeleteObjects, far more than 1,000 keys need. */
const LARGEST_DOCUMENT = 4 * 1024 * 1024;
const MOST_DELETES = 1000;

export const OWNER: XmlElement = [
  'Owner',
  [
    ['DisplayName', 'local'],
    ['ID', ACCOUNT],
  ],
];

export function listBuckets(store: ObjectStore, { query }: S3Request): ServiceAnswer {
  const prefix = query.get('prefix') ?? '';
  const buckets = store.buckets
    .all()
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, created, region }): XmlElement => [
      'Bucket',
      [
        ['Name', name],
        ['CreationDate', isoTime(created)],
        ['BucketRegion', region],
      ],
    ]);
  return document('ListAllMyBucketsResult', [OWNER, ['Buckets', buckets]]);
}

export async function createBucket(store: ObjectStore, request: S3Request, now: number): Promise<ServiceAnswer> {
  const { bucket, region } = request;
  const body = await documentOf(request);
  const wanted = body === '' ? undefined : textOf(readXml(body), 'LocationConstraint');
  const made = store.buckets.create(bucket, wanted ?? region, now);
  // In us-east-1 alone AWS lets an owner create a bucket again.
  if (!made && region !== DEFAULT_REGION) throw bucketAlreadyOwned();
  return empty(200, { location: `/${bucket}` });
}

export function headBucket(store: ObjectStore, { bucket }: S3Request): ServiceAnswer {
  return empty(200, { 'x-amz-bucket-region': store.buckets.existing(bucket).region });
}

export function getBucketLocation(store: ObjectStore, { bucket }: S3Request): ServiceAnswer {
  const { region } = store.buckets.existing(bucket);
  const { headers = {} } = document('LocationConstraint', []);
  const text = region === DEFAULT_REGION ? '' : region;
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">';
  return { status: 200, headers, body: `${xml}${text}</LocationConstraint>` };
}

/** There are no versions, which is what a bucket that never had them says. */
export function getBucketVersioning(store: ObjectStore, { bucket }: S3Request): ServiceAnswer {
  store.buckets.existing(bucket);
  return document('VersioningConfiguration', []);
}

export function deleteBucket(store: ObjectStore, { bucket }: S3Request): ServiceAnswer {
  store.buckets.remove(bucket);
  return empty(204);
}

export async function deleteObjects(store: ObjectStore, request: S3Request): Promise<ServiceAnswer> {
  const { bucket } = request;
  store.buckets.existing(bucket);
  const root = readXml(await documentOf(request));
  const objects = root.children.filter(({ name }) => name === 'Object');
  if (root.name !== 'Delete' || objects.length === 0 || objects.length > MOST_DELETES) throw malformedXml();
  const quiet = textOf(root, 'Quiet') === 'true';
  const results: XmlElement[] = [];
  for (const object of objects) {
    const key = keyOf(object);
    const etag = textOf(object, 'ETag');
    try {
      await store.remove(bucket, key, (current) => {
        if (etag !== undefined && current) readCondition({ 'if-match': etag }, current);
      });
      if (!quiet) results.push(['Deleted', [['Key', key]]]);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      results.push([
        'Error',
        [
          ['Key', key],
          ['Code', code ?? 'InternalError'],
          ['Message', message],
        ],
      ]);
    }
  }
  return document('DeleteResult', results);
}

/** Spaces at the ends of a key belong to it. */
function keyOf(object: XmlNode): string {
  const key = object.children.find(({ name }) => name === 'Key')?.text;
  if (key === undefined || key === '') throw malformedXml();
  const version = textOf(object, 'VersionId');
  if (version !== undefined && version !== 'null') throw invalidArgument('The local S3 has no versions.');
  return key;
}

/** The body of a request as text, checked like any other body. */
export async function documentOf(request: S3Request): Promise<string> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (length === undefined && encoding === undefined) return '';
  const chunks: Buffer[] = [];
  let size = 0;
  await receive(request, (bytes) => {
    size += bytes.length;
    if (size > LARGEST_DOCUMENT) throw malformedXml();
    chunks.push(bytes);
    return Promise.resolve();
  });
  return Buffer.concat(chunks).toString('utf8');
}
