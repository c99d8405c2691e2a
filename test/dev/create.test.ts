/** What resources are made like, from the columns of an output; and what is said of those that can't be made. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { keyType } from '../../compiler/ir/key-type.js';
import type { Resource } from '../../compiler/ir/resources.js';
import { startServices } from '../../local/services/start.js';
import { queueName } from '../../local/services/create/create-queue.js';
import { glueName, hiveType } from '../../compiler/ir/hive-type.js';
import { propertiesOf } from '../../compiler/ir/index-mapping.js';
import { field, type } from '../support/ir.js';

const nested = {
  kind: 'row',
  fields: [field('at', 'date'), field('tags', { kind: 'array', element: { type: type('string'), absence: 'never' } })],
} as const;

test('Hive types', () => {
  expect(hiveType(nested)).toBe('struct<at:timestamp,tags:array<string>>');
  expect(hiveType({ kind: 'map', value: { type: type('bigint'), absence: 'either' } })).toBe('map<string,bigint>');
  expect((['number', 'int', 'boolean', 'bytes'] as const).map((kind) => hiveType({ kind }))).toEqual([
    'double',
    'int',
    'boolean',
    'string',
  ]);
});

test('mappings: dates are dates, strings are keywords', () => {
  const mapping = propertiesOf([field('titleId', 'string'), field('plays', 'bigint'), field('more', nested)]);
  expect(mapping).toMatchObject({
    titleId: { type: 'keyword' },
    plays: { type: 'long' },
    more: { properties: { at: { type: 'date' }, tags: { type: 'keyword' } } },
  });
});

test('key types and names', () => {
  expect((['string', 'date', 'number', 'bigint', 'bytes'] as const).map((kind) => keyType({ kind }))).toEqual([
    'S',
    'S',
    'N',
    'N',
    'B',
  ]);
  expect(glueName('Playback-raw.v2')).toBe('playback_raw_v2');
  expect(queueName('https://sqs.eu-west-1.amazonaws.com/000000000000/letters')).toBe('letters');
  expect(queueName('arn:aws:sqs:eu-west-1:000000000000:letters')).toBe('letters');
});

const folder = mkdtempSync(join(tmpdir(), 'pipectl-create-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const need = <K extends 'stream' | 'index'>(kind: K, name: string) => ({
  kind,
  logical: name,
  name,
  readBy: [],
  writtenBy: [],
  columns: [field('titleId', 'string')],
});
const refused = (message: string) => ({
  diagnostics: [{ code: 'PC6035', message: expect.stringContaining(message) as unknown }],
});

test('what a service refuses is said with the name, and nothing of it runs', async () => {
  const needs: Resource[] = [need('stream', 'play backs')];
  await expect(startServices({ needs, directory: join(folder, 'refused') })).rejects.toMatchObject(
    refused("the stream 'play backs' can not be made: ValidationException"),
  );
});

test('an OpenSearch is started for the first index, and refuses what is no name of one', async () => {
  const services = await startServices({ needs: [need('stream', 'plays')], directory: join(folder, 'added') });
  try {
    expect(services.opensearch).toBeNull();
    const index = { ...need('index', 'plays'), keyed: true, endpoint: null };
    await services.add([need('stream', 'plays'), index]);
    const { properties } = await fetch(`${services.opensearch?.url}/plays/_mapping`)
      .then((answer) => answer.json() as Promise<{ plays: { mappings: { properties: object } } }>)
      .then(({ plays }) => plays.mappings);
    expect(properties).toMatchObject({ titleId: { type: 'keyword' } });
    await expect(services.add([{ ...index, name: 'Plays' }])).rejects.toMatchObject(refused("the index 'Plays'"));
  } finally {
    await services.close();
  }
});
