/** ListObjects and ListObjectsV2: keys in order, those beyond a delimiter as one common prefix, page by page. */
import type { ServiceAnswer } from '../front/service.js';
import { document, isoTime, quoted } from './answers.js';
import { invalidArgument } from './errors.js';
import type { S3Request } from './request.js';
import type { ObjectHead } from './store/object-record.js';
import type { ObjectStore } from './store/object-store.js';
import type { After } from './store/walk.js';
import type { XmlElement } from './xml.js';

interface Listing {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: After;
  readonly maxKeys: number;
}

interface Page {
  readonly contents: readonly ObjectHead[];
  readonly prefixes: readonly string[];
  /** Where the next page goes on; null on the last. */
  readonly next: After | null;
}

const MOST_KEYS = 1000;
/** No common prefix is this. */
const FULL = Symbol('full');

export async function listObjectsV2(store: ObjectStore, { bucket, query }: S3Request): Promise<ServiceAnswer> {
  store.buckets.existing(bucket);
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const after = token === null ? afterKey(startAfter ?? '', query) : afterOfToken(token);
  const listing = { ...listingOf(query), after };
  const page = await pageOf(store, bucket, listing);
  const encoded = encoderOf(query);
  return document('ListBucketResult', [
    ...commonElements(bucket, listing, query, page),
    ['KeyCount', page.contents.length + page.prefixes.length],
    token === null ? null : ['ContinuationToken', token],
    page.next === null ? null : ['NextContinuationToken', tokenOf(page.next)],
    startAfter === null ? null : ['StartAfter', encoded(startAfter)],
  ]);
}

export async function listObjects(store: ObjectStore, { bucket, query }: S3Request): Promise<ServiceAnswer> {
  store.buckets.existing(bucket);
  const marker = query.get('marker') ?? '';
  const listing = { ...listingOf(query), after: afterKey(marker, query) };
  const page = await pageOf(store, bucket, listing);
  const encoded = encoderOf(query);
  return document('ListBucketResult', [
    ...commonElements(bucket, listing, query, page),
    ['Marker', encoded(marker)],
    // As S3 does: without a delimiter the last key is the marker of the next page.
    page.next === null || listing.delimiter === '' ? null : ['NextMarker', encoded(page.next.key)],
  ]);
}

function listingOf(query: URLSearchParams): Omit<Listing, 'after'> {
  const maxKeys = query.get('max-keys') ?? String(MOST_KEYS);
  if (!/^\d+$/.test(maxKeys)) throw invalidArgument('Provided max-keys not an integer or within integer range');
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: Math.min(Number(maxKeys), MOST_KEYS),
  };
}

/** A marker that is a common prefix stands for all the keys below it. */
function afterKey(key: string, query: URLSearchParams): After {
  const delimiter = query.get('delimiter') ?? '';
  return { key, whole: key !== '' && delimiter !== '' && key.endsWith(delimiter) };
}

const tokenOf = ({ key, whole }: After): string => Buffer.from(`${whole ? '1' : '0'}${key}`).toString('base64url');

function afterOfToken(token: string): After {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!/^[01]/.test(text)) throw invalidArgument('The continuation token provided is incorrect');
  return { key: text.slice(1), whole: text.startsWith('1') };
}

async function pageOf(store: ObjectStore, bucket: string, listing: Listing): Promise<Page> {
  const { prefix, delimiter, maxKeys } = listing;
  const contents: ObjectHead[] = [];
  const prefixes: string[] = [];
  let after = listing.after;
  if (maxKeys === 0) return { contents, prefixes, next: null };
  for (;;) {
    const common = await fill();
    if (common === null) return { contents, prefixes, next: null };
    if (common === FULL) return { contents, prefixes, next: after };
    // The walk begins again behind all the keys of the prefix, so their folders are not read.
    prefixes.push(common);
    after = { key: common, whole: true };
  }

  /** Adds keys until there are no more, until the page is full, or up to a common prefix, which it gives. */
  async function fill(): Promise<string | typeof FULL | null> {
    for await (const key of store.keys(bucket, prefix, after)) {
      if (contents.length + prefixes.length === maxKeys) return FULL;
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      if (end >= 0) return key.slice(0, end + delimiter.length);
      const head = await store.head(bucket, key);
      // Deleted between the two.
      if (head) contents.push(head);
      after = { key, whole: false };
    }
    return null;
  }
}

const encoderOf = (query: URLSearchParams): ((text: string) => string) =>
  query.get('encoding-type') === 'url' ? (text) => encodeURIComponent(text).replace(/%2F/g, '/') : (text) => text;

function commonElements(bucket: string, listing: Listing, query: URLSearchParams, page: Page): XmlElement[] {
  const encoded = encoderOf(query);
  const encoding = query.get('encoding-type');
  return [
    ['Name', bucket],
    ['Prefix', encoded(listing.prefix)],
    listing.delimiter === '' ? null : ['Delimiter', encoded(listing.delimiter)],
    ['MaxKeys', listing.maxKeys],
    encoding === 'url' ? ['EncodingType', 'url'] : null,
    ['IsTruncated', page.next !== null],
    ...page.contents.map((head): XmlElement => ['Contents', contentOf(head, encoded)]),
    ...page.prefixes.map((prefix): XmlElement => ['CommonPrefixes', [['Prefix', encoded(prefix)]]]),
  ];
}

const contentOf = (head: ObjectHead, encoded: (text: string) => string): XmlElement[] => [
  ['Key', encoded(head.key)],
  ['LastModified', isoTime(head.modified)],
  ['ETag', quoted(head.etag)],
  head.checksum ? ['ChecksumAlgorithm', head.checksum.algorithm] : null,
  head.checksum ? ['ChecksumType', head.checksum.type] : null,
  ['Size', head.size],
  ['StorageClass', 'STANDARD'],
];
