/** Names and constants as TypeScript writes them. */
import type { Literal } from '../../ir/expression.js';

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

const escaped = (text: string, quote: string): string =>
  [...text]
    .map((letter) => {
      if (letter === quote) return `\\${letter}`;
      const known = ESCAPES[letter];
      if (known !== undefined) return known;
      // What can't be seen, and halves of pairs, which no file can hold.
      return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(letter)
        ? `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`
        : letter;
    })
    .join('');

/** In single quotes. */
export const stringText = (text: string): string => `'${escaped(text, "'")}'`;

/** Between the values of a template. */
export const templateText = (text: string): string => escaped(text, '`').replaceAll('${', '\\${');

export const isIdentifier = (name: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);

/** A property's name in an object. */
export const nameText = (name: string): string => (isIdentifier(name) ? name : stringText(name));

export function literalText(literal: Literal): string {
  switch (literal.kind) {
    case 'string':
      return stringText(literal.value);
    case 'number':
      return String(literal.value);
    case 'bigint':
      return `${literal.value}n`;
    case 'boolean':
      return String(literal.value);
    case 'date':
      return `new Date('${new Date(literal.value).toISOString()}')`;
    case 'null':
      return 'null';
  }
}
