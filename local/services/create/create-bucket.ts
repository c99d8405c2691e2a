/** An S3 bucket, which is a folder. Several resources may share one. */
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { using, type LocalClient } from './clients.js';

export const createBucket = (local: LocalClient, Bucket: string): Promise<void> =>
  using(new S3Client({ ...local, forcePathStyle: true }), async (client) => {
    await client.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
      const { name } = error as { readonly name?: unknown };
      if (name !== 'BucketAlreadyOwnedByYou' && name !== 'BucketAlreadyExists') throw error;
    });
  });
