/** Messages become letters in whatever order they come, and however often. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LetterBox } from '../../../deploy/dead-letters/letter-box.js';
import { idOf, inParts, letter, message } from './letters.js';

test('a letter that comes twice is one letter with two messages', () => {
  const box = new LetterBox();
  const text = JSON.stringify(letter(1));
  expect(box.add(message(text, 20, 'a'))?.letter).toEqual(letter(1));
  expect(box.add(message(text, 10, 'b'))).toBeNull();
  expect(box.letters).toHaveLength(1);
  expect(box.letters[0]).toMatchObject({ at: 10, messages: [{ receipt: 'a' }, { receipt: 'b' }] });
  expect(box.copies).toBe(1);
});

test('parts are joined when the last one comes', () => {
  const box = new LetterBox();
  const [one = '', two = '', three = ''] = inParts(letter(1), 3);
  expect(box.add(message(three, 30))).toBeNull();
  expect(box.add(message(one, 10))).toBeNull();
  expect(box.incomplete).toEqual([{ id: idOf(1), have: 2, parts: 3, at: 10 }]);
  expect(box.add(message(two, 20))?.letter).toEqual(letter(1));
  expect(box.incomplete).toEqual([]);
  expect(box.letters[0]?.messages).toHaveLength(3);
});

test("somebody else's messages are counted and left alone", () => {
  const box = new LetterBox();
  for (const text of [
    'hello',
    '{}',
    '[]',
    'null',
    '{"parts":2,"part":3,"id":"x","text":""}',
    '{"id":"x","reason":"late"}',
  ])
    expect(box.add(message(text))).toBeNull();
  expect(box.foreign).toBe(6);
  expect(box.letters).toEqual([]);
});

test('any letters, cut anywhere, shuffled, with any copies', () => {
  const arbitrary = fc.array(
    fc.record({
      record: fc.string({ unit: 'binary', maxLength: 40 }),
      parts: fc.integer({ min: 1, max: 5 }),
      copies: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(arbitrary, fc.infiniteStream(fc.nat()), (given, chance) => {
      const letters = given.map(({ record }, at) => letter(at, { record }));
      const texts = given.flatMap(({ parts, copies }, at) => {
        const whole = letters[at] ?? letter(at);
        const cut = parts === 1 ? [JSON.stringify(whole)] : inParts(whole, parts);
        return Array.from({ length: copies }, () => cut).flat();
      });
      const shuffled = texts
        .map((text) => ({ text, key: chance.next().value }))
        .sort((a, b) => Number(a.key) - Number(b.key));
      const box = new LetterBox();
      for (const { text } of shuffled) box.add(message(text));
      const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
      expect(box.letters.map((found) => found.letter).sort(byId)).toEqual([...letters].sort(byId));
      expect(box.letters.flatMap(({ messages }) => messages)).toHaveLength(texts.length);
      expect(box.incomplete).toEqual([]);
    }),
  );
});
