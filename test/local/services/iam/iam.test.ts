/** IAM, asked by AWS's own client; and a service behind the front that obeys it. */
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteConflictException,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  EntityAlreadyExistsException,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  MalformedPolicyDocumentException,
  NoSuchEntityException,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startFront, type Front } from '../../../../local/services/front/start-front.js';
import { iamService, type LocalIam } from '../../../../local/services/iam/iam-service.js';
import { decide, parsePolicy, trusts } from '../../../../local/services/iam/policy.js';
import { kinesisService } from '../../../../local/services/kinesis/kinesis.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const ROLE = 'arn:aws:iam::000000000000:role/counts';
const STREAM = 'arn:aws:kinesis:us-east-1:000000000000:stream/clicks';
const role = { RoleName: 'counts' };
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'kinesisanalytics.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const allow = (Action: string | string[], Resource: string | string[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource } });

let front: Front;
let iam: LocalIam;
let client: IAMClient;
const kinesis = kinesisService();

beforeAll(async () => {
  iam = iamService();
  kinesis.addStream('clicks', { shards: 1 });
  front = await startFront([iam, kinesis], { authority: iam.authority });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new IAMClient({ endpoint: front.url, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await front.close();
});

test('a role is made once, with its trust', async () => {
  const made = await client.send(
    new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: trust, Tags: [{ Key: 'a', Value: 'b' }] }),
  );
  expect(made.Role).toMatchObject({ Arn: ROLE, Path: '/', Tags: [{ Key: 'a', Value: 'b' }] });
  await expect(client.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: trust }))).rejects.toThrow(
    EntityAlreadyExistsException,
  );
  const { Role: found } = await client.send(new GetRoleCommand(role));
  expect(decodeURIComponent(found?.AssumeRolePolicyDocument ?? '')).toBe(trust);
  await expect(client.send(new GetRoleCommand({ RoleName: 'other' }))).rejects.toThrow(NoSuchEntityException);
  await expect(client.send(new CreateRoleCommand({ RoleName: 'odd', AssumeRolePolicyDocument: '{' }))).rejects.toThrow(
    MalformedPolicyDocumentException,
  );
});

test('a role has inline and managed policies, and both count', async () => {
  const PolicyDocument = allow(['kinesis:GetRecords', 'kinesis:GetShardIterator'], STREAM);
  await client.send(new PutRolePolicyCommand({ ...role, PolicyName: 'read', PolicyDocument }));
  const { PolicyDocument: found = '' } = await client.send(new GetRolePolicyCommand({ ...role, PolicyName: 'read' }));
  expect(decodeURIComponent(found)).toBe(PolicyDocument);
  await expect(client.send(new ListRolePoliciesCommand(role))).resolves.toMatchObject({ PolicyNames: ['read'] });
  const { Policy: managed } = await client.send(
    new CreatePolicyCommand({ PolicyName: 'write', PolicyDocument: allow('kinesis:Put*', '*') }),
  );
  const attached = { ...role, PolicyArn: managed?.Arn };
  await client.send(new AttachRolePolicyCommand(attached));
  await expect(client.send(new ListAttachedRolePoliciesCommand(role))).resolves.toMatchObject({
    AttachedPolicies: [{ PolicyName: 'write', PolicyArn: managed?.Arn }],
  });
  const ActionNames = ['kinesis:GetRecords', 'kinesis:PutRecord', 'kinesis:DeleteStream'];
  const { EvaluationResults: results } = await client.send(
    new SimulatePrincipalPolicyCommand({ PolicySourceArn: ROLE, ActionNames, ResourceArns: [STREAM] }),
  );
  expect(results?.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'allowed', 'implicitDeny']);
  await client.send(new DetachRolePolicyCommand(attached));
});

test('requests with the credentials of a role are the role’s: remembered always, refused when roles are obeyed', async () => {
  const as = new KinesisClient({
    endpoint: front.url,
    region: 'us-east-1',
    credentials: iam.session(ROLE),
    maxAttempts: 1,
  });
  const put = () => as.send(new PutRecordCommand({ StreamName: 'clicks', PartitionKey: 'a', Data: Buffer.from('x') }));
  await put();
  iam.enforce(true);
  await expect(put()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const { ShardIterator } = await as.send(
    new GetShardIteratorCommand({
      StreamARN: STREAM,
      ShardId: 'shardId-000000000000',
      ShardIteratorType: 'TRIM_HORIZON',
    }),
  );
  // An iterator alone says of which stream it is.
  const { Records } = await as.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records).toHaveLength(1);
  expect(iam.used(ROLE)).toEqual([
    { action: 'kinesis:GetRecords', resource: STREAM, allowed: true, times: 1 },
    { action: 'kinesis:GetShardIterator', resource: STREAM, allowed: true, times: 1 },
    { action: 'kinesis:PutRecord', resource: STREAM, allowed: false, times: 2 },
  ]);
  const asItself = new IAMClient({
    ...{ endpoint: front.url, region: 'us-east-1', credentials: iam.session(ROLE), maxAttempts: 1 },
  });
  await expect(asItself.send(new GetRoleCommand(role))).rejects.toMatchObject({
    ...{ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } },
  });
  asItself.destroy();
  iam.expire(ROLE);
  await expect(put()).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  iam.enforce(false);
  as.destroy();
});

test('a role is deleted without its policies only', async () => {
  await expect(client.send(new DeleteRoleCommand(role))).rejects.toThrow(DeleteConflictException);
  await client.send(new DeleteRolePolicyCommand({ ...role, PolicyName: 'read' }));
  await client.send(new DeleteRoleCommand(role));
  await expect(client.send(new GetRoleCommand(role))).rejects.toThrow(NoSuchEntityException);
});

/** By the rules of AWS's page on how policies are evaluated. */
test.each([
  ['a wildcard in the action', { Effect: 'Allow', Action: 's3:Get*', Resource: '*' }, 'allowed'],
  ['actions whatever their case', { Effect: 'Allow', Action: 'S3:getobject', Resource: '*' }, 'allowed'],
  [
    'resources by their case',
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::A/*' },
    'implicitDeny',
  ],
  ['a prefix of the resource', { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::a/*' }, 'allowed'],
  ['another resource', { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::b/*' }, 'implicitDeny'],
  ['one character', { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::?/x' }, 'allowed'],
  ['all actions but one', { Effect: 'Allow', NotAction: 's3:GetObject', Resource: '*' }, 'implicitDeny'],
  ['all resources but one', { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::b/*' }, 'allowed'],
  [
    'a condition that nothing fulfils',
    {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    },
    'implicitDeny',
  ],
])('%s', (_, statement, decision) => {
  const policy = parsePolicy(JSON.stringify({ Statement: [statement] }));
  expect(decide([policy], { action: 's3:GetObject', resource: 'arn:aws:s3:::a/x' })).toBe(decision);
});

test('a deny wins over every allow', () => {
  const deny = JSON.stringify({ Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] });
  const policies = [allow('*', '*'), deny].map(parsePolicy);
  expect(decide(policies, { action: 's3:GetObject', resource: '*' })).toBe('explicitDeny');
  expect(decide(policies, { action: 'sqs:SendMessage', resource: '*' })).toBe('allowed');
});

test('a trust names the service', () => {
  expect(trusts(parsePolicy(trust), 'kinesisanalytics.amazonaws.com')).toBe(true);
  expect(trusts(parsePolicy(trust), 'lambda.amazonaws.com')).toBe(false);
});
