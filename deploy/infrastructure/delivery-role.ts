/** The role that Firehose writes with: the folders of the lake, the tables that say what rows look like, its log streams. */
import type { DeliveryStreamResource } from '../../compiler/ir/resources.js';
import { glueName } from '../../compiler/ir/hive-type.js';
import { deliveryLogStream } from './delivery-streams.js';
import { glueArns, lakeOf } from './lake.js';
import type { Permission } from './permissions.js';
import { placeOf } from './place.js';
import { policyOf } from './policy.js';
import { arn, bucketArn, under, type InfrastructureTarget } from './target.js';
import { tagList, type Resources } from './template.js';

export const FIREHOSE_ROLE_ID = 'DeliveryRole';

export const deliveryRole = (streams: readonly DeliveryStreamResource[], target: InfrastructureTarget): Resources => ({
  [FIREHOSE_ROLE_ID]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      Description: `What the delivery streams of ${target.application} write with`,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'firehose.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': target.account } },
          },
        ],
      },
      Policies: [{ PolicyName: 'delivery', PolicyDocument: policyOf(deliveryPermissions(streams, target)) }],
      ...tagList(target.tags),
    },
  },
});

/** As Firehose asks for them: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html */
export function deliveryPermissions(
  streams: readonly DeliveryStreamResource[],
  target: InfrastructureTarget,
): Permission[] {
  const { bucket, prefix } = lakeOf(target);
  const { kms, logs } = target;
  const each = (use: string, actions: readonly string[], resources: readonly string[]): Permission[] =>
    resources.flatMap((resource) => actions.map((action) => ({ action, resource, use })));
  return [
    ...each(
      'find the bucket',
      ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      [bucketArn(target, bucket)],
    ),
    ...streams.flatMap((stream) => {
      const { name } = placeOf(stream, target);
      const folders = [under(prefix, `${name}/*`), under(prefix, `errors/${name}/*`)];
      return [
        ...each(
          `write ${name}`,
          ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
          folders.map((folder) => bucketArn(target, bucket, folder)),
        ),
        ...each(
          `read the columns of ${name}`,
          ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
          glueArns(target, glueName(name)),
        ),
        ...each(
          `log ${name}`,
          ['logs:PutLogEvents'],
          [arn('logs', target, `log-group:${logs.group}:log-stream:${deliveryLogStream(name)}`)],
        ),
      ];
    }),
    ...(kms === null || !kms.includes(':key/')
      ? []
      : each('use the key', ['kms:Decrypt', 'kms:GenerateDataKey'], [kms])),
  ].filter(
    ({ action, resource }, at, all) =>
      all.findIndex((other) => other.action === action && other.resource === resource) === at,
  );
}
