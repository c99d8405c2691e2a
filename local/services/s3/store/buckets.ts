/** The buckets: folders directly below the root. A folder that somebody else put there is a bucket too. */
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bucketNotEmpty, invalidBucketName, noSuchBucket } from '../errors.js';
import { codeOf } from '../../../system-error.js';
import type { Places } from './place.js';

export interface Bucket {
  readonly name: string;
  /** Milliseconds. */
  readonly created: number;
  readonly region: string;
}

/** No path, no hidden folder, no address: AWS's own rules leave none of them. */
export const isBucketName = (name: string): boolean =>
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+\.\d+\.\d+\.\d+$/.test(name);

export class Buckets {
  /** The keys kept apart, by bucket. */
  private readonly apart = new Map<string, Set<string>>();

  constructor(
    private readonly root: string,
    private readonly places: Places,
    private readonly defaultRegion: string,
  ) {}

  all(): Bucket[] {
    return readdirSync(this.root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && isBucketName(entry.name))
      .map(({ name }) => this.described(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): Bucket | null {
    if (!isBucketName(name)) return null;
    const stats = statSync(this.places.bucket(name), { throwIfNoEntry: false });
    return stats?.isDirectory() ? this.described(name) : null;
  }

  existing(name: string): Bucket {
    const bucket = this.find(name);
    if (!bucket) throw noSuchBucket();
    return bucket;
  }

  /** False when it is there already. */
  create(name: string, region: string, now: number): boolean {
    if (!isBucketName(name)) throw invalidBucketName();
    if (this.find(name)) return false;
    mkdirSync(this.places.uploads(name), { recursive: true });
    mkdirSync(this.places.apart(name), { recursive: true });
    writeFileSync(this.aboutFile(name), JSON.stringify({ created: now, region }));
    mkdirSync(this.places.bucket(name));
    return true;
  }

  remove(name: string): void {
    this.existing(name);
    if (this.keysApart(name).size > 0) throw bucketNotEmpty();
    try {
      removeEmptyFolders(this.places.bucket(name));
    } catch (error) {
      if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'ENOTDIR') throw bucketNotEmpty();
      throw error;
    }
    this.apart.delete(name);
    rmSync(this.places.about(name), { recursive: true, force: true });
  }

  keysApart(name: string): Set<string> {
    let keys = this.apart.get(name);
    if (!keys) {
      // Also for a folder that is a bucket only because it is there.
      mkdirSync(this.places.uploads(name), { recursive: true });
      mkdirSync(this.places.apart(name), { recursive: true });
      keys = new Set(readdirSync(this.places.apart(name)).flatMap((digest) => this.keyOf(name, digest)));
      this.apart.set(name, keys);
    }
    return keys;
  }

  private keyOf(bucket: string, digest: string): string[] {
    try {
      const { key } = JSON.parse(readFileSync(this.places.recordByDigest(bucket, digest), 'utf8')) as { key: string };
      return [key];
    } catch {
      // The process died between the bytes and what is remembered of them: nobody was told that they are stored.
      rmSync(join(this.places.apart(bucket), digest), { force: true });
      return [];
    }
  }

  private described(name: string): Bucket {
    try {
      const about = JSON.parse(readFileSync(this.aboutFile(name), 'utf8')) as Omit<Bucket, 'name'>;
      return { name, ...about };
    } catch {
      const { birthtimeMs } = statSync(this.places.bucket(name));
      return { name, created: Math.floor(birthtimeMs), region: this.defaultRegion };
    }
  }

  private aboutFile(name: string): string {
    return join(this.places.about(name), 'bucket.json');
  }
}

/** Folders that deletes have left without files; throws ENOTEMPTY when there is a file. */
function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  rmdirSync(folder);
}
