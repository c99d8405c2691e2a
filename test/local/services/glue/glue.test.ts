/** The local Glue through its protocol, JSON 1.1: what boto3 and the SDKs send. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startFront, type Front } from '../../../../local/services/front/start-front.js';
import { glueService } from '../../../../local/services/glue/glue-service.js';

let front: Front;
beforeAll(async () => {
  front = await startFront([glueService({ now: () => Date.UTC(2026, 10, 21) })]);
});
afterAll(() => front.close());

async function call(operation: string, input: object): Promise<Record<string, unknown>> {
  const response = await fetch(front.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSGlue.${operation}` },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return response.ok ? answer : { status: response.status, error: answer['__type'] };
}

const refused = (error: string): object => ({ status: 400, error });
const DatabaseName = 'lake';
const TableName = 'plays';
const table = { DatabaseName, TableName };
const columns = (...names: string[]): object => ({ Columns: names.map((Name) => ({ Name, Type: 'string' })) });

test('databases', async () => {
  expect(await call('CreateDatabase', { DatabaseInput: { Name: 'Lake', Description: 'd' } })).toEqual({});
  expect(await call('CreateDatabase', { DatabaseInput: { Name: 'lake' } })).toEqual(refused('AlreadyExistsException'));
  expect(await call('GetDatabase', { Name: 'LAKE' })).toEqual({
    Database: { Name: 'lake', Description: 'd', CreateTime: 1_795_219_200, CatalogId: '000000000000' },
  });
  expect(await call('UpdateDatabase', { Name: 'lake', DatabaseInput: { Name: 'lake', Description: 'e' } })).toEqual({});
  await call('CreateDatabase', { DatabaseInput: { Name: 'other' } });
  const first = await call('GetDatabases', { MaxResults: 1 });
  expect(first).toMatchObject({ DatabaseList: [{ Name: 'lake', Description: 'e' }] });
  expect(await call('GetDatabases', { NextToken: first['NextToken'] })).toMatchObject({
    DatabaseList: [{ Name: 'other' }],
  });
  expect(await call('DeleteDatabase', { Name: 'other' })).toEqual({});
  expect(await call('GetDatabase', { Name: 'other' })).toEqual(refused('EntityNotFoundException'));
  expect(await call('GetDatabase', {})).toEqual(refused('ValidationException'));
});

test('tables keep their versions', async () => {
  const input = { Name: 'Plays', StorageDescriptor: columns('a'), PartitionKeys: [{ Name: 'dt' }, { Name: 'kind' }] };
  expect(await call('CreateTable', { DatabaseName, TableInput: input })).toEqual({});
  expect(await call('CreateTable', { DatabaseName, TableInput: input })).toEqual(refused('AlreadyExistsException'));
  expect(await call('CreateTable', { DatabaseName: 'none', TableInput: input })).toEqual(
    refused('EntityNotFoundException'),
  );
  await call('UpdateTable', { DatabaseName, TableInput: { ...input, StorageDescriptor: columns('a', 'b') } });
  expect(await call('GetTable', { DatabaseName, Name: 'plays' })).toMatchObject({
    Table: {
      Name: 'plays',
      DatabaseName,
      VersionId: '1',
      StorageDescriptor: { Columns: [{ Name: 'a' }, { Name: 'b' }] },
    },
  });
  await call('CreateTable', { DatabaseName, TableInput: { Name: 'titles' } });
  const names = async (more: object): Promise<unknown> =>
    ((await call('GetTables', { DatabaseName, ...more }))['TableList'] as { Name: string }[]).map(({ Name }) => Name);
  expect(await names({})).toEqual(['plays', 'titles']);
  expect(await names({ Expression: 't.*' })).toEqual(['titles']);
  expect(await call('BatchDeleteTable', { DatabaseName, TablesToDelete: ['titles', 'none'] })).toMatchObject({
    Errors: [{ TableName: 'none', ErrorDetail: { ErrorCode: 'EntityNotFoundException' } }],
  });
});

test('partitions', async () => {
  const partition = (...Values: string[]): object => ({
    Values,
    StorageDescriptor: { Location: `s3://lake/${Values.join('/')}` },
  });
  expect(await call('CreatePartition', { ...table, PartitionInput: partition('1', 'play') })).toEqual({});
  expect(await call('CreatePartition', { ...table, PartitionInput: partition('1', 'play') })).toEqual(
    refused('AlreadyExistsException'),
  );
  expect(await call('CreatePartition', { ...table, PartitionInput: partition('1') })).toEqual(
    refused('InvalidInputException'),
  );
  const list = [partition('2', 'play'), partition('1', 'play'), partition('2', "o'clock")];
  expect(await call('BatchCreatePartition', { ...table, PartitionInputList: list })).toMatchObject({
    Errors: [{ PartitionValues: ['1', 'play'], ErrorDetail: { ErrorCode: 'AlreadyExistsException' } }],
  });
  const found = async (Expression?: string): Promise<unknown> =>
    ((await call('GetPartitions', { ...table, Expression }))['Partitions'] as { Values: string[] }[]).map(
      ({ Values }) => Values,
    );
  expect(await found()).toEqual([
    ['1', 'play'],
    ['2', 'play'],
    ['2', "o'clock"],
  ]);
  expect(await found("dt = '2' AND kind='o''clock'")).toEqual([['2', "o'clock"]]);
  expect(await call('GetPartitions', { ...table, Expression: "dt > '1'" })).toEqual(refused('InvalidInputException'));
  expect(await call('GetPartition', { ...table, PartitionValues: ['2', 'play'] })).toMatchObject({
    Partition: { ...table, Values: ['2', 'play'], StorageDescriptor: { Location: 's3://lake/2/play' } },
  });
  const wanted = [{ Values: ['1', 'play'] }, { Values: ['9', 'play'] }];
  expect(await call('BatchGetPartition', { ...table, PartitionsToGet: wanted })).toMatchObject({
    Partitions: [{ Values: ['1', 'play'] }],
  });
  await call('UpdatePartition', {
    ...table,
    PartitionValueList: ['1', 'play'],
    PartitionInput: partition('3', 'play'),
  });
  expect(await call('DeletePartition', { ...table, PartitionValues: ['1', 'play'] })).toEqual(
    refused('EntityNotFoundException'),
  );
  expect(await call('BatchDeletePartition', { ...table, PartitionsToDelete: [{ Values: ['3', 'play'] }] })).toEqual({
    Errors: [],
  });
  expect(await found()).toHaveLength(2);
});

test('an operation that is not here', async () => {
  expect(await call('CreateCrawler', {})).toEqual(refused('UnknownOperationException'));
});
