/** Uploads in parts: a folder for each, a file for each part, put together when the client says which parts make the object. */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compositeOf, startChecksum, type Checksum, type ChecksumAlgorithm, type ChecksumType } from '../checksums.js';
import { badDigest, entityTooSmall, invalidPart, invalidPartOrder, noSuchUpload } from '../errors.js';
import type { KeptHeaders } from '../headers.js';
import { Incoming } from './incoming.js';
import type { ObjectHead } from './object-record.js';
import type { Condition, ObjectStore } from './object-store.js';
import { isAbsent } from './place.js';
import { Quota, spaceError } from './quota.js';

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly begun: number;
  readonly headers: KeptHeaders;
  readonly algorithm: ChecksumAlgorithm | null;
  readonly type: ChecksumType;
}

export interface Part {
  readonly number: number;
  readonly etag: string;
  readonly size: number;
  readonly modified: number;
  /** Base64. */
  readonly checksum: string | null;
}

/** A part as the client names it when it completes the upload. */
export interface ChosenPart {
  readonly number: number;
  readonly etag: string;
  readonly checksum: string | null;
}

/** Of every part but the last. */
const SMALLEST_PART = 5 * 1024 * 1024;

export class Uploads {
  constructor(
    private readonly store: ObjectStore,
    private readonly now: () => number,
  ) {}

  async begin(bucket: string, upload: Omit<Upload, 'id' | 'begun'>): Promise<Upload> {
    this.store.buckets.existing(bucket);
    const whole: Upload = { ...upload, id: randomBytes(32).toString('hex'), begun: this.now() };
    await this.saved(async () => {
      await mkdir(this.folder(bucket, whole.id), { recursive: true });
      await writeFile(join(this.folder(bucket, whole.id), 'upload.json'), JSON.stringify(whole));
    });
    return whole;
  }

  async find(bucket: string, key: string, id: string): Promise<Upload> {
    this.store.buckets.existing(bucket);
    const upload = /^[0-9a-f]{64}$/.test(id) ? await read<Upload>(join(this.folder(bucket, id), 'upload.json')) : null;
    if (upload?.key !== key) throw noSuchUpload();
    return upload;
  }

  async all(bucket: string): Promise<Upload[]> {
    this.store.buckets.existing(bucket);
    const ids = await readdir(this.store.places.uploads(bucket)).catch(() => []);
    const found = await Promise.all(ids.map((id) => read<Upload>(join(this.folder(bucket, id), 'upload.json'))));
    return found
      .filter((upload) => upload !== null)
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.begun - b.begun));
  }

  async keepPart(bucket: string, upload: Upload, part: Omit<Part, 'modified'>, incoming: Incoming): Promise<Part> {
    const whole: Part = { ...part, modified: this.now() };
    const path = join(this.folder(bucket, upload.id), String(part.number));
    const [before] = (await this.parts(bucket, upload)).filter(({ number }) => number === part.number);
    await this.saved(async () => {
      await incoming.moveTo(path);
      await writeFile(`${path}.json`, JSON.stringify(whole));
    });
    if (before) this.store.quota.give(before.size);
    return whole;
  }

  async parts(bucket: string, upload: Upload): Promise<Part[]> {
    const folder = this.folder(bucket, upload.id);
    const names = (await readdir(folder)).filter((name) => /^\d+\.json$/.test(name));
    const parts = await Promise.all(names.map((name) => read<Part>(join(folder, name))));
    return parts.filter((part) => part !== null).sort((a, b) => a.number - b.number);
  }

  async complete(
    bucket: string,
    upload: Upload,
    chosen: readonly ChosenPart[],
    condition: Condition,
    /** Of the whole object, when the client says it. */
    expected: string | null,
  ): Promise<ObjectHead> {
    const parts = matched(await this.parts(bucket, upload), chosen);
    // The bytes of the parts are counted already, and become those of the object.
    const incoming = await Incoming.begin(this.store.scratch, new Quota(null, ''));
    let checksum: Checksum | null;
    try {
      const full = await this.joined(bucket, upload, parts, incoming);
      checksum = checksumOf(upload, parts, full);
      if (expected !== null && checksum && checksum.value !== expected) throw badDigest(checksum.algorithm);
    } catch (error) {
      await incoming.discard();
      throw error;
    }
    const etag = `${md5Of(parts)}-${parts.length}`;
    const head = await this.store.keep(
      bucket,
      upload.key,
      incoming,
      { etag, headers: upload.headers, checksum },
      condition,
    );
    await this.forget(bucket, upload, head.size);
    return head;
  }

  abort(bucket: string, upload: Upload): Promise<void> {
    return this.forget(bucket, upload, 0);
  }

  private async forget(bucket: string, upload: Upload, kept: number): Promise<void> {
    const size = (await this.parts(bucket, upload)).reduce((sum, part) => sum + part.size, 0);
    await rm(this.folder(bucket, upload.id), { recursive: true, force: true });
    this.store.quota.give(size - kept);
  }

  private async joined(
    bucket: string,
    upload: Upload,
    parts: readonly Part[],
    incoming: Incoming,
  ): Promise<string | null> {
    const wanted = upload.type === 'FULL_OBJECT' ? upload.algorithm : null;
    const state = wanted === null ? null : startChecksum(wanted);
    for (const { number } of parts) {
      const bytes = createReadStream(join(this.folder(bucket, upload.id), String(number)));
      for await (const chunk of bytes as AsyncIterable<Buffer>) {
        state?.update(chunk);
        await incoming.write(chunk);
      }
    }
    return state?.digest().toString('base64') ?? null;
  }

  private folder(bucket: string, id: string): string {
    return join(this.store.places.uploads(bucket), id);
  }

  private async saved(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      throw spaceError(error);
    });
  }
}

/** In S3's own order: all in ascending order, then all there, then none too small. */
function matched(parts: readonly Part[], chosen: readonly ChosenPart[]): Part[] {
  if (chosen.some(({ number }, index) => number <= (chosen[index - 1]?.number ?? 0))) throw invalidPartOrder();
  const found = chosen.map(({ number, etag, checksum }) => {
    const part = parts.find((each) => each.number === number);
    if (!part || part.etag !== etag || (checksum !== null && part.checksum !== checksum)) throw invalidPart();
    return part;
  });
  if (found.slice(0, -1).some(({ size }) => size < SMALLEST_PART)) throw entityTooSmall();
  return found;
}

function checksumOf({ algorithm, type }: Upload, parts: readonly Part[], full: string | null): Checksum | null {
  if (algorithm === null) return null;
  if (full !== null) return { algorithm, type, value: full };
  const values = parts.flatMap(({ checksum }) => checksum ?? []);
  return values.length < parts.length ? null : { algorithm, type, value: compositeOf(algorithm, values) };
}

const md5Of = (parts: readonly Part[]): string =>
  createHash('md5')
    .update(Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex'))))
    .digest('hex');

async function read<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}
