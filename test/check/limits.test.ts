/** PC4001 can't be caused by an author; it guards what this repository emits. */
import { expect, test } from '@jest/globals';
import { collector } from '../../compiler/diagnostics/diagnostic.js';
import { checkLimits } from '../../compiler/emit/limits.js';
import { isAllowed, SETTINGS } from '../../compiler/emit/settings.js';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { span } from '../support/ir.js';

const bundle = (settings: Record<string, string>): Bundle => ({
  format: 1,
  flink: '2.2',
  pipeline: 'limits',
  settings,
  functions: [],
  placeholders: [],
  statements: [],
  ledger: [],
  description: { stages: [], outputs: [], deadLetters: { target: 'dead-letters', rejectRate: null } },
});

test('every setting that is emitted may be set on the service', () => {
  expect(Object.keys(SETTINGS).filter((key) => !isAllowed(key))).toEqual([]);
});

// From the service's documentation of what fails a job's main.
test.each([
  'parallelism.default',
  'table.exec.resource.default-parallelism',
  'table.exec.emit.early-fire.enabled',
  'execution.checkpointing.interval',
  'restart-strategy.type',
  'table.exec.sink.require-on-conflict',
  'state.backend.type',
])('%s is refused with PC4001', (key) => {
  const { found, report } = collector();
  checkLimits(bundle({ [key]: '1' }), span(), report);
  expect(found.map(({ code }) => code)).toEqual(['PC4001']);
});

test('50 resources can be bound, 51 can not', () => {
  const codes = (count: number): string[] => {
    const { found, report } = collector();
    const placeholders = Array.from({ length: count }, (_, i) => ({ name: `r${i}`, kind: 'table' }));
    checkLimits({ ...bundle({}), placeholders }, span(), report);
    return found.map(({ code }) => code);
  };
  expect(codes(50)).toEqual([]);
  expect(codes(51)).toEqual(['PC4002']);
});
