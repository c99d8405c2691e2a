/** Takes in the body of a request, decoded and checked against everything that the client said about it. */
import { createHash } from 'node:crypto';
import type { ServiceRequest } from '../front/service.js';
import { AwsError } from '../front/aws-error.js';
import { unchunked } from './aws-chunked.js';
import {
  CHECKSUM_ALGORITHMS,
  checksumHeader,
  checksumNamed,
  isChecksum,
  startChecksum,
  type Checksum,
  type ChecksumAlgorithm,
} from './checksums.js';
import {
  badDigest,
  entityTooLarge,
  incompleteBody,
  invalidDigest,
  invalidRequest,
  payloadHashMismatch,
} from './errors.js';
import { headerOf } from './headers.js';

/** Of one PutObject or UploadPart. */
const LARGEST = 5 * 1024 ** 3;

export interface Payload {
  readonly size: number;
  readonly md5: Buffer;
  readonly checksum: Checksum | null;
}

interface Expected {
  readonly chunked: boolean;
  readonly length: number | null;
  readonly md5: Buffer | null;
  readonly sha256: string | null;
  /** A null value comes behind the body. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string | null } | null;
}

/** Gives every byte of the body to `write`; throws when a digest differs, so that nothing of it may be kept. */
export async function receive(
  request: ServiceRequest,
  write: (bytes: Buffer) => Promise<void>,
  /** Computed also when the client sends none: what an upload of parts was begun with. */
  wanted: ChecksumAlgorithm | null = null,
): Promise<Payload> {
  const expected = expectedOf(request);
  const trailers = new Map<string, string>();
  const incoming = request.stream as AsyncIterable<Buffer>;
  const algorithm = expected.checksum?.algorithm ?? wanted;
  const checksum = algorithm === null ? null : startChecksum(algorithm);
  const md5 = createHash('md5');
  const sha256 = expected.sha256 === null ? null : createHash('sha256');
  let size = 0;
  for await (const bytes of expected.chunked ? unchunked(incoming, trailers) : incoming) {
    size += bytes.length;
    if (size > LARGEST) throw entityTooLarge();
    md5.update(bytes);
    sha256?.update(bytes);
    checksum?.update(bytes);
    await write(bytes);
  }
  if (expected.length !== null && expected.length !== size) throw incompleteBody();
  if (sha256 && sha256.digest('hex') !== expected.sha256) throw payloadHashMismatch();
  const digest = md5.digest();
  if (expected.md5 && !expected.md5.equals(digest)) throw badDigest('Content-MD5');
  if (!checksum || algorithm === null) return { size, md5: digest, checksum: null };
  const value = checksum.digest().toString('base64');
  if (expected.checksum && valueOf(expected.checksum, trailers) !== value) throw badDigest(algorithm);
  return { size, md5: digest, checksum: { algorithm, value, type: 'FULL_OBJECT' } };
}

function valueOf({ algorithm, value }: NonNullable<Expected['checksum']>, trailers: Map<string, string>): string {
  if (value !== null) return value;
  const trailer = trailers.get(checksumHeader(algorithm));
  if (trailer === undefined) throw new AwsError('MalformedTrailerError', 'The announced trailer is missing.');
  return trailer;
}

function expectedOf({ headers }: ServiceRequest): Expected {
  const header = (name: string): string | null => headerOf(headers, name);
  const hash = header('x-amz-content-sha256') ?? '';
  const chunked = hash.startsWith('STREAMING-') || /\baws-chunked\b/i.test(header('content-encoding') ?? '');
  const length = header(chunked ? 'x-amz-decoded-content-length' : 'content-length');
  if (length !== null && !/^\d+$/.test(length)) throw invalidRequest('The length of the body is not a number.');
  if (length === null && !chunked && header('transfer-encoding') === null) {
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  }
  if (length !== null && Number(length) > LARGEST) throw entityTooLarge();
  return {
    chunked,
    length: length === null ? null : Number(length),
    md5: md5Of(header('content-md5')),
    sha256: /^[0-9a-f]{64}$/.test(hash) ? hash : null,
    checksum: checksumOf(header),
  };
}

function md5Of(header: string | null): Buffer | null {
  if (header === null) return null;
  const md5 = Buffer.from(header, 'base64');
  if (md5.length !== 16) throw invalidDigest();
  return md5;
}

function checksumOf(header: (name: string) => string | null): Expected['checksum'] {
  const given = CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
    const value = header(checksumHeader(algorithm));
    return value === null ? [] : [{ algorithm, value }];
  });
  const [first] = given;
  if (given.length > 1) throw invalidRequest('Expecting a single x-amz-checksum- header.');
  if (first && !isChecksum(first.algorithm, first.value)) {
    throw invalidRequest(`Value for ${checksumHeader(first.algorithm)} header is invalid.`);
  }
  if (first) return first;
  const announced = header('x-amz-trailer')?.trim().toLowerCase();
  if (announced === undefined) return null;
  const algorithm = checksumNamed(announced.replace(/^x-amz-checksum-/, ''));
  if (algorithm === null) throw invalidRequest('The value specified in the x-amz-trailer header is not supported.');
  return { algorithm, value: null };
}
