/**
 * One conversation with an S3, through AWS's own SDK: every step's outcome as plain data, so that the same conversation with
 * two servers can be compared. Times, ids of uploads and of requests are left out: they differ by nature.
 */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompleteMultipartUploadCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';

export type Outcomes = Record<string, unknown>;

const Bucket = 'conversation';
const MIB = 1024 * 1024;

export async function converse(client: S3Client): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  const say = async (name: string, answer: () => Promise<unknown>): Promise<void> => {
    outcomes[name] = await answer().catch((error: unknown) => refused(error));
  };
  await buckets(client, say);
  await objects(client, say);
  await conditions(client, say);
  await listings(client, say);
  await parts(client, say);
  await ending(client, say);
  return outcomes;
}

type Say = (name: string, answer: () => Promise<unknown>) => Promise<void>;

function refused(error: unknown): unknown {
  const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
  return { error: name, status: $metadata?.httpStatusCode };
}

async function buckets(client: S3Client, say: Say): Promise<void> {
  await say('create a bucket', async () => ok(await client.send(new CreateBucketCommand({ Bucket }))));
  await say('create it again', async () => ok(await client.send(new CreateBucketCommand({ Bucket }))));
  await say('a bad name', async () => ok(await client.send(new CreateBucketCommand({ Bucket: 'No_Good' }))));
  await say('head the bucket', async () => ok(await client.send(new HeadBucketCommand({ Bucket }))));
  await say('head another', async () => ok(await client.send(new HeadBucketCommand({ Bucket: 'not-there' }))));
  await say('its location', async () => {
    const { LocationConstraint = null } = await client.send(new GetBucketLocationCommand({ Bucket }));
    return LocationConstraint;
  });
  await say('list buckets', async () => {
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    return Buckets?.map(({ Name }) => Name);
  });
  await say('put into no bucket', async () =>
    ok(await client.send(new PutObjectCommand({ Bucket: 'not-there', Key: 'a', Body: 'x' }))),
  );
  await say('list no bucket', async () => ok(await client.send(new ListObjectsV2Command({ Bucket: 'not-there' }))));
}

const ok = ({ $metadata }: { $metadata: { httpStatusCode?: number | undefined } }): unknown => $metadata.httpStatusCode;

async function objects(client: S3Client, say: Say): Promise<void> {
  const Key = 'folder/hello world+ä.txt';
  const put = (more: object): Promise<unknown> =>
    client
      .send(new PutObjectCommand({ Bucket, Key, Body: 'hello, world', ...more }))
      .then(({ ETag, ChecksumCRC32, ChecksumSHA256, ChecksumCRC32C }) => ({
        ETag,
        ...(ChecksumCRC32 !== undefined && { ChecksumCRC32 }),
        ...(ChecksumSHA256 !== undefined && { ChecksumSHA256 }),
        ...(ChecksumCRC32C !== undefined && { ChecksumCRC32C }),
      }));
  await say('put', () => put({ ContentType: 'text/plain', Metadata: { origin: 'test', other: 'Two Words' } }));
  await say('get', () => got(client, { Key }));
  await say('get with checksum', () => got(client, { Key, ChecksumMode: 'ENABLED' }));
  await say('head', async () => {
    const { ContentLength, ContentType, ETag, Metadata, AcceptRanges } = await client.send(
      new HeadObjectCommand({ Bucket, Key }),
    );
    return { ContentLength, ContentType, ETag, Metadata, AcceptRanges };
  });
  for (const range of ['bytes=0-4', 'bytes=7-', 'bytes=-5', 'bytes=7-100', 'bytes=100-', 'bytes=5-2', 'bytes=0-0']) {
    await say(`get ${range}`, () => got(client, { Key, Range: range }));
  }
  await say('get with other headers', () =>
    got(client, { Key, ResponseContentType: 'application/json', ResponseCacheControl: 'no-store' }),
  );
  await say('put sha256', () => put({ ChecksumAlgorithm: 'SHA256' }));
  await say('put a wrong sha256', () => put({ ChecksumSHA256: Buffer.alloc(32).toString('base64') }));
  await say('put a wrong crc32', () => put({ ChecksumCRC32: 'AAAAAA==' }));
  await say('put a wrong md5', () => put({ ContentMD5: Buffer.alloc(16).toString('base64') }));
  await say('put no md5', () => put({ ContentMD5: 'no' }));
  await say('what the refused left', () => got(client, { Key }));
  const stream = (): Readable => Readable.from(['one ', 'two ', 'three'].map((each) => Buffer.from(each)));
  await say('put a stream', () => put({ Body: stream(), ContentLength: 13 }));
  await say('get the stream', () => got(client, { Key }));
  await say('put nothing', () => put({ Body: '' }));
  await say('get nothing', () => got(client, { Key }));
  await say('get a range of nothing', () => got(client, { Key, Range: 'bytes=0-1' }));
  await say('get no key', () => got(client, { Key: 'not/there' }));
  await say('head no key', async () => ok(await client.send(new HeadObjectCommand({ Bucket, Key: 'not/there' }))));
  await say('a key that is too long', () => put({ Key: 'k'.repeat(1025) }));
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'k'.repeat(1025) })).catch(() => undefined);
  await say('delete', async () => ok(await client.send(new DeleteObjectCommand({ Bucket, Key }))));
  await say('delete again', async () => ok(await client.send(new DeleteObjectCommand({ Bucket, Key }))));
  await say('get deleted', () => got(client, { Key }));
}

async function got(client: S3Client, input: { Key: string } & Record<string, unknown>): Promise<unknown> {
  const answer = await client.send(new GetObjectCommand({ Bucket, ...input }));
  const { ContentLength, ContentType, ContentRange, CacheControl, ETag, Metadata, ChecksumCRC32 } = answer;
  const all = { ContentLength, ContentType, ContentRange, CacheControl, ETag, Metadata, ChecksumCRC32 };
  const body = await answer.Body?.transformToString();
  return {
    status: ok(answer),
    ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    body,
  };
}

async function conditions(client: S3Client, say: Say): Promise<void> {
  const Key = 'condition';
  const put = async (more: object): Promise<unknown> =>
    ok(await client.send(new PutObjectCommand({ Bucket, Key, Body: 'first', ...more })));
  await say('put where there is one', () => put({ IfMatch: '"abc"' }));
  await say('put where there is none', () => put({ IfNoneMatch: '*' }));
  await say('and again', () => put({ IfNoneMatch: '*' }));
  const { ETag = '' } = await client.send(new HeadObjectCommand({ Bucket, Key }));
  await say('put over the known', () => put({ IfMatch: ETag }));
  await say('put over the unknown', () => put({ IfMatch: '"00000000000000000000000000000000"' }));
  await say('get the known', () => got(client, { Key, IfMatch: ETag }));
  await say('get the unknown', () => got(client, { Key, IfMatch: '"0"' }));
  await say('get if changed', () => got(client, { Key, IfNoneMatch: ETag }));
  await say('get if changed since', () => got(client, { Key, IfModifiedSince: new Date('2001-01-01') }));
  await say('get if not changed since', () => got(client, { Key, IfUnmodifiedSince: new Date('2001-01-01') }));
  const copy = async (more: object): Promise<unknown> => {
    const source = `${Bucket}/${Key}`;
    const input = { Bucket, Key: 'copied', CopySource: source, ...more };
    const { CopyObjectResult } = await client.send(new CopyObjectCommand(input));
    return CopyObjectResult?.ETag;
  };
  await say('copy', () => copy({}));
  await say('get the copy', () => got(client, { Key: 'copied' }));
  await say('copy with other metadata', () =>
    copy({ MetadataDirective: 'REPLACE', ContentType: 'text/csv', Metadata: { by: 'copy' } }),
  );
  await say('get that copy', () => got(client, { Key: 'copied' }));
  await say('copy what is not there', () => copy({ CopySource: `${Bucket}/not-there` }));
  await say('copy to itself', () => copy({ Key }));
  await say('copy if it is another', () => copy({ CopySourceIfMatch: '"0"' }));
}

/** Sorted by their bytes: `-` comes before `/`, capitals before small letters, an emoji after all of them. */
const LISTED = ['a-b', 'a/1', 'a/2', 'a/b/3', 'a0', 'B', 'b/x y', 'b/ä', 'b/\u{1F600}', 'c/&<>', 'logs/2026/11/21/x'];

async function listings(client: S3Client, say: Say): Promise<void> {
  for (const Key of [...LISTED].reverse()) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const list = async (input: object): Promise<unknown> => {
    const page = await client.send(new ListObjectsV2Command({ Bucket, ...input }));
    return {
      keys: page.Contents?.map(({ Key, Size, ETag }) => [Key, Size, ETag]) ?? [],
      prefixes: page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
      count: page.KeyCount,
      truncated: page.IsTruncated,
    };
  };
  await say('list all', () => list({}));
  await say('list by folder', () => list({ Delimiter: '/' }));
  await say('list below a', () => list({ Prefix: 'a', Delimiter: '/' }));
  await say('list in a/', () => list({ Prefix: 'a/', Delimiter: '/' }));
  await say('list by a longer delimiter', () => list({ Delimiter: '/2' }));
  await say('list after', () => list({ StartAfter: 'a/2' }));
  await say('list nothing', () => list({ Prefix: 'zzz' }));
  await say('list none', () => list({ MaxKeys: 0 }));
  await say('list in pages', () => pages(client, { MaxKeys: 2 }));
  await say('list folders in pages', () => pages(client, { MaxKeys: 1, Delimiter: '/' }));
  await say('list, encoded', async () => {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'c/', EncodingType: 'url' }));
    return page.Contents?.map(({ Key }) => Key);
  });
  await say('list the old way', async () => {
    const page = await client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 3 }));
    const next = await client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: page.NextMarker ?? '' }));
    return [page, next].map(({ Contents, CommonPrefixes, IsTruncated, NextMarker = null }) => ({
      keys: Contents?.map(({ Key }) => Key) ?? [],
      prefixes: CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
      truncated: IsTruncated,
      next: NextMarker,
    }));
  });
}

async function pages(client: S3Client, input: object): Promise<unknown> {
  const all: unknown[] = [];
  let token: string | undefined;
  do {
    const more: object = token === undefined ? {} : { ContinuationToken: token };
    const page = await client.send(new ListObjectsV2Command({ Bucket, ...input, ...more }));
    all.push([
      ...(page.Contents ?? []).map(({ Key }) => Key),
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
    ]);
    token = page.NextContinuationToken;
  } while (token !== undefined && all.length < 50);
  return all;
}

async function parts(client: S3Client, say: Say): Promise<void> {
  const Key = 'large';
  const begun = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'video/mp4' }));
  const UploadId = begun.UploadId ?? '';
  const upload = async (PartNumber: number, Body: Buffer): Promise<string> =>
    (await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))).ETag ?? '';
  const etags: string[] = [];
  await say('upload parts', async () => {
    etags.push(await upload(1, Buffer.alloc(5 * MIB, 'a')), await upload(2, Buffer.alloc(5 * MIB, 'b')));
    etags.push(await upload(3, Buffer.from('the end')));
    return etags;
  });
  await say('list parts', async () => {
    const { Parts } = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
    return Parts?.map(({ PartNumber, Size, ETag }) => ({ PartNumber, Size, ETag }));
  });
  await say('list uploads', async () => {
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    return Uploads?.map((each) => each.Key);
  });
  await say('complete', async () => (await completed(client, Key, UploadId, [1, 2, 3], etags)).ETag);
  await say('get across parts', () => got(client, { Key, Range: `bytes=${5 * MIB - 2}-${5 * MIB + 1}` }));
  await say('head the whole', async () => {
    const { ContentLength, ContentType, ETag } = await client.send(new HeadObjectCommand({ Bucket, Key }));
    return { ContentLength, ContentType, ETag };
  });
  await badCompletions(client, say);
  await say('abort another', async () => {
    const { UploadId: id } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'never' }));
    await client.send(new UploadPartCommand({ Bucket, Key: 'never', UploadId: id, PartNumber: 1, Body: 'x' }));
    return ok(await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'never', UploadId: id })));
  });
  await say('complete what is not there', async () =>
    ok(await completed(client, 'never', 'no-such-upload', [1], ['"0"'])),
  );
}

/** Each on an upload of its own: a server that accepts one must not change what the next finds. */
async function badCompletions(client: S3Client, say: Say): Promise<void> {
  const Key = 'never';
  const bad = (name: string, choose: (etags: readonly string[]) => readonly [number, string][]): Promise<void> =>
    say(name, async () => {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const etags: string[] = [];
      for (const PartNumber of [1, 2]) {
        const input = { Bucket, Key, UploadId, PartNumber, Body: `part ${PartNumber}` };
        etags.push((await client.send(new UploadPartCommand(input))).ETag ?? '');
      }
      const chosen = choose(etags);
      const [numbers, tags] = [chosen.map(([number]) => number), chosen.map(([, tag]) => tag)];
      const done = completed(client, Key, UploadId ?? '', numbers, tags);
      await done.catch(() => client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })));
      return ok(await done);
    });
  await bad('complete in the wrong order', ([one = '', two = '']) => [
    [2, two],
    [1, one],
  ]);
  await bad('complete with another tag', () => [[1, '"00000000000000000000000000000000"']]);
  await bad('complete with a part that is not there', ([one = '']) => [
    [1, one],
    [9, one],
  ]);
  await bad('complete with a small part inside', ([one = '', two = '']) => [
    [1, one],
    [2, two],
  ]);
  await client.send(new DeleteObjectCommand({ Bucket, Key }));
}

const completed = (
  client: S3Client,
  Key: string,
  UploadId: string,
  numbers: readonly number[],
  tags: readonly string[],
): Promise<CompleteMultipartUploadCommandOutput> => {
  const Parts = numbers.map((PartNumber, index) => ({ PartNumber, ETag: tags[index] }));
  return client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
};

async function ending(client: S3Client, say: Say): Promise<void> {
  await say('delete a bucket with objects', async () => ok(await client.send(new DeleteBucketCommand({ Bucket }))));
  await say('delete many', async () => {
    const Objects = [...LISTED, 'condition', 'copied', 'large', 'never was'].map((Key) => ({ Key }));
    const { Deleted, Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    return { deleted: Deleted?.map(({ Key }) => Key).sort(), errors: Errors };
  });
  await say('nothing is left', async () => (await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount);
  await say('delete the bucket', async () => ok(await client.send(new DeleteBucketCommand({ Bucket }))));
  await say('delete it again', async () => ok(await client.send(new DeleteBucketCommand({ Bucket }))));
}
