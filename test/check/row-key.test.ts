/** Which rows would overwrite each other: columns of the row's key followed through maps into the sink's key. */
import { expect, test } from '@jest/globals';
import { check } from '../../compiler/check/check.js';
import type { Output, Stage, Window } from '../../compiler/ir/pipeline.js';
import {
  column,
  concat,
  continuous,
  count,
  dynamodb,
  field,
  firehose,
  map,
  opensearch,
  output,
  pipeline,
  source,
  span,
  tumble,
  windowed,
} from '../support/ir.js';

const plays = source('plays', [field('user', 'string'), field('title', 'string'), field('at', 'date')]);
const keys = { user: column('user', 'string'), title: column('title', 'string') };
const window = (kind: Window['kind']): Window => ({ kind, size: 60_000, step: 10_000, offset: 0, span: span() });
const perUser = windowed('perUser', plays, keys, tumble(60_000), [count('plays')]);
const totals = continuous('totals', plays, keys, [count('plays')]);

const codes = (stages: readonly Stage[], to: Output): string[] =>
  check(pipeline('keys', stages, [to])).diagnostics.map(({ code, message }) =>
    code === 'PC2205'
      ? `${code} ${[...message.matchAll(/'(\w+)'(?=.* not in its key)/g)]
          .map((m) => m[1])
          .slice(2)
          .join()}`
      : code,
  );

const id = (...names: string[]) => names.map((name) => column(name, 'string')).reduce(concat);

test.each<[string, readonly string[], string[]]>([
  ['nothing but the user', ['user'], ['PC2205 title,windowStart']],
  ['the user and the title', ['user', 'title'], ['PC2205 windowStart']],
  ['everything, with the start', ['user', 'title', 'windowStart'], []],
  ['everything, with the end', ['user', 'title', 'windowEnd'], []],
  ['an aggregate beside', ['user', 'title', 'windowEnd', 'plays'], []],
])('an id made of %s', (_name, names, expected) => {
  expect(codes([plays, perUser], output(perUser, opensearch('index', id(...names))))).toEqual(expected);
});

test('windows of a cumulate share their start', () => {
  const soFar = windowed('soFar', plays, keys, window('cumulate'), [count('plays')]);
  const to = (bound: string): Output => output(soFar, opensearch('index', id('user', 'title', bound)));
  expect(codes([plays, soFar], to('windowStart'))).toEqual(['PC2205 windowEnd']);
  expect(codes([plays, soFar], to('windowEnd'))).toEqual([]);
});

test.each(['hop', 'session'] as const)('either bound of a %s window tells rows apart', (kind) => {
  const stage = windowed('stage', plays, keys, { ...window(kind), size: 60_000 }, [count('plays')]);
  for (const bound of ['windowStart', 'windowEnd']) {
    expect(codes([plays, stage], output(stage, opensearch('index', id('user', 'title', bound))))).toEqual([]);
  }
});

test('a column keeps its part of the key through maps', () => {
  const slot = map('slot', perUser, { who: column('user', 'string'), slot: id('title', 'windowStart') });
  const text = map('text', slot, { all: id('who', 'slot') });
  expect(codes([plays, perUser, slot], output(slot, dynamodb('t', 'who', 'slot')))).toEqual([]);
  expect(codes([plays, perUser, slot], output(slot, dynamodb('t', 'who')))).toEqual(['PC2205 title,windowStart']);
  expect(codes([plays, perUser, slot, text], output(text, dynamodb('t', 'all')))).toEqual([]);
});

test('a map that drops a part of the key is told of', () => {
  const dropped = map('dropped', perUser, { user: column('user', 'string'), plays: column('plays', 'bigint') });
  expect(codes([plays, perUser, dropped], output(dropped, dynamodb('t', 'user')))).toEqual([
    'PC2205 title,windowStart',
  ]);
});

test('overwriting can be meant, and a raw stream has no known key', () => {
  expect(codes([plays, perUser], output(perUser, dynamodb('t', 'user', null, true)))).toEqual([]);
  expect(codes([plays], output(plays, dynamodb('t', 'user')))).toEqual([]);
});

test('a window over another has only its own key', () => {
  const hourly = windowed('hourly', perUser, { user: column('user', 'string') }, tumble(3_600_000), [count('minutes')]);
  expect(codes([plays, perUser, hourly], output(hourly, dynamodb('t', 'user', 'windowStart')))).toEqual([]);
});

test('a table is keyed by nothing that changes', () => {
  expect(codes([plays, totals], output(totals, dynamodb('t', 'user', 'title')))).toEqual([]);
  expect(codes([plays, totals], output(totals, dynamodb('t', 'user')))).toEqual(['PC2205 title']);
  expect(codes([plays, totals], output(totals, opensearch('i', id('user', 'title', 'plays'))))).toEqual(['PC2206']);
  expect(codes([plays, totals], output(totals, opensearch('i')))).toEqual(['PC2201']);
  expect(codes([plays, totals], output(totals, firehose('f')))).toEqual(['PC2201']);
});
