/** What is remembered about an object beside its bytes, in a file of its own that follows them into place. */
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Checksum } from '../checksums.js';
import type { KeptHeaders } from '../headers.js';
import { isAbsent } from './place.js';
import { spaceError } from './quota.js';

export interface ObjectHead {
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds. */
  readonly modified: number;
  readonly headers: KeptHeaders;
  readonly checksum: Checksum | null;
}

/** Tells whether the bytes are still those that the record was written for. */
interface ObjectRecord extends ObjectHead {
  readonly written: number;
}

export async function writeRecord(path: string, head: ObjectHead, { mtimeMs }: Stats): Promise<void> {
  const record: ObjectRecord = { ...head, written: Math.round(mtimeMs) };
  const draft = `${path}.draft`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, JSON.stringify(record));
    await rename(draft, path);
  } catch (error) {
    throw spaceError(error);
  }
}

/** A file that was put into the folder by other means is an object all the same, with what the file itself says. */
export async function readRecord(path: string, key: string, stats: Stats): Promise<ObjectHead> {
  const record = await readStored(path);
  if (record?.size === stats.size && record.written === Math.round(stats.mtimeMs)) return record;
  const etag = createHash('md5').update(`${stats.size} ${stats.mtimeMs}`).digest('hex');
  const headers = { 'content-type': 'binary/octet-stream' };
  // As of an object of one part: no client takes such a tag for the MD5 of the bytes.
  return { key, size: stats.size, etag: `${etag}-1`, modified: Math.floor(stats.mtimeMs), headers, checksum: null };
}

export async function readStored(path: string): Promise<ObjectRecord | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as ObjectRecord;
  } catch (error) {
    if (isAbsent(error) || (error as { name?: unknown }).name === 'SyntaxError') return null;
    throw error;
  }
}

export const forgetRecord = (path: string): Promise<void> => rm(path, { force: true });
