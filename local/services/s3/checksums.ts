/** The checksums a client may send with an object, in a header or behind the body, and ask back when it reads. */
import { createHash } from 'node:crypto';
import { crc32, crc32c, crc64nvme, type Crc } from './crc.js';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of parts, with `-<count>` behind it when it is composite. */
  readonly value: string;
  readonly type: ChecksumType;
}

const hash = (name: 'sha1' | 'sha256') => (): Crc => {
  const state = createHash(name);
  return { update: (bytes) => void state.update(bytes), digest: () => state.digest() };
};

const ALGORITHMS: Readonly<Record<ChecksumAlgorithm, { readonly bytes: number; readonly start: () => Crc }>> = {
  CRC32: { bytes: 4, start: crc32 },
  CRC32C: { bytes: 4, start: crc32c },
  CRC64NVME: { bytes: 8, start: crc64nvme },
  SHA1: { bytes: 20, start: hash('sha1') },
  SHA256: { bytes: 32, start: hash('sha256') },
};

export const CHECKSUM_ALGORITHMS = Object.keys(ALGORITHMS) as readonly ChecksumAlgorithm[];

export const startChecksum = (algorithm: ChecksumAlgorithm): Crc => ALGORITHMS[algorithm].start();

export const checksumHeader = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** As the element of an answer is named: `ChecksumCRC32`. */
export const checksumElement = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm}`;

export const checksumNamed = (name: string | undefined): ChecksumAlgorithm | null =>
  CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === name?.toUpperCase()) ?? null;

/** Whether a value could be a checksum at all. */
export function isChecksum(algorithm: ChecksumAlgorithm, value: string): boolean {
  return /^[A-Za-z0-9+/]+=*$/.test(value) && Buffer.from(value, 'base64').length === ALGORITHMS[algorithm].bytes;
}

/** The checksum of the checksums of the parts, as S3 makes it for an object of several parts. */
export function compositeOf(algorithm: ChecksumAlgorithm, parts: readonly string[]): string {
  const state = startChecksum(algorithm);
  for (const part of parts) state.update(Buffer.from(part, 'base64'));
  return `${state.digest().toString('base64')}-${parts.length}`;
}
