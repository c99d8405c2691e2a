/** Uploads in parts. */
import type { ServiceAnswer } from '../front/service.js';
import { checksumHeaders, document, empty, isoTime, quoted } from './answers.js';
import { documentOf, OWNER } from './bucket-operations.js';
import {
  CHECKSUM_ALGORITHMS,
  checksumElement,
  checksumHeader,
  checksumNamed,
  type ChecksumAlgorithm,
  type ChecksumType,
} from './checksums.js';
import { writeCondition } from './conditions.js';
import { invalidArgument, invalidRequest, malformedXml } from './errors.js';
import { headerOf, keptHeaders } from './headers.js';
import { receive } from './payload.js';
import type { S3Request } from './request.js';
import type { ObjectStore } from './store/object-store.js';
import type { ChosenPart, Part, Upload, Uploads } from './store/uploads.js';
import { readXml, textOf, type XmlElement, type XmlNode } from './xml.js';

const MOST_PARTS = 10_000;
const PARTS_PER_PAGE = 1000;

export async function createMultipartUpload(uploads: Uploads, request: S3Request): Promise<ServiceAnswer> {
  const { bucket, key, headers } = request;
  const algorithm = checksumNamed(headerOf(headers, 'x-amz-checksum-algorithm') ?? undefined);
  const type = typeOf(algorithm, headerOf(headers, 'x-amz-checksum-type'));
  const { id } = await uploads.begin(bucket, { key, headers: keptHeaders(headers), algorithm, type });
  const about: XmlElement[] = [
    ['Bucket', bucket],
    ['Key', key],
    ['UploadId', id],
  ];
  const checksum = algorithm === null ? {} : { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': type };
  return document('InitiateMultipartUploadResult', about, checksum);
}

function typeOf(algorithm: ChecksumAlgorithm | null, wanted: string | null): ChecksumType {
  const type = wanted ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const isCrc = algorithm?.startsWith('CRC') ?? true;
  if (type === 'FULL_OBJECT' && isCrc) return type;
  if (type === 'COMPOSITE' && algorithm !== 'CRC64NVME') return type;
  throw invalidRequest(
    `The ${type} checksum type cannot be used with the ${algorithm ?? 'default'} checksum algorithm.`,
  );
}

export async function uploadPart(store: ObjectStore, uploads: Uploads, request: S3Request): Promise<ServiceAnswer> {
  const { bucket, query } = request;
  const number = Number(query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive');
  }
  const upload = await uploadOf(uploads, request);
  const incoming = await store.begin();
  try {
    const { size, md5, checksum } = await receive(request, (bytes) => incoming.write(bytes), upload.algorithm);
    const etag = md5.toString('hex');
    await incoming.end();
    await uploads.keepPart(bucket, upload, { number, etag, size, checksum: checksum?.value ?? null }, incoming);
    const { 'x-amz-checksum-type': _, ...headers } = checksumHeaders(checksum);
    return empty(200, { etag: quoted(etag), ...headers });
  } catch (error) {
    await incoming.discard();
    throw error;
  }
}

export async function completeMultipartUpload(uploads: Uploads, request: S3Request): Promise<ServiceAnswer> {
  const { bucket, key, headers } = request;
  const upload = await uploadOf(uploads, request);
  // The checksum in the headers is of the object, not of this document.
  const bare = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-checksum-')));
  const root = readXml(await documentOf({ ...request, headers: bare }));
  const parts = root.children.filter(({ name }) => name === 'Part').map((node) => chosenPart(node, upload.algorithm));
  if (root.name !== 'CompleteMultipartUpload' || parts.length === 0) throw malformedXml();
  const expected = upload.algorithm === null ? null : headerOf(headers, checksumHeader(upload.algorithm));
  const head = await uploads.complete(bucket, upload, parts, writeCondition(headers), expected);
  return document('CompleteMultipartUploadResult', [
    ['Location', `http://${headerOf(headers, 'host') ?? 'localhost'}${request.path}`],
    ['Bucket', bucket],
    ['Key', key],
    ['ETag', quoted(head.etag)],
    head.checksum === null ? null : [checksumElement(head.checksum.algorithm), head.checksum.value],
    head.checksum === null ? null : ['ChecksumType', head.checksum.type],
  ]);
}

function chosenPart(node: XmlNode, algorithm: ChecksumAlgorithm | null): ChosenPart {
  const number = Number(textOf(node, 'PartNumber'));
  const etag = textOf(node, 'ETag');
  if (!Number.isInteger(number) || etag === undefined) throw malformedXml();
  const given = CHECKSUM_ALGORITHMS.find((each) => textOf(node, checksumElement(each)) !== undefined);
  // A part's own checksum, of another kind than the upload's, was checked when the part came.
  const checksum = given !== undefined && given === algorithm ? (textOf(node, checksumElement(given)) ?? null) : null;
  return { number, etag: etag.replace(/^"(.*)"$/, '$1'), checksum };
}

export async function abortMultipartUpload(uploads: Uploads, request: S3Request): Promise<ServiceAnswer> {
  await uploads.abort(request.bucket, await uploadOf(uploads, request));
  return empty(204);
}

export async function listParts(uploads: Uploads, request: S3Request): Promise<ServiceAnswer> {
  const { bucket, key, query } = request;
  const upload = await uploadOf(uploads, request);
  const marker = Number(query.get('part-number-marker') ?? '0');
  const most = Math.min(Number(query.get('max-parts') ?? PARTS_PER_PAGE), PARTS_PER_PAGE);
  const rest = (await uploads.parts(bucket, upload)).filter(({ number }) => number > marker);
  const page = rest.slice(0, most);
  return document('ListPartsResult', [
    ['Bucket', bucket],
    ['Key', key],
    ['UploadId', upload.id],
    ['PartNumberMarker', marker],
    ['NextPartNumberMarker', page.at(-1)?.number ?? 0],
    ['MaxParts', most],
    ['IsTruncated', rest.length > page.length],
    upload.algorithm === null ? null : ['ChecksumAlgorithm', upload.algorithm],
    upload.algorithm === null ? null : ['ChecksumType', upload.type],
    ...page.map((part): XmlElement => ['Part', partElements(part, upload.algorithm)]),
    OWNER,
    ['StorageClass', 'STANDARD'],
  ]);
}

const partElements = (part: Part, algorithm: ChecksumAlgorithm | null): XmlElement[] => [
  ['PartNumber', part.number],
  ['LastModified', isoTime(part.modified)],
  ['ETag', quoted(part.etag)],
  ['Size', part.size],
  algorithm !== null && part.checksum !== null ? [checksumElement(algorithm), part.checksum] : null,
];

export async function listMultipartUploads(uploads: Uploads, { bucket, query }: S3Request): Promise<ServiceAnswer> {
  const prefix = query.get('prefix') ?? '';
  const found = (await uploads.all(bucket)).filter(({ key }) => key.startsWith(prefix));
  return document('ListMultipartUploadsResult', [
    ['Bucket', bucket],
    ['Prefix', prefix],
    ['MaxUploads', 1000],
    ['IsTruncated', false],
    ...found.map((upload): XmlElement => [
      'Upload',
      [
        ['Key', upload.key],
        ['UploadId', upload.id],
        OWNER,
        ['StorageClass', 'STANDARD'],
        ['Initiated', isoTime(upload.begun)],
      ],
    ]),
  ]);
}

const uploadOf = (uploads: Uploads, { bucket, key, query }: S3Request): Promise<Upload> =>
  uploads.find(bucket, key, query.get('uploadId') ?? '');
