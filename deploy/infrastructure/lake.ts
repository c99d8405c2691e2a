/** Where delivery streams write: a bucket of the stack's own unless the environment names one, and the database of its tables. */
import { glueName } from '../../compiler/ir/hive-type.js';
import { bucketResources } from './buckets.js';
import { arn, type InfrastructureTarget, type S3Place } from './target.js';
import { ref, type Resources } from './template.js';

export const LAKE_BUCKET_ID = 'LakeBucket';
const DATABASE_ID = 'LakeDatabase';
const LONGEST_BUCKET = 63;

/** Names of buckets are the whole world's, so account and region are in it. */
export function lakeOf({ lake, application, account, region }: InfrastructureTarget): S3Place {
  if (lake) return lake;
  const end = `-lake-${account}-${region}`;
  const name = application
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '');
  return { bucket: name.slice(0, LONGEST_BUCKET - end.length).replace(/-+$/, '') + end, prefix: '' };
}

export const databaseOf = ({ application }: Pick<InfrastructureTarget, 'application'>): string => glueName(application);

export function lakeResources(target: InfrastructureTarget): Resources {
  const { bucket } = lakeOf(target);
  return {
    ...(target.lake === null ? bucketResources(bucket, target, LAKE_BUCKET_ID) : {}),
    [DATABASE_ID]: {
      Type: 'AWS::Glue::Database',
      Properties: {
        CatalogId: target.account,
        DatabaseInput: { Name: databaseOf(target), Description: `What ${target.application} writes to its lake` },
      },
    },
  };
}

/** What Firehose asks Glue for: the catalog, the database, the table. */
export const glueArns = (target: InfrastructureTarget, table: string): string[] => [
  arn('glue', target, 'catalog'),
  arn('glue', target, `database/${databaseOf(target)}`),
  arn('glue', target, `table/${databaseOf(target)}/${table}`),
];

export const database = ref(DATABASE_ID);
