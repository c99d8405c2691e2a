/** Which versions have proved their health, and what going back makes of them. */
import { expect, test } from '@jest/globals';
import { provenTag, provenVersions } from '../../../deploy/application/proven.js';

test('the newest first, each once, ten at most', () => {
  expect(provenTag([], 1)).toBe('1');
  expect(provenTag([4, 2], 7)).toBe('7 4 2');
  expect(provenTag([7, 4, 2], 7)).toBe('7 4 2');
  expect(provenTag([11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 12)).toBe('12 11 10 9 8 7 6 5 4 3');
});

test('going back twice goes back two versions', () => {
  // 9 failed its proof, and 10 is what 7 was.
  expect(provenTag([7, 4, 2], 10, 7)).toBe('10 4 2');
  // 12 is what 4 was.
  expect(provenTag([10, 4, 2], 12, 4)).toBe('12 2');
});

test.each([
  ['9 7 4', [9, 7, 4]],
  ['', []],
  ['x 3 -1', [3]],
])('the tag %p', (tag, versions) => {
  expect(provenVersions({ tags: { 'pipectl:proven': tag } })).toEqual(versions);
  expect(provenVersions({ tags: {} })).toEqual([]);
});
