/**
 * What the execution role must be allowed, and nothing else: an action on an ARN for each way in which the connectors of
 * a bundle use a resource. The template writes them into the role; a deploy asks whether the role has them.
 */
import type { Bundle, TableStatement } from '../../compiler/ir/bundle.js';
import { bindNames, fill } from '../../compiler/ir/placeholders.js';
import { letterTarget } from '../../compiler/ir/resources.js';
import { indexPermissions } from './index-access.js';
import { placeOf } from './place.js';
import { arn, bucketArn, under, type PermissionTarget } from './target.js';

export interface Permission {
  /** As IAM names it: `kinesis:GetRecords`. */
  readonly action: string;
  /** An ARN, perhaps with `*`. */
  readonly resource: string;
  /** What it is for, in words that make the id of its statement: `read the stream playback`. */
  readonly use: string;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Each once, in a fixed order: code, logs, the tables of the bundle in its order, key, network. */
export function requiredPermissions(bundle: Bundle, target: PermissionTarget): Permission[] {
  const values = bindNames(bundle, target.names);
  const tables = bundle.statements.filter((statement) => statement.kind === 'table');
  const data = tables.flatMap((table) => ofTable({ ...table, options: filled(table.options, values) }, target));
  const all = [...code(target), ...logs(target), ...data, ...key(data, target), ...network(target)];
  return all.filter(
    ({ action, resource }, at) =>
      all.findIndex((other) => other.action === action && other.resource === resource) === at,
  );
}

const allowed = (use: string, actions: readonly string[], resource: string): Permission[] =>
  actions.map((action) => ({ action, resource, use }));

const filled = (options: TableStatement['options'], values: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(options).map(([name, text]) => [name, fill(text, values)]));

const code = (target: PermissionTarget): Permission[] => {
  const { bucket, prefix } = target.artifacts;
  return allowed(
    'fetch the code',
    ['s3:GetObject', 's3:GetObjectVersion'],
    bucketArn(target, bucket, under(prefix, `${target.application}/*`)),
  );
};

/** The service looks for the group and the stream before it writes to it. */
const logs = (target: PermissionTarget): Permission[] => {
  const { group, stream } = target.logs;
  return [
    ...allowed('find the log group', ['logs:DescribeLogGroups'], arn('logs', target, 'log-group:*')),
    ...allowed('find the log stream', ['logs:DescribeLogStreams'], arn('logs', target, `log-group:${group}:*`)),
    ...allowed('write logs', ['logs:PutLogEvents'], arn('logs', target, `log-group:${group}:log-stream:${stream}`)),
  ];
};

function ofTable({ name, options }: TableStatement, target: PermissionTarget): Permission[] {
  const { stream, table, index, source, lookup, target: letters } = options;
  const deliveryStream = options['delivery-stream'];
  if (stream !== undefined) return source === undefined ? writeStream(stream, target) : readStream(stream, target);
  if (deliveryStream !== undefined) return writeDeliveryStream(deliveryStream, target);
  if (table !== undefined) {
    return lookup === undefined
      ? writeTable(table, options['only-if-newer'] !== undefined, target)
      : lookInTable(table, target);
  }
  if (index !== undefined)
    return indexPermissions({ index, endpoint: options['endpoint'], credentials: options['credentials'] }, target);
  if (letters !== undefined) return writeLetters(letters, target);
  throw new Error(`the table '${name}' names no resource`);
}

const readStream = (stream: string, target: PermissionTarget): Permission[] => {
  const { name, arn: resource } = placeOf({ kind: 'stream', name: stream }, target);
  const actions = ['ListShards', 'DescribeStreamSummary', 'GetShardIterator', 'GetRecords'];
  return allowed(
    `read the stream ${name}`,
    actions.map((action) => `kinesis:${action}`),
    resource,
  );
};

const writeStream = (stream: string, target: PermissionTarget): Permission[] => {
  const { name, arn: resource } = placeOf({ kind: 'stream', name: stream }, target);
  return allowed(`write the stream ${name}`, ['kinesis:PutRecords'], resource);
};

const writeDeliveryStream = (stream: string, target: PermissionTarget): Permission[] => {
  const { name, arn: resource } = placeOf({ kind: 'delivery-stream', name: stream }, target);
  return allowed(`write the delivery stream ${name}`, ['firehose:PutRecordBatch'], resource);
};

/** Rows that must not replace newer ones go one by one, with a condition; the others in batches. */
const writeTable = (table: string, onlyIfNewer: boolean, target: PermissionTarget): Permission[] => {
  const { name, arn: resource } = placeOf({ kind: 'table', name: table }, target);
  const writes = onlyIfNewer ? ['dynamodb:PutItem', 'dynamodb:DeleteItem'] : ['dynamodb:BatchWriteItem'];
  return allowed(`write the table ${name}`, ['dynamodb:DescribeTable', ...writes], resource);
};

const lookInTable = (table: string, target: PermissionTarget): Permission[] => {
  const { name, arn: resource } = placeOf({ kind: 'table', name: table }, target);
  return allowed(`look into the table ${name}`, ['dynamodb:DescribeTable', 'dynamodb:BatchGetItem'], resource);
};

function writeLetters(written: string, target: PermissionTarget): Permission[] {
  const letters = letterTarget(written);
  switch (letters.kind) {
    case 'stream':
      return writeStream(letters.name, target);
    case 'bucket': {
      const { name, prefix } = letters;
      return allowed('write dead letters', ['s3:PutObject'], bucketArn(target, name, under(prefix, '*')));
    }
    case 'queue': {
      const { arn: resource } = placeOf(letters, target);
      // Only a queue that is given by its name is looked up.
      const byName = !/^https?:/.test(letters.name);
      return allowed('write dead letters', [...(byName ? ['sqs:GetQueueUrl'] : []), 'sqs:SendMessage'], resource);
    }
  }
}

/** What is encrypted with a key of one's own can't be used without that key. IAM knows keys by their id, never by an alias. */
function key(data: readonly Permission[], target: PermissionTarget): Permission[] {
  const { kms } = target;
  if (kms === null || data.length === 0) return [];
  const [head = '', alias] = kms.split(/:(?=alias\/)/);
  return ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => ({
    action,
    resource: alias === undefined ? kms : `${head}:key/*`,
    use: 'use the key',
    ...(alias !== undefined && { condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [alias] } } }),
  }));
}

/** The service puts a network interface of each KPU into the subnets. */
function network(target: PermissionTarget): Permission[] {
  const { vpc } = target;
  if (vpc === null) return [];
  const described = ['Vpcs', 'Subnets', 'SecurityGroups', 'DhcpOptions', 'NetworkInterfaces'];
  const interfaces = arn('ec2', target, 'network-interface/*');
  const inside = [
    ...vpc.subnets.map((subnet) => arn('ec2', target, `subnet/${subnet}`)),
    ...vpc.securityGroups.map((group) => arn('ec2', target, `security-group/${group}`)),
  ];
  return [
    // EC2 knows no resources for these.
    ...described.map((what) => ({ action: `ec2:Describe${what}`, resource: '*', use: 'see the network' })),
    ...allowed(
      'join the network',
      ['ec2:CreateNetworkInterface', 'ec2:CreateNetworkInterfacePermission', 'ec2:DeleteNetworkInterface'],
      interfaces,
    ),
    ...inside.flatMap((each) => allowed('join the network', ['ec2:CreateNetworkInterface'], each)),
  ];
}

/** Who may take the role on: the service, and only for this application. */
export const trustOf = (target: PermissionTarget): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'kinesisanalytics.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': target.account },
        ArnLike: { 'aws:SourceArn': arn('kinesisanalytics', target, `application/${target.application}`) },
      },
    },
  ],
});
