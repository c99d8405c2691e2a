/**
 * Objects in a folder: every key that can be a path is the file at that path below its bucket's folder, so the lake is read
 * straight from disk. Objects come into place whole, by a rename, and what is remembered of them lies in a hidden folder.
 */
import { mkdirSync, realpathSync } from 'node:fs';
import { mkdir, open, rm, rmdir, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DEFAULT_REGION } from '../../front/account.js';
import { codeOf } from '../../../system-error.js';
import { Buckets } from './buckets.js';
import { Incoming } from './incoming.js';
import { Locks } from './locks.js';
import { forgetRecord, readRecord, writeRecord, type ObjectHead } from './object-record.js';
import { isAbsent, isItself, isTaken, Places } from './place.js';
import { Quota, spaceError } from './quota.js';
import { openScratch } from './scratch.js';
import { walk, type After } from './walk.js';

export interface ObjectStoreOptions {
  readonly directory: string;
  readonly quotaBytes?: number | undefined;
  readonly now: () => number;
}

/** An object that is being read: its bytes stay those of its head, also when it is replaced meanwhile. */
export interface OpenObject {
  readonly head: ObjectHead;
  /** The reader closes it. */
  readonly file: FileHandle;
}

export type ObjectAttributes = Omit<ObjectHead, 'key' | 'size' | 'modified'>;

/** Throws when the object that is there forbids what is about to happen to it. */
export type Condition = (current: ObjectHead | null) => void;

const UNCONDITIONAL: Condition = () => undefined;

export class ObjectStore {
  readonly buckets: Buckets;
  readonly places: Places;
  readonly quota: Quota;
  /** For files that are on their way into the store. */
  readonly scratch: string;
  private readonly locks = new Locks();
  private readonly lastWork: (() => Promise<void>)[] = [];

  constructor(private readonly options: ObjectStoreOptions) {
    mkdirSync(options.directory, { recursive: true });
    const root = realpathSync(options.directory);
    this.places = new Places(root);
    this.scratch = openScratch(root);
    this.quota = new Quota(options.quotaBytes ?? null, root);
    this.buckets = new Buckets(root, this.places, DEFAULT_REGION);
  }

  begin(): Promise<Incoming> {
    return Incoming.begin(this.scratch, this.quota);
  }

  /** Makes what came in the object of a key, at once and whole, or discards it when that is refused. */
  async keep(
    bucket: string,
    key: string,
    incoming: Incoming,
    attributes: ObjectAttributes,
    condition: Condition = UNCONDITIONAL,
  ): Promise<ObjectHead> {
    try {
      return await this.locked(bucket, key, async () => {
        this.buckets.existing(bucket);
        const current = await this.head(bucket, key);
        condition(current);
        const head = { key, size: incoming.size, modified: this.options.now(), ...attributes };
        await this.place(bucket, key, incoming, head);
        if (current) this.quota.give(current.size);
        return head;
      });
    } catch (error) {
      await incoming.discard();
      throw error;
    }
  }

  async head(bucket: string, key: string): Promise<ObjectHead | null> {
    const object = await this.opened(bucket, key);
    await object?.file.close();
    return object?.head ?? null;
  }

  read(bucket: string, key: string): Promise<OpenObject | null> {
    return this.locked(bucket, key, () => this.opened(bucket, key));
  }

  /** False when there was none. */
  remove(bucket: string, key: string, condition: Condition = UNCONDITIONAL): Promise<boolean> {
    return this.locked(bucket, key, async () => {
      const current = await this.head(bucket, key);
      condition(current);
      if (!current) return false;
      const apart = this.buckets.keysApart(bucket);
      const path = apart.has(key) ? this.places.apartFile(bucket, key) : this.places.file(bucket, key);
      if (path !== null) await rm(path, { force: true });
      await forgetRecord(this.places.record(bucket, key));
      this.quota.give(current.size);
      if (!apart.delete(key) && path !== null) await this.prune(bucket, dirname(path));
      return true;
    });
  }

  keys(bucket: string, prefix: string, after: After): AsyncGenerator<string, void, undefined> {
    return walk(this.places.bucket(bucket), [...this.buckets.keysApart(bucket)], prefix, after);
  }

  /** Work of others that must be done before the store closes. All services of a front are closed at once. */
  beforeClose(work: () => Promise<void>): void {
    this.lastWork.push(work);
  }

  async close(): Promise<void> {
    await Promise.all(this.lastWork.map((work) => work()));
    await rm(this.scratch, { recursive: true, force: true });
  }

  private locked<T>(bucket: string, key: string, work: () => Promise<T>): Promise<T> {
    return this.locks.with(`${bucket}/${key}`, work);
  }

  private async opened(bucket: string, key: string): Promise<OpenObject | null> {
    const apart = this.buckets.keysApart(bucket).has(key);
    const path = apart ? this.places.apartFile(bucket, key) : this.places.file(bucket, key);
    if (path === null || (!apart && !(await isItself(path)))) return null;
    let file: FileHandle;
    try {
      file = await open(path, 'r');
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
    const stats = await file.stat();
    if (stats.isFile()) return { head: await readRecord(this.places.record(bucket, key), key, stats), file };
    await file.close();
    return null;
  }

  private async place(bucket: string, key: string, incoming: Incoming, head: ObjectHead): Promise<void> {
    await incoming.end();
    const stats = await stat(incoming.path);
    const record = this.places.record(bucket, key);
    const apart = this.buckets.keysApart(bucket);
    const path = apart.has(key) ? null : this.places.file(bucket, key);
    // The bytes first: a record that does not fit them is not believed, bytes without a record are still an object.
    if (path !== null && (await this.moved(bucket, incoming, path))) return writeRecord(record, head, stats);
    // Kept apart, the key is known from the record alone, so that is there first.
    await writeRecord(record, head, stats);
    await incoming.moveTo(this.places.apartFile(bucket, key));
    apart.add(key);
  }

  /** False when the key can't be this path, because of what other keys are or of the file system. */
  private async moved(bucket: string, incoming: Incoming, path: string): Promise<boolean> {
    if (!(await isItself(path))) return false;
    for (;;) {
      try {
        await mkdir(dirname(path), { recursive: true });
        await incoming.moveTo(path);
        return true;
      } catch (error) {
        if (isTaken(error)) return false;
        // A delete beside this has taken the empty folder away again.
        if (codeOf(error) !== 'ENOENT') throw spaceError(error);
        this.buckets.existing(bucket);
      }
    }
  }

  /** Folders without files are nothing in S3, and in the way of a key of their name. */
  private async prune(bucket: string, from: string): Promise<void> {
    const root = this.places.bucket(bucket);
    try {
      for (let folder = from; folder !== root && folder.startsWith(root); folder = dirname(folder)) await rmdir(folder);
    } catch {
      // Not empty, or gone already.
    }
  }
}
