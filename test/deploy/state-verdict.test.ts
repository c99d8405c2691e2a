/** The rules of the verdict that need no Flink, over plans made by hand: a source, a window, an output. */
import { expect, test } from '@jest/globals';
import type { Bundle } from '../../compiler/ir/bundle.js';
import type { HeldAggregates, HeldPositions, OperatorNote } from '../../compiler/ir/held-state.js';
import { stateVerdict } from '../../deploy/state/state-verdict.js';
import type { Version } from '../../deploy/application/version.js';

const POSITIONS: HeldPositions = {
  kind: 'positions',
  connector: 'kinesis',
  stream: 'plays',
  version: 1,
  start: 'trim-horizon',
};

const AGGREGATES: HeldAggregates = {
  kind: 'aggregates',
  window: { kind: 'tumble', size: 60_000, step: 0, offset: 0, pieces: 0 },
  keys: ['user'],
  keyNames: ['user'],
  keyTypes: ['VARCHAR(2147483647)'],
  aggregates: [
    { name: 'plays', kind: 'count', version: 0 },
    { name: 'seconds', kind: 'sum', version: 0 },
  ],
  calls: [
    { function: '$COUNT$1', distinct: false, arguments: [], filtered: false, result: 'BIGINT NOT NULL' },
    { function: '$SUM$1', distinct: false, arguments: ['DOUBLE'], filtered: false, result: 'DOUBLE' },
  ],
  retain: null,
  rows: [
    { stage: 'plays', kind: 'stream', digest: '11111111' },
    { stage: 'plays', kind: 'events', digest: '22222222' },
    { stage: 'long', kind: 'filter', digest: '33333333' },
  ],
  values: { user: '44444444', seconds: '55555555' },
};

interface Made {
  readonly source?: { readonly uid: string; readonly keeps: HeldPositions };
  readonly window?: { readonly uid: string; readonly stage?: string; readonly keeps: HeldAggregates };
  readonly more?: readonly object[];
  readonly settings?: Readonly<Record<string, string>>;
}

const SOURCE = { uid: 'plays-source.aaaaaaaa', keeps: POSITIONS };
const WINDOW = { uid: 'perUser-window.bbbbbbbb', stage: 'perUser', keeps: AGGREGATES };

const node = (id: number, type: string, uid: string, pipectl: OperatorNote): object => ({
  id,
  type,
  configuration: { 'table.exec.uid.format': `${uid}_<transformation>` },
  pipectl,
});

function version({ source = SOURCE, window = WINDOW, more = [], settings = {} }: Made = {}): Version {
  const { stage = 'perUser' } = window;
  const at = (line: number): { file: string; line: number; column: number } => ({
    file: 'pipeline.ts',
    line,
    column: 1,
  });
  const bundle: Bundle = {
    format: 1,
    flink: '2.2',
    pipeline: 'p',
    settings: { 'pipeline.max-parallelism': '720', ...settings },
    functions: [],
    placeholders: [{ name: 'plays', kind: 'stream', default: 'plays' }],
    statements: [
      {
        kind: 'table',
        name: 'source.plays',
        columns: [],
        watermark: null,
        primaryKey: [],
        options: { stream: '${plays}' },
        origin: at(4),
      },
      { kind: 'view', name: stage, sql: '', origin: at(7) },
    ],
    ledger: [],
    description: { stages: [], outputs: [], deadLetters: { target: 'letters', rejectRate: null } },
  };
  const plan = {
    nodes: [
      node(1, 'stream-exec-table-source-scan_1', source.uid, { stage: 'plays', role: 'source', keeps: source.keeps }),
      node(2, 'stream-exec-calc_1', 'plays-calc.00000000', { stage: 'plays', role: 'calc', keeps: null }),
      node(3, 'stream-exec-global-window-aggregate_1', window.uid, { stage, role: 'window', keeps: window.keeps }),
      node(9, 'stream-exec-sink_1', 'out-sink.00000000', { stage: 'out', role: 'sink', keeps: null }),
      ...more,
    ],
    edges: [
      { source: 1, target: 2 },
      { source: 2, target: 3 },
      { source: 3, target: 9 },
    ],
  };
  return { bundle, plan };
}

const window = (uid: string, change: Partial<HeldAggregates>, stage = 'perUser'): Made => ({
  window: { uid, stage, keeps: { ...AGGREGATES, ...change } },
});

const said = (before: Made, after: Made): string[] =>
  stateVerdict(version(before), version(after)).operators.map(
    ({ stage, fate, reason }) => `${stage} ${fate}: ${reason}`,
  );

const GOES_ON = 'plays kept: Goes on behind the last record that was read.';

test('the same version keeps everything, and says where each stage is written', () => {
  const { operators, ...rest } = stateVerdict(version(), version());
  expect(rest).toEqual({ lost: [], needsAllowNonRestored: false, restorable: true });
  expect(operators).toEqual([
    {
      stage: 'plays',
      role: 'source',
      uid: 'plays-source.aaaaaaaa',
      fate: 'kept',
      reason: 'Goes on behind the last record that was read.',
      origin: { file: 'pipeline.ts', line: 4, column: 1 },
    },
    {
      stage: 'perUser',
      role: 'window',
      uid: 'perUser-window.bbbbbbbb',
      fate: 'kept',
      reason: 'Open windows go on with what they hold.',
      origin: { file: 'pipeline.ts', line: 7, column: 1 },
    },
  ]);
});

const TUMBLE = AGGREGATES.window;
const plus = (name: string): HeldAggregates['aggregates'] => [
  ...AGGREGATES.aggregates,
  { name, kind: 'max', version: 1 },
];

test.each<[string, Partial<HeldAggregates>, string]>([
  ['a window', { window: TUMBLE && { ...TUMBLE, size: 120_000 } }, 'its window was tumble 1 min and is tumble 2 min'],
  ['no window', { window: null, retain: 0 }, 'its window was tumble 1 min, and it is continuous now'],
  ['a key', { keyNames: ['device', 'user'] }, `the key 'device' is new`],
  ['a renamed key', { keyNames: ['viewer'] }, `the key 'user' is gone and the key 'viewer' is new`],
  ['an aggregate', { aggregates: plus('top') }, `the aggregate 'top' is new`],
  [
    'another kind of aggregate',
    { aggregates: AGGREGATES.aggregates.map((each) => ({ ...each, kind: 'max' as const })) },
    `the aggregate 'plays' was count and is max and the aggregate 'seconds' was sum and is max`,
  ],
  ['a condition', { values: { ...AGGREGATES.values, plays: '12121212' } }, `the aggregate 'plays' has a condition now`],
  [
    'a type',
    { keyTypes: ['VARCHAR(2147483647) NOT NULL'] },
    `the type of the key 'user' was STRING and is STRING NOT NULL`,
  ],
  [
    'a call that nobody needs',
    { calls: AGGREGATES.calls.slice(1) },
    'no output or later stage reads one of its aggregates any more, so it is not kept any more',
  ],
])('says why %s loses state', (_what, change, why) => {
  const after = window('perUser-window.cccccccc', change);
  expect(said({}, after)).toEqual([GOES_ON, `perUser lost: Starts empty: ${why}.`]);
  const { lost, needsAllowNonRestored } = stateVerdict(version(), version(after));
  expect({ lost, needsAllowNonRestored }).toEqual({ lost: ['perUser'], needsAllowNonRestored: true });
});

test.each<[string, Partial<HeldAggregates>, string]>([
  [
    'a filter',
    { rows: [...AGGREGATES.rows.slice(0, 2), { stage: 'long', kind: 'filter', digest: '66666666' }] },
    `the filter 'long' changed`,
  ],
  ['a filter that is gone', { rows: AGGREGATES.rows.slice(0, 2) }, `the filter 'long' is gone`],
  [
    'the stream',
    { rows: [{ stage: 'searches', kind: 'stream', digest: '77777777' }, ...AGGREGATES.rows.slice(1)] },
    `the events come from 'searches' and came from 'plays'`,
  ],
  [
    'an argument',
    { values: { ...AGGREGATES.values, seconds: '88888888' } },
    `the aggregate 'seconds' is computed in another way`,
  ],
  ['a key', { values: { ...AGGREGATES.values, user: '88888888' } }, `the key 'user' is computed in another way`],
])('keeps in part what was made with %s of before', (_what, change, why) => {
  expect(said({}, window(WINDOW.uid, change))).toEqual([
    GOES_ON,
    `perUser kept in part: Open windows go on with what they hold, but that was made under another rule: ${why}.`,
  ]);
});

test('filters in another order, or under other names, are the same filters', () => {
  const more = { stage: 'known', kind: 'filter', digest: '99999999' } as const;
  const before = window(WINDOW.uid, { rows: [...AGGREGATES.rows, more] });
  const after = window(WINDOW.uid, { rows: [more, ...AGGREGATES.rows].map((step) => ({ ...step, stage: 'renamed' })) });
  expect(said(before, after)[1]).toBe('perUser kept: Open windows go on with what they hold.');
});

test('a renamed stage hears how it keeps its state', () => {
  expect(said({}, window('perViewer-window.bbbbbbbb', {}, 'perViewer'))).toEqual([
    GOES_ON,
    'perViewer new: There was none before: it starts empty.',
    `perUser lost: The stage is called 'perViewer' now, and state is kept under a stage's name: .named('perUser') on it keeps the state.`,
  ]);
});

test('what is fed by a source that begins anew is kept in part', () => {
  const after: Made = {
    source: { uid: 'plays-source.dddddddd', keeps: { ...POSITIONS, stream: 'other', start: 'latest' } },
  };
  expect(said({}, after)).toEqual([
    `plays lost: Reads what comes after the start: it read the stream 'plays' and reads 'other', where the positions mean nothing.`,
    `perUser kept in part: Open windows go on with what they hold, but what feeds it begins anew ('plays').`,
  ]);
});

test('another start has no say over positions that are kept', () => {
  const after: Made = { source: { ...SOURCE, keeps: { ...POSITIONS, start: 'latest' } } };
  expect(said({}, after)[0]).toBe(
    'plays kept: Goes on behind the last record that was read; the other start is only for a start without state.',
  );
});

test.each([
  ['plays', 'plays-v2', 'lost'],
  ['plays', 'arn:aws:kinesis:eu-west-1:123456789012:stream/plays', 'kept'],
  [
    'arn:aws:kinesis:eu-west-1:123456789012:stream/plays',
    'arn:aws:kinesis:eu-west-2:123456789012:stream/plays',
    'lost',
  ],
])('a source bound to %s and then to %s is %s, and Flink would not refuse', (was, is, fate) => {
  const verdict = stateVerdict(version(), version(), {
    before: { names: { plays: was } },
    after: { names: { plays: is, 'of-another-version': 'x' } },
  });
  expect(verdict.operators[0]).toMatchObject({ role: 'source', fate });
  expect(verdict.needsAllowNonRestored).toBe(false);
});

test('another max parallelism loses all state, and no flag helps', () => {
  const verdict = stateVerdict(version(), version({ settings: { 'pipeline.max-parallelism': '360' } }));
  expect(verdict.operators.map(({ fate }) => fate)).toEqual(['lost', 'lost']);
  expect(verdict).toMatchObject({ lost: ['plays', 'perUser'], needsAllowNonRestored: false, restorable: false });
});

test('what the rules have not been tried on is unknown', () => {
  const runtime = stateVerdict(version(), version(), { after: { runtime: 'FLINK-2_3' } });
  const setting = stateVerdict(version(), version({ settings: { 'table.exec.mini-batch.enabled': 'true' } }));
  const strange = version({
    more: [
      {
        id: 4,
        type: 'stream-exec-rank_1',
        configuration: { 'table.exec.uid.format': 'x-rank.12345678_<transformation>' },
      },
    ],
  });
  for (const { operators } of [runtime, setting])
    expect(operators.map(({ fate }) => fate)).toEqual(['unknown', 'unknown']);
  expect(stateVerdict(strange, strange).operators[2]).toMatchObject({ uid: 'x-rank.12345678', fate: 'unknown' });
  expect(stateVerdict(strange, version())).toMatchObject({ needsAllowNonRestored: true });
});

test('a materializer is state that the rules do not know', () => {
  const keeping = version({
    more: [{ id: 10, type: 'stream-exec-sink_1', configuration: {}, requireUpsertMaterialize: true }],
  });
  expect(stateVerdict(keeping, keeping).operators[2]).toMatchObject({ fate: 'unknown' });
});
