/** Objects one by one: put, get, head, delete, copy. */
import type { ServiceAnswer } from '../front/service.js';
import { checksumHeaders, document, empty, isoTime, objectHeaders, quoted } from './answers.js';
import { readCondition, writeCondition } from './conditions.js';
import { checksumNamed, startChecksum } from './checksums.js';
import { invalidArgument, invalidRequest, noSuchKey } from './errors.js';
import { headerOf, keptHeaders, overriddenHeaders } from './headers.js';
import { receive } from './payload.js';
import { rangeOf } from './range.js';
import { bucketAndKey, type S3Request } from './request.js';
import type { OpenObject, ObjectStore } from './store/object-store.js';

export async function putObject(store: ObjectStore, request: S3Request): Promise<ServiceAnswer> {
  const { bucket, key, headers } = request;
  store.buckets.existing(bucket);
  const kept = keptHeaders(headers);
  const condition = writeCondition(headers);
  // Asked before the bytes come, to spare them, and again when the object comes into place.
  condition(await store.head(bucket, key));
  const incoming = await store.begin();
  try {
    const { md5, checksum } = await receive(request, (bytes) => incoming.write(bytes));
    const etag = md5.toString('hex');
    await store.keep(bucket, key, incoming, { etag, headers: kept, checksum }, condition);
    return empty(200, { etag: quoted(etag), ...checksumHeaders(checksum) });
  } catch (error) {
    await incoming.discard();
    throw error;
  }
}

export async function getObject(store: ObjectStore, request: S3Request): Promise<ServiceAnswer> {
  const object = await existing(store, request.bucket, request.key);
  try {
    const answer = described(request, object);
    if (request.method === 'HEAD' || answer.status === 304 || object.head.size === 0) {
      await object.file.close();
      return answer;
    }
    const range = rangeOf(headerOf(request.headers, 'range'), object.head.size);
    const { from = 0, to = object.head.size - 1 } = range ?? {};
    const body = object.file.createReadStream({ start: from, end: to, highWaterMark: 256 * 1024 });
    return { ...answer, body };
  } catch (error) {
    await object.file.close();
    throw error;
  }
}

function described({ headers, query }: S3Request, { head }: OpenObject): ServiceAnswer {
  const all = { ...objectHeaders(head), ...overriddenHeaders(query) };
  if (readCondition(headers, head) === 'unchanged') return empty(304, all);
  const range = rangeOf(headerOf(headers, 'range'), head.size);
  if (range) {
    // Without the checksum: it is that of the whole, and clients would compare it with the part.
    const [length, part] = [range.to - range.from + 1, `bytes ${range.from}-${range.to}/${head.size}`];
    return empty(206, { ...all, 'content-length': String(length), 'content-range': part });
  }
  const wanted = headerOf(headers, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  return empty(200, {
    ...all,
    ...(wanted ? checksumHeaders(head.checksum) : {}),
    'content-length': String(head.size),
  });
}

export async function deleteObject(store: ObjectStore, { bucket, key, headers }: S3Request): Promise<ServiceAnswer> {
  store.buckets.existing(bucket);
  await store.remove(bucket, key, headerOf(headers, 'if-match') === null ? undefined : writeCondition(headers));
  return empty(204);
}

export async function copyObject(store: ObjectStore, request: S3Request): Promise<ServiceAnswer> {
  const { bucket, key, headers } = request;
  store.buckets.existing(bucket);
  const [path = '', version] = (headerOf(headers, 'x-amz-copy-source') ?? '').replace(/^\//, '').split('?versionId=');
  if (version !== undefined && version !== 'null') throw invalidArgument('The local S3 has no versions.');
  const [fromBucket, fromKey] = bucketAndKey(path);
  if (fromKey === '')
    throw invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  const replaces = headerOf(headers, 'x-amz-metadata-directive')?.toUpperCase() === 'REPLACE';
  if (fromBucket === bucket && fromKey === key && !replaces) {
    throw invalidRequest(
      'This copy request is illegal because it is trying to copy an object to itself without changing it.',
    );
  }
  const source = await existing(store, fromBucket, fromKey);
  const incoming = await store.begin();
  try {
    if (readCondition(headers, source.head, 'x-amz-copy-source-') === 'unchanged') throw noSuchKey();
    const algorithm = checksumNamed(headerOf(headers, 'x-amz-checksum-algorithm') ?? undefined);
    const state = algorithm === null ? null : startChecksum(algorithm);
    for await (const bytes of source.file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      state?.update(bytes);
      await incoming.write(bytes);
    }
    const value = state?.digest().toString('base64');
    const checksum =
      algorithm !== null && value !== undefined
        ? { algorithm, value, type: 'FULL_OBJECT' as const }
        : source.head.checksum;
    const attributes = {
      etag: source.head.etag,
      headers: replaces ? keptHeaders(headers) : source.head.headers,
      checksum,
    };
    const head = await store.keep(bucket, key, incoming, attributes, writeCondition(headers));
    return document('CopyObjectResult', [
      ['ETag', quoted(head.etag)],
      ['LastModified', isoTime(head.modified)],
    ]);
  } catch (error) {
    await incoming.discard();
    throw error;
  } finally {
    await source.file.close();
  }
}

async function existing(store: ObjectStore, bucket: string, key: string): Promise<OpenObject> {
  store.buckets.existing(bucket);
  const object = await store.read(bucket, key);
  if (!object) throw noSuchKey();
  return object;
}
