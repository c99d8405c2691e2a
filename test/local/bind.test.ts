/** The local binding: which options a table has when every source and sink is a file. */
import { expect, test } from '@jest/globals';
import { bindToFiles, changedTables, outputsOf, inputsOf } from '../../local/bind.js';
import { popularityBundle as bundle } from './popularity-bundle.js';

const changed = new Set(['sink.title-totals']);
const bound = bindToFiles(bundle, {
  inputs: { playback: ['/in/a.jsonl', '/in/b.jsonl'] },
  directory: '/parts',
  changed,
});

test('a source keeps how it decodes and reads the files instead', () => {
  expect(bound['source.playback']).toEqual({
    connector: 'pipectl-files',
    source: 'playback',
    contract: bundle.statements[0]?.kind === 'table' ? bundle.statements[0].options['contract'] : null,
    'event-time': '["at"]',
    timestamps: 'iso',
    'max-ahead': '3600000',
    paths: '/in/a.jsonl\n/in/b.jsonl',
  });
});

test('a sink takes what the real one takes', () => {
  const common = { connector: 'pipectl-files', directory: '/parts' };
  expect(bound['sink.playback-raw']).toEqual({ ...common, output: 'playback-raw', mode: 'append', changes: 'false' });
  expect(bound['sink.title-popularity']).toEqual({
    ...common,
    output: 'title-popularity',
    mode: 'upsert',
    changes: 'false',
  });
  expect(bound['sink.title-totals']).toEqual({ ...common, output: 'title-totals', mode: 'upsert', changes: 'true' });
});

test('sources and outputs go by their names in the pipeline', () => {
  expect(inputsOf(bundle)).toEqual(['playback']);
  expect(outputsOf(bundle).map(({ output }) => output)).toEqual([
    'playback-raw',
    'title-popularity',
    'title-totals',
    'dead-letters',
  ]);
});

test('the plan says which sinks are fed changes', () => {
  const sink = (name: string, inputChangelogMode: string[]) => ({
    inputChangelogMode,
    dynamicTableSink: { table: { identifier: `\`default_catalog\`.\`default_database\`.\`${name}\`` } },
  });
  const nodes = [
    { id: 1, type: 'stream-exec-calc_1' },
    sink('sink.a', ['INSERT']),
    sink('sink.b', ['INSERT', 'UPDATE_AFTER']),
    sink('sink.``c``', ['INSERT', 'UPDATE_AFTER', 'DELETE']),
  ];
  expect(changedTables({ nodes })).toEqual(new Set(['sink.b', 'sink.`c`']));
});
