/** The service's own copies of jars: an application runs what its key held when it was created or updated, not later. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ObjectStore, OpenObject } from '../services/s3/store/object-store.js';
import type { Code } from './configuration.js';
import type { Roles } from './control.js';
import { codeRefused, invalidArgument } from './errors.js';

export interface Location {
  readonly bucketArn: string;
  readonly fileKey: string;
  readonly objectVersion: string | null;
}

const ZIP = Buffer.from('PK');
const MAX_BYTES = 512 * 1024 * 1024;

export class CodeStore {
  private readonly folder: string;

  constructor(
    private readonly objects: ObjectStore,
    private readonly roles: Roles | null,
    directory: string,
  ) {
    this.folder = join(directory, 'code');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Refused unless the object is there and the role may read it. */
  async fetch(location: Location, role: string): Promise<Code> {
    const { bucketArn, fileKey, objectVersion } = location;
    const bucket = /^arn:aws[a-z-]*:s3:::([^/]+)$/.exec(bucketArn)?.[1];
    if (bucket === undefined) throw invalidArgument(`${bucketArn} is not the ARN of a bucket.`);
    const denied = this.roles?.refusal(role, 's3:GetObject', `${bucketArn}/${fileKey}`) ?? null;
    if (denied !== null) throw unreadable(fileKey, bucket, denied);
    // The local S3 keeps no versions.
    if (objectVersion !== null) throw unreadable(fileKey, bucket, `It has no version ${objectVersion}.`);
    const object = this.objects.buckets.find(bucket) ? await this.objects.read(bucket, fileKey) : null;
    if (object === null) throw unreadable(fileKey, bucket, 'It is not there.');
    return { ...location, size: object.head.size, copy: await this.copy(object, fileKey) };
  }

  private async copy({ file, head }: OpenObject, key: string): Promise<string> {
    try {
      const { buffer } = await file.read(Buffer.alloc(ZIP.length), 0, ZIP.length, 0);
      if (!buffer.equals(ZIP)) throw codeRefused(`The object ${key} is neither a jar nor another zip file.`);
      if (head.size > MAX_BYTES) throw codeRefused(`The object ${key} is larger than 512 MiB.`);
      const incoming = join(this.folder, `${randomUUID()}.part`);
      const hash = createHash('sha256');
      const bytes = file.createReadStream({ start: 0, autoClose: false });
      bytes.on('data', (chunk) => hash.update(chunk));
      await pipeline(bytes, createWriteStream(incoming, { mode: 0o600 }));
      const copy = join(this.folder, `${hash.digest('hex')}.jar`);
      await rename(incoming, copy);
      await stat(copy);
      return copy;
    } finally {
      await file.close();
    }
  }
}

const unreadable = (key: string, bucket: string, reason: string): Error =>
  invalidArgument(
    `The object ${key} of the bucket ${bucket} can not be read with the given role. ${reason} Check the role and the location of the code.`,
  );
