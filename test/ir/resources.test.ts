/** What a bundle touches, read from its tables. */
import { expect, test } from '@jest/globals';
import type { Bundle, BundleColumn, TableStatement } from '../../compiler/ir/bundle.js';
import { letterTarget, resourcesOf } from '../../compiler/ir/resources.js';
import { popularityBundle } from '../local/popularity-bundle.js';

/** The bundle written by hand gives its placeholders no defaults. */
const names = Object.fromEntries(popularityBundle.placeholders.map(({ name }) => [name, name]));
const found = resourcesOf(popularityBundle, names);
const only = (logical: string, of = found) => of.filter((resource) => resource.logical === logical);

test('every resource once, in the order of the tables', () => {
  expect(found.map(({ kind, name, readBy, writtenBy }) => ({ kind, name, readBy, writtenBy }))).toEqual([
    { kind: 'stream', name: 'playback', readBy: ['playback'], writtenBy: [] },
    { kind: 'delivery-stream', name: 'playback-raw', readBy: [], writtenBy: ['playback-raw'] },
    { kind: 'table', name: 'title-popularity', readBy: [], writtenBy: ['title-popularity'] },
    { kind: 'table', name: 'title-totals', readBy: [], writtenBy: ['title-totals'] },
    { kind: 'queue', name: 'dead-letters', readBy: [], writtenBy: ['dead-letters'] },
  ]);
});

test('columns have types, and hidden ones are left out', () => {
  expect(only('playback')[0]?.columns).toEqual([
    { name: 'userId', type: { kind: 'string' }, absence: 'either' },
    { name: 'titleId', type: { kind: 'string' }, absence: 'either' },
    { name: 'kind', type: { kind: 'string' }, absence: 'either' },
    { name: 'watchedSeconds', type: { kind: 'number' }, absence: 'either' },
    { name: 'at', type: { kind: 'date' }, absence: 'either' },
  ]);
  expect(only('dead-letters')[0]?.columns).toBeNull();
});

test('a table has its key columns, never null, in the order of the key', () => {
  expect(only('title-popularity')).toMatchObject([
    {
      partitionKey: { name: 'titleId', type: { kind: 'string' }, absence: 'never' },
      sortKey: { name: 'windowStart', type: { kind: 'date' }, absence: 'never' },
    },
  ]);
  expect(only('title-totals')).toMatchObject([{ partitionKey: { name: 'titleId' }, sortKey: null }]);
});

const origin = { file: 'pipeline.ts', line: 1, column: 1 };

const table = (
  name: string,
  options: Record<string, string>,
  columns: BundleColumn[] = [{ name: 'id', type: 'STRING' }],
  primaryKey: string[] = [],
): TableStatement => ({ kind: 'table', name, columns, watermark: null, primaryKey, options, origin });

const bundle = (statements: TableStatement[], names: string[]): Bundle => ({
  ...popularityBundle,
  statements,
  placeholders: names.map((name) => ({ name, kind: 'stream', default: name })),
});

test('a stream that is read and written is one resource', () => {
  const both = bundle(
    [table('source.a', { stream: '${orders}', source: 'a' }), table('sink.b', { stream: '${orders}', output: 'b' })],
    ['orders'],
  );
  expect(resourcesOf(both)).toMatchObject([{ kind: 'stream', name: 'orders', readBy: ['a'], writtenBy: ['b'] }]);
});

test('an environment gives names, and the logical ones stay known', () => {
  const one = bundle([table('sink.live', { index: '${live}', output: 'live' }, undefined, ['id'])], ['live']);
  expect(resourcesOf(one, { live: 'live-v7' })).toMatchObject([
    { kind: 'index', logical: 'live', name: 'live-v7', keyed: true, endpoint: null },
  ]);
  expect(() => resourcesOf(one, { lvie: 'live-v7' })).toThrow("no placeholder 'lvie'");
  expect(() => resourcesOf(popularityBundle)).toThrow("the placeholder 'playback' is not bound");
});

test('the cluster of an index is known when the environment says it', () => {
  const options = { index: '${live}', endpoint: '${live.endpoint}', output: 'live' };
  const one = bundle([table('sink.live', options)], ['live']);
  const two = { ...one, placeholders: [...one.placeholders, { name: 'live.endpoint', kind: 'endpoint' }] };
  expect(resourcesOf(two)).toMatchObject([{ keyed: false, endpoint: null }]);
  expect(resourcesOf(two, { 'live.endpoint': 'https://live' })).toMatchObject([{ endpoint: 'https://live' }]);
});

test('the types of nested columns, with names that look like types', () => {
  const type = 'ROW<`a, `` <b>` ARRAY<MAP<STRING, DOUBLE>>, `c` ROW<`d` TIMESTAMP_LTZ(3), `e` BYTES>, `f` BOOLEAN>';
  const nested = bundle([table('sink.x', { stream: '${x}', output: 'x' }, [{ name: 'r', type }])], ['x']);
  const either = { absence: 'either' };
  expect(resourcesOf(nested)[0]?.columns?.[0]?.type).toEqual({
    kind: 'row',
    fields: [
      {
        name: 'a, ` <b>',
        type: {
          kind: 'array',
          element: { type: { kind: 'map', value: { type: { kind: 'number' }, ...either } }, ...either },
        },
        ...either,
      },
      {
        name: 'c',
        type: {
          kind: 'row',
          fields: [
            { name: 'd', type: { kind: 'date' }, ...either },
            { name: 'e', type: { kind: 'bytes' }, ...either },
          ],
        },
        ...either,
      },
      { name: 'f', type: { kind: 'boolean' }, ...either },
    ],
  });
  expect(() => resourcesOf(bundle([table('t', { stream: 's' }, [{ name: 'r', type: 'VARCHAR(3)' }])], []))).toThrow(
    "'VARCHAR(3)' is not a type of a bundle",
  );
});

test('the target of dead letters is a queue unless it says otherwise', () => {
  expect(letterTarget('letters')).toEqual({ kind: 'queue', name: 'letters' });
  expect(letterTarget('sqs:letters')).toEqual({ kind: 'queue', name: 'letters' });
  const url = 'https://sqs.eu-west-1.amazonaws.com/000000000000/letters';
  expect(letterTarget(url)).toEqual({ kind: 'queue', name: url });
  expect(letterTarget(`sqs:${url}`)).toEqual({ kind: 'queue', name: url });
  expect(letterTarget('kinesis:letters')).toEqual({ kind: 'stream', name: 'letters' });
  expect(letterTarget('s3:bucket/of/letters/')).toEqual({ kind: 'bucket', name: 'bucket', prefix: 'of/letters' });
  expect(letterTarget('s3:bucket')).toEqual({ kind: 'bucket', name: 'bucket', prefix: '' });
});
