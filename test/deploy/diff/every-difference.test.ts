/** Nothing that differs goes unsaid: every place of a real bundle is changed by itself, and there is always a line. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Bundle } from '../../../compiler/ir/bundle.js';
import { bundleProblems } from '../../../compiler/emit/validate-bundle.js';
import type { Change } from '../../../deploy/diff/change.js';
import { changesOf } from '../../../deploy/diff/changes-of.js';
import { compiledCase, testSources } from '../../support/compile-case.js';
import { differing, type Mutation } from './mutations.js';

const CASES = [
  ...[
    'source/every-option',
    'stages/enrich',
    'sink/every-sink',
    'continuous/filtered-and-mapped',
    'window/session',
  ].map((name) => testSources('golden', name, 'pipeline.ts')),
  // Its source and its output have one name.
  testSources('deploy', 'diff', 'pairs', 'one-name', 'before.ts'),
];

let bundles: Bundle[];

beforeAll(async () => {
  bundles = [];
  for (const entry of CASES) bundles.push((await compiledCase(entry, { withoutPlanner: true })).bundle);
});

const between = (before: Bundle, after: Bundle): Change[] =>
  changesOf({ bundle: before, plan: null }, { bundle: after, plan: null }, []);

/** Stages and outputs are known by their names, wherever they stand; a window without steps has none to change. */
const MEANINGLESS = /^description\.(stages|outputs)\.\d+$|\.window\.(step|offset)$|\.origin\b/;

/** What is no text, or a gap where a name should stand. */
const GARBLED = /\b(is|of|for) undefined|\[object|NaN|^ |\b(of|output|column|field|key) (''|  )/;

const isDescribed = ({ path }: Mutation<Bundle>): boolean =>
  path[0] === 'description' && !MEANINGLESS.test(path.join('.'));

test('a bundle does not differ from itself', () => {
  for (const bundle of bundles) expect(between(bundle, structuredClone(bundle))).toEqual([]);
});

test('every place that differs has a line, whatever it is changed to', () => {
  let tried = 0;
  const unsaid: string[] = [];
  for (const bundle of bundles) {
    for (const mutation of differing(bundle)) {
      // What is no bundle is refused where it is read.
      if (bundleProblems(mutation.value).length > 0) continue;
      tried++;
      const changes = between(bundle, mutation.value);
      if (changes.length === 0 || changes.some(({ sentence }) => GARBLED.test(sentence)))
        unsaid.push(`${bundle.pipeline} ${mutation.path.join('.')}`);
    }
  }
  expect(unsaid).toEqual([]);
  expect(tried).toBeGreaterThan(1000);
});

test('what the description says differently is said in its words, with the stage', () => {
  const unsaid: string[] = [];
  for (const bundle of bundles) {
    for (const mutation of differing(bundle).filter(isDescribed)) {
      if (bundleProblems(mutation.value).length > 0) continue;
      const words = between(bundle, mutation.value).filter(({ what }) => what !== 'sql' && what !== 'place');
      const isPipeline = mutation.path[1] === 'deadLetters';
      if (!words.some(({ stage }) => isPipeline || stage !== null))
        unsaid.push(`${bundle.pipeline} ${mutation.path.join('.')}`);
    }
  }
  expect(unsaid).toEqual([]);
});

test('both directions are told', () => {
  for (const bundle of bundles) {
    for (const { value } of differing(bundle).filter(isDescribed)) {
      if (bundleProblems(value).length > 0) continue;
      const kinds = between(bundle, value).map(({ kind }) => kind);
      const back = between(value, bundle).map(({ kind }) => kind);
      const count = (list: readonly string[], kind: string): number => list.filter((each) => each === kind).length;
      expect(count(kinds, 'added')).toBe(count(back, 'removed'));
      expect(count(kinds, 'removed')).toBe(count(back, 'added'));
    }
  }
});
