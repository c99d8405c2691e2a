/**
 * Where the object of a key lives. A key that is a path is the file at that path below its bucket's folder, for DuckDB to
 * read. Any other key of S3 (`a//b`, `../a`, a name longer than a file system takes, `a` beside `a/b`) is kept apart, as a
 * file named for its digest: nothing of the key becomes part of a path, so none reaches out of the folder.
 */
import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../../../system-error.js';

/** Beside the buckets' folders and no name for a bucket, so no listing and no glob below a bucket meets it. */
export const HIDDEN = '.s3';

export class Places {
  constructor(private readonly root: string) {}

  bucket(bucket: string): string {
    return join(this.root, bucket);
  }

  /** What is remembered about a bucket. */
  about(bucket: string): string {
    return join(this.root, HIDDEN, bucket);
  }

  uploads(bucket: string): string {
    return join(this.about(bucket), 'uploads');
  }

  apart(bucket: string): string {
    return join(this.about(bucket), 'apart');
  }

  apartFile(bucket: string, key: string): string {
    return join(this.apart(bucket), digestOf(key));
  }

  /** What is remembered about an object. */
  record(bucket: string, key: string): string {
    const digest = digestOf(key);
    return join(this.about(bucket), 'objects', digest.slice(0, 2), `${digest}.json`);
  }

  recordByDigest(bucket: string, digest: string): string {
    return join(this.about(bucket), 'objects', digest.slice(0, 2), `${digest}.json`);
  }

  /** The file that a key names, or null when it can't name one. */
  file(bucket: string, key: string): string | null {
    const segments = key.split('/');
    return segments.every(isName) ? join(this.root, bucket, ...segments) : null;
  }
}

const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

const isName = (segment: string): boolean =>
  segment !== '' && segment !== '.' && segment !== '..' && !segment.includes('\0');

/**
 * Whether nothing on the way to a path has another name than the path says: no link leads out of the folder, and on a file
 * system that folds case `A` is not taken for `a`. What does not exist yet has no other name.
 */
export async function isItself(path: string): Promise<boolean> {
  for (let existing = path; ; existing = dirname(existing)) {
    try {
      return (await realpath(existing)) === existing;
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'ENOENT' && code !== 'ENOTDIR') return false;
    }
  }
}

/** The path can't be made, or holds something else: a file where a folder must be, a folder where a file must be. */
export const isTaken = (error: unknown): boolean =>
  ['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY', 'ENAMETOOLONG', 'EINVAL', 'EILSEQ'].includes(codeOf(error) ?? '');

/** Nothing can be read there as an object. */
export const isAbsent = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL', 'EILSEQ', 'ELOOP'].includes(codeOf(error) ?? '');
