/** The binding to local services: the compiled options with names and addresses filled in. */
import { expect, test } from '@jest/globals';
import { bindToServices } from '../../local/bind-services.js';
import { popularityBundle as bundle } from './popularity-bundle.js';

const endpoint = 'http://127.0.0.1:4566';
const region = 'us-east-1';
const names = Object.fromEntries(bundle.placeholders.map(({ name }) => [name, name]));

test('options stay as compiled, placeholders filled, with endpoint and region', () => {
  const bound = bindToServices(bundle, { endpoint, region, names });
  const [source] = bundle.statements;
  expect(bound['source.playback']).toEqual({
    ...(source?.kind === 'table' ? source.options : {}),
    stream: 'playback',
    endpoint,
    region,
  });
  expect(bound['sink.title-popularity']).toEqual({
    connector: 'pipectl-dynamodb',
    table: 'title-popularity',
    output: 'title-popularity',
    pipeline: 'title-popularity',
    'dead-letters': 'dead-letters',
    endpoint,
    region,
  });
  expect(Object.keys(bound)).toEqual(bundle.statements.flatMap((each) => (each.kind === 'table' ? [each.name] : [])));
});

test('names of the environment replace the defaults', () => {
  const bound = bindToServices(bundle, { endpoint, region, names: { ...names, 'playback-raw': 'raw-7' } });
  expect(bound['sink.playback-raw']?.['delivery-stream']).toBe('raw-7');
});

const withIndex = {
  ...bundle,
  placeholders: [...bundle.placeholders, { name: 'live', kind: 'index', default: 'live' }],
  statements: bundle.statements.map((statement) =>
    statement.name === 'sink.title-totals' && statement.kind === 'table'
      ? { ...statement, options: { connector: 'pipectl-opensearch', index: '${live}', output: 'live' } }
      : statement,
  ),
};

test('an index is elsewhere', () => {
  const bound = bindToServices(withIndex, { endpoint, region, names, opensearch: 'http://127.0.0.1:9200' });
  expect(bound['sink.title-totals']).toMatchObject({
    index: 'live',
    endpoint: 'http://127.0.0.1:9200',
    region,
    'dead-letters-endpoint': endpoint,
  });
  expect(() => bindToServices(withIndex, { endpoint, region, names })).toThrow('needs an OpenSearch');
});
