/** A local S3 in a folder of its own, for one file of tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { startFront } from '../../../../local/services/front/start-front.js';
import type { LocalService } from '../../../../local/services/front/service.js';
import { s3Service, type LocalS3, type S3Options } from '../../../../local/services/s3/s3-service.js';
import { s3Client } from './client.js';

export interface Lake {
  readonly folder: string;
  readonly url: string;
  readonly s3: LocalS3;
  readonly client: S3Client;
  /** What the front called a bug. */
  readonly bugs: unknown[];
  close(): Promise<void>;
}

export async function startLake(
  options: Omit<S3Options, 'directory'> = {},
  others: (s3: LocalS3) => readonly LocalService[] = () => [],
): Promise<Lake> {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-lake-'));
  const bugs: unknown[] = [];
  const s3 = s3Service({ directory: folder, ...options });
  const front = await startFront([s3, ...others(s3)], { onBug: (error) => bugs.push(error) });
  const client = s3Client(front.url);
  return {
    ...{ folder, url: front.url, s3, client, bugs },
    async close() {
      client.destroy();
      await front.close();
      rmSync(folder, { recursive: true });
    },
  };
}
