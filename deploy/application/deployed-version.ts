/** What an application runs, read back from its jar: the only record of a deploy that there is. */
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { asking, failureOf } from '../aws/service-failure.js';
import { BUNDLE_ENTRY, PLAN_ENTRY } from '../package/package-jar.js';
import { readFromZip } from '../package/read-from-zip.js';
import { readVersion, type ActualApplication } from './actual.js';
import type { Clients } from './clients.js';
import type { Version } from './version.js';

/** The version that an application has now, or had as its version `which`. Null when its jar is gone or not ours. */
export async function deployedVersion(
  clients: Clients,
  { application }: { readonly application: string },
  which: Pick<ActualApplication, 'bucket' | 'fileKey'> | number,
): Promise<Version | null> {
  const at = typeof which === 'number' ? await readVersion(clients, application, which) : which;
  if (at === null || at.bucket === null || at.fileKey === null) return null;
  return versionIn(clients, at.bucket, at.fileKey);
}

async function versionIn({ s3 }: Clients, bucket: string, key: string): Promise<Version | null> {
  const about = `s3://${bucket}/${key}`;
  const size = await sizeOf(s3, bucket, key);
  if (size === null) return null;
  const read = (start: number, end: number): Promise<Buffer> =>
    asking('s3:GetObject', about, async () => {
      const Range = `bytes=${start}-${end - 1}`;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    });
  const files = await readFromZip(read, size, [BUNDLE_ENTRY, PLAN_ENTRY]);
  const bundle = parsed(files?.get(BUNDLE_ENTRY));
  const plan = parsed(files?.get(PLAN_ENTRY));
  return isBundle(bundle) && plan !== undefined ? { bundle, plan } : null;
}

async function sizeOf(s3: Clients['s3'], bucket: string, key: string): Promise<number | null> {
  try {
    const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return ContentLength ?? 0;
  } catch (error) {
    const failure = failureOf(error, 's3:GetObject', `s3://${bucket}/${key}`);
    if (failure?.kind === 'missing') return null;
    throw failure ?? error;
  }
}

function parsed(bytes: Buffer | undefined): unknown {
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether it has been written by a pipectl that this one understands. */
const isBundle = (value: unknown): value is Bundle =>
  typeof value === 'object' && value !== null && (value as Partial<Bundle>).format === 1;
