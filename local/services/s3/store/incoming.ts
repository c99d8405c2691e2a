/** Bytes on their way into the store: a file that no reader sees until it is renamed into place, whole. */
import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { spaceError, type Quota } from './quota.js';

export class Incoming {
  private bytes = 0;
  private file: FileHandle | null;

  private constructor(
    readonly path: string,
    file: FileHandle | null,
    private readonly quota: Quota,
  ) {
    this.file = file;
  }

  static async begin(folder: string, quota: Quota): Promise<Incoming> {
    const path = join(folder, randomUUID());
    try {
      return new Incoming(path, await open(path, 'wx'), quota);
    } catch (error) {
      throw spaceError(error);
    }
  }

  /** Takes over a file that something else has written, on the same disk. */
  static async adopt(path: string, quota: Quota): Promise<Incoming> {
    const incoming = new Incoming(path, null, quota);
    const { size } = await stat(path);
    quota.take(size);
    incoming.bytes = size;
    return incoming;
  }

  get size(): number {
    return this.bytes;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.quota.take(bytes.length);
    this.bytes += bytes.length;
    try {
      for (let from = 0; from < bytes.length;) {
        const { bytesWritten = 0 } = (await this.file?.write(bytes, from)) ?? {};
        from += bytesWritten;
      }
    } catch (error) {
      throw spaceError(error);
    }
  }

  /** No more bytes come. */
  async end(): Promise<void> {
    const file = this.file;
    this.file = null;
    await file?.close();
  }

  async moveTo(path: string): Promise<void> {
    await this.end();
    await rename(this.path, path);
  }

  /** It is not kept: nothing of it stays. */
  async discard(): Promise<void> {
    await this.end();
    await rm(this.path, { force: true });
    this.quota.give(this.bytes);
    this.bytes = 0;
  }
}
