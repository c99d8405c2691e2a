/** Which permission of IAM a request needs, by AWS's service authorization reference. */
import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { dynamoDbAccesses } from '../../../../local/services/dynamodb/accesses.js';
import { dynamoDbService } from '../../../../local/services/dynamodb/dynamodb.js';
import { firehoseAccesses } from '../../../../local/services/firehose/accesses.js';
import { firehoseService } from '../../../../local/services/firehose/firehose-service.js';
import type { Access } from '../../../../local/services/front/authority.js';
import type { ServiceRequest } from '../../../../local/services/front/service.js';
import { glueAccesses } from '../../../../local/services/glue/accesses.js';
import { glueService } from '../../../../local/services/glue/glue-service.js';
import { iamAccesses } from '../../../../local/services/iam/accesses.js';
import { kinesisService } from '../../../../local/services/kinesis/kinesis.js';
import { logsAccesses } from '../../../../local/services/logs/accesses.js';
import { msfAccesses } from '../../../../local/msf/accesses.js';
import { s3Accesses } from '../../../../local/services/s3/accesses.js';
import { sqsAccesses } from '../../../../local/services/sqs/accesses.js';
import { sqsService } from '../../../../local/services/sqs/sqs-service.js';

const request = (more: Partial<ServiceRequest>): ServiceRequest => ({
  ...{ id: '', method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) },
  ...{ stream: Readable.from([]), target: null, region: 'eu-west-1' },
  ...more,
});
const called = (target: string, input: object): ServiceRequest =>
  request({
    target,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: Buffer.from(JSON.stringify(input)),
  });
const arn = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:000000000000:${resource}`;

type Case = readonly [(request: ServiceRequest) => readonly Access[], ServiceRequest, readonly string[]];

const CASES: Readonly<Record<string, Case>> = {
  'an object that is read': [
    s3Accesses,
    request({ method: 'GET', path: '/lake/a/b%20c' }),
    ['s3:GetObject arn:aws:s3:::lake/a/b c'],
  ],
  'an object that is only looked at': [
    s3Accesses,
    request({ method: 'HEAD', path: '/lake/a' }),
    ['s3:GetObject arn:aws:s3:::lake/a'],
  ],
  'a bucket that is listed': [
    s3Accesses,
    request({ method: 'GET', path: '/lake', query: new URLSearchParams('list-type=2') }),
    ['s3:ListBucket arn:aws:s3:::lake'],
  ],
  'a part of an object': [
    s3Accesses,
    request({ method: 'PUT', path: '/lake/a', query: new URLSearchParams('partNumber=1&uploadId=x') }),
    ['s3:PutObject arn:aws:s3:::lake/a'],
  ],
  'a batch of items': [
    dynamoDbAccesses,
    called('BatchWriteItem', { RequestItems: { a: [], b: [] } }),
    [`dynamodb:BatchWriteItem ${arn('dynamodb', 'table/a')}`, `dynamodb:BatchWriteItem ${arn('dynamodb', 'table/b')}`],
  ],
  'an item': [
    dynamoDbAccesses,
    called('GetItem', { TableName: 'a' }),
    [`dynamodb:GetItem ${arn('dynamodb', 'table/a')}`],
  ],
  'records for Firehose': [
    firehoseAccesses,
    called('PutRecordBatch', { DeliveryStreamName: 'raw' }),
    [`firehose:PutRecordBatch ${arn('firehose', 'deliverystream/raw')}`],
  ],
  'a batch of messages': [
    sqsAccesses,
    called('SendMessageBatch', { QueueUrl: 'http://localhost/000000000000/letters' }),
    [`sqs:SendMessage ${arn('sqs', 'letters')}`],
  ],
  'a table of the catalog': [
    glueAccesses,
    called('GetTable', { DatabaseName: 'lake', Name: 'raw' }),
    [
      `glue:GetTable ${arn('glue', 'catalog')}`,
      `glue:GetTable ${arn('glue', 'database/lake')}`,
      `glue:GetTable ${arn('glue', 'table/lake/raw')}`,
    ],
  ],
  'events of a log': [
    logsAccesses,
    called('PutLogEvents', { logGroupName: '/a', logStreamName: 'b' }),
    [`logs:PutLogEvents ${arn('logs', 'log-group:/a:log-stream:b')}`],
  ],
  'an application with a role': [
    msfAccesses,
    called('CreateApplication', {
      ApplicationName: 'counts',
      ServiceExecutionRole: 'arn:aws:iam::000000000000:role/r',
    }),
    [
      `kinesisanalytics:CreateApplication ${arn('kinesisanalytics', 'application/counts')}`,
      'iam:PassRole arn:aws:iam::000000000000:role/r',
    ],
  ],
  'a role': [
    iamAccesses,
    request({ body: Buffer.from('Action=GetRole&RoleName=r') }),
    ['iam:GetRole arn:aws:iam::000000000000:role/r'],
  ],
  'what can not be read': [
    sqsAccesses,
    request({ target: 'SendMessage', body: Buffer.from('{') }),
    ['sqs:SendMessage *'],
  ],
};

test.each(Object.entries(CASES))('%s', (_, [accesses, asked, expected]) => {
  expect(accesses(asked).map(({ action, resource }) => `${action} ${resource}`)).toEqual(expected);
});

test('no service forgets to ask', async () => {
  const glue = glueService();
  const store = { beforeClose: () => undefined } as unknown as Parameters<typeof firehoseService>[0]['store'];
  const firehose = firehoseService({ store, catalog: glue.catalog, onProblem: () => undefined });
  const services = [kinesisService(), firehose, glue, sqsService(), dynamoDbService()];
  expect(services.filter((service) => service.accesses === undefined).map(({ name }) => name)).toEqual([]);
  await Promise.all(services.map((service) => service.close()));
});
