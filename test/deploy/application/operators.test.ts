/** Hashes of uids, against those that Flink itself has made, and the stages behind them. */
import { expect, test } from '@jest/globals';
import type { Bundle } from '../../../compiler/ir/bundle.js';
import { murmur3 } from '../../../deploy/application/murmur3.js';
import { stageIn, stagesByHash } from '../../../deploy/application/operators.js';

/** From the savepoint_metadata of real savepoints. */
const OF_FLINK = {
  'counts.group-aggregate.1_group-aggregate': 'd1d09cc04d04f3587c783d9ce748e1cf',
  'source.src_source': 'dd7f79e07a22159cb3ac4d346b6ba6fd',
};

test.each(Object.entries(OF_FLINK))('%s', (uid, hash) => {
  expect(murmur3(uid)).toBe(hash);
});

const origin = (line: number): object => ({ file: 'pipeline.ts', line, column: 1 });
const bundle = {
  statements: [
    { kind: 'table', name: 'source.plays', options: { source: 'plays' }, origin: origin(3) },
    { kind: 'view', name: 'per-user', sql: '', origin: origin(9) },
    { kind: 'table', name: 'sink.per-user', options: { output: 'popular' }, origin: origin(20) },
  ],
  ledger: [{ stage: 'plays' }, { stage: 'per-user' }, { stage: 'popular' }],
} as unknown as Bundle;
const node = (type: string, uid: string): object => ({
  type: `stream-exec-${type}_1`,
  configuration: { 'table.exec.uid.format': `${uid}_<transformation>` },
});
const plan = {
  nodes: [
    node('table-source-scan', 'plays-source.0a1b2c3d'),
    node('global-window-aggregate', 'per-user-window.4e5f6071'),
    node('sink', 'popular-sink.8192a3b4'),
  ],
};

test('a hash in a message leads to the stage and its line', () => {
  const hash = murmur3('per-user-window.4e5f6071_global-window-aggregate');
  const message = `Cannot map checkpoint/savepoint state for operator ${hash} to the new program, because …`;
  expect(stageIn(message, { bundle, plan })).toEqual({ stage: 'per-user', origin: origin(9) });
  expect(stageIn('Cannot map state for operator 00000000000000000000000000000000', { bundle, plan })).toBeNull();
});

test('every operator of a sink is known', () => {
  const stages = stagesByHash({ bundle, plan });
  expect(stages.get(murmur3('popular-sink.8192a3b4_sink'))?.origin.line).toBe(20);
  expect(stages.get(murmur3('popular-sink.8192a3b4_upsert-materialize'))?.stage).toBe('popular');
});
