/** AWS's SDK, pointed at a server of this machine. */
import { S3Client } from '@aws-sdk/client-s3';

export const s3Client = (endpoint: string): S3Client =>
  new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
