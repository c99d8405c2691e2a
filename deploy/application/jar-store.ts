/** Jars in S3, each under its hash: uploaded once, checked afterwards, never overwritten. */
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { asking, failureOf } from '../aws/service-failure.js';
import type { Clients } from './clients.js';
import { DeployFailure } from './failure.js';

export interface JarPlace {
  readonly bucket: string;
  readonly key: string;
}

export interface Jar {
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Whether an object of that key and size is there. Its key is its hash, so the size tells a torn upload. */
export async function isJarThere({ s3 }: Clients, { bucket, key }: JarPlace, bytes: number): Promise<boolean> {
  const about = `s3://${bucket}/${key}`;
  try {
    const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return ContentLength === bytes;
  } catch (error) {
    const failure = failureOf(error, 's3:GetObject', about);
    if (failure?.kind === 'missing') return false;
    // Whoever may not list a bucket is told 403 of an object that is not there.
    if (failure?.kind === 'denied') return false;
    throw failure ?? error;
  }
}

/** S3 computes the same checksum while it takes the bytes, and refuses others; what it has is looked at once more. */
export async function uploadJar({ s3 }: Clients, { bucket, key }: JarPlace, { bytes, sha256 }: Jar): Promise<void> {
  const about = `s3://${bucket}/${key}`;
  const checksum = Buffer.from(sha256, 'hex').toString('base64');
  await asking('s3:PutObject', about, () =>
    s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: 'application/java-archive',
        ChecksumSHA256: checksum,
      }),
    ),
  );
  const stored = await asking('s3:GetObject', about, () =>
    s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' })),
  );
  const isSame = stored.ContentLength === bytes.length && (stored.ChecksumSHA256 ?? checksum) === checksum;
  if (!isSame) throw new DeployFailure({ kind: 'jar differs', place: about });
}
