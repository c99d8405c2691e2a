/** S3 buckets that nobody else can read: encrypted, closed to the public, reached over TLS only. */
import { logicalId } from './logical-id.js';
import { bucketArn, type InfrastructureTarget } from './target.js';
import { KEPT, ref, tagList, type Resources } from './template.js';

const DAYS_OF_UPLOADS = 7;

/** `id` is of the bucket; its policy has it with `Policy` behind. */
export function bucketResources(name: string, target: InfrastructureTarget, id = logicalId(name, 'Bucket')): Resources {
  const { kms, tags } = target;
  const encryption = kms === null ? { SSEAlgorithm: 'AES256' } : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: kms };
  return {
    [id]: {
      Type: 'AWS::S3::Bucket',
      ...KEPT,
      Properties: {
        BucketName: name,
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: encryption, ...(kms !== null && { BucketKeyEnabled: true }) },
          ],
        },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'unfinished-uploads',
              Status: 'Enabled',
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: DAYS_OF_UPLOADS },
            },
          ],
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        ...tagList(tags),
      },
    },
    [`${id}Policy`]: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: ref(id),
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'OnlyOverTls',
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: [bucketArn(target, name), bucketArn(target, name, '*')],
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    },
  };
}
