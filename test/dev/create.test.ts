/** What resources are made like, from the columns of an output. */
import { expect, test } from '@jest/globals';
import { keyType } from '../../compiler/ir/key-type.js';
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
