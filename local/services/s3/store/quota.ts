/** How much the store may hold. A disk that is full gives the same refusal. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../../system-error.js';
import { outOfSpace } from '../errors.js';

export class Quota {
  private used: number;

  /** Without a limit only the disk itself refuses. */
  constructor(
    private readonly limit: number | null,
    folder: string,
  ) {
    this.used = limit === null ? 0 : sizeOf(folder);
  }

  /** Before the bytes are written. */
  take(bytes: number): void {
    if (this.limit !== null && this.used + bytes > this.limit) {
      const [used, limit] = [this.used, this.limit].map((each) => each.toLocaleString('en'));
      throw outOfSpace(`The local S3 holds ${used} of at most ${limit} bytes. Delete objects or raise the quota.`);
    }
    this.used += bytes;
  }

  give(bytes: number): void {
    this.used -= bytes;
  }
}

/** A full disk in the words of the service; any other error is passed on. */
export function spaceError(error: unknown): unknown {
  const code = codeOf(error);
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return outOfSpace('The disk of the local S3 is full. Free space on it or move the folder.');
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, stats) => sum + (stats?.isFile() ? stats.size : 0), 0);
}
