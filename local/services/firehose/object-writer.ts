/** Writes one object into the lake as its bytes come, in pieces worth a call to the disk. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGzip, type Gzip } from 'node:zlib';
import { Incoming } from '../s3/store/incoming.js';
import type { ObjectStore } from '../s3/store/object-store.js';

const PIECE = 256 * 1024;
const CONTENT_TYPE = 'application/octet-stream';

export class ObjectWriter {
  private readonly md5 = createHash('md5');
  private pieces: Uint8Array[] = [];
  private waiting = 0;

  private readonly gzipped: Promise<void>;

  private constructor(
    private readonly store: ObjectStore,
    private readonly incoming: Incoming,
    private readonly gzip: Gzip | null,
  ) {
    this.gzipped = gzip === null ? Promise.resolve() : this.keepAll(gzip);
    // Heard of where it is waited for.
    this.gzipped.catch(() => undefined);
  }

  static async begin(store: ObjectStore, compression: 'UNCOMPRESSED' | 'GZIP'): Promise<ObjectWriter> {
    return new ObjectWriter(store, await store.begin(), compression === 'GZIP' ? createGzip() : null);
  }

  async write(...bytes: readonly Uint8Array[]): Promise<void> {
    for (const each of bytes) {
      this.pieces.push(each);
      this.waiting += each.length;
    }
    if (this.waiting >= PIECE) await this.flush();
  }

  async finish(bucket: string, key: string): Promise<void> {
    await this.flush();
    this.gzip?.end();
    await this.gzipped;
    await this.incoming.end();
    const encoding: Record<string, string> = this.gzip ? { 'content-encoding': 'gzip' } : {};
    const headers = { 'content-type': CONTENT_TYPE, ...encoding };
    const attributes = { etag: this.md5.digest('hex'), headers, checksum: null };
    await this.store.keep(bucket, key, this.incoming, attributes);
  }

  async discard(): Promise<void> {
    this.gzip?.destroy();
    await this.incoming.discard();
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.pieces);
    this.pieces = [];
    this.waiting = 0;
    if (!this.gzip) return this.keep(bytes);
    if (this.gzip.write(bytes)) return;
    // A disk that refuses ends the reading side, and then nothing drains any more.
    await Promise.race([new Promise<void>((resolve) => this.gzip?.once('drain', resolve)), this.gzipped]);
  }

  private async keepAll(gzip: Gzip): Promise<void> {
    for await (const bytes of gzip as AsyncIterable<Buffer>) await this.keep(bytes);
  }

  private async keep(bytes: Buffer): Promise<void> {
    this.md5.update(bytes);
    await this.incoming.write(bytes);
  }
}

/** Makes a finished file of the scratch folder an object. */
export async function keepFile(store: ObjectStore, path: string, bucket: string, key: string): Promise<void> {
  const incoming = await Incoming.adopt(path, store.quota);
  const md5 = createHash('md5');
  for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 })) md5.update(bytes as Buffer);
  const headers = { 'content-type': CONTENT_TYPE };
  await store.keep(bucket, key, incoming, { etag: md5.digest('hex'), headers, checksum: null });
}
