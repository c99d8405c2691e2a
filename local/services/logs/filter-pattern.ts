/**
 * Filter patterns: words (all of them, none of those with a minus, any of those with a question mark), and conditions on
 * the fields of a JSON event in braces. The patterns for space-delimited events are refused.
 */
import { invalid } from './errors.js';
import { jsonCondition } from './json-condition.js';

export type Matches = (message: string) => boolean;

/** A word, or words in quotes; a sign before it. */
const TERM = /([-?]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g;

export function filterPattern(pattern: string): Matches {
  const text = pattern.trim();
  if (text === '') return () => true;
  if (text.startsWith('{') && text.endsWith('}')) return jsonMatches(text.slice(1, -1));
  if (text.startsWith('[')) throw invalid('The local service has no filter patterns for space-delimited events.');
  if (text.replace(TERM, '').trim() !== '') throw invalid('Invalid filter pattern');
  return wordMatches(text);
}

function wordMatches(text: string): Matches {
  const wanted: string[] = [];
  const unwanted: string[] = [];
  const any: string[] = [];
  for (const [, sign, quoted, word] of text.matchAll(TERM)) {
    const term = quoted?.replace(/\\(.)/g, '$1') ?? word ?? '';
    (sign === '-' ? unwanted : sign === '?' ? any : wanted).push(term);
  }
  return (message) =>
    wanted.every((term) => message.includes(term)) &&
    !unwanted.some((term) => message.includes(term)) &&
    (any.length === 0 || any.some((term) => message.includes(term)));
}

function jsonMatches(text: string): Matches {
  const condition = jsonCondition(text);
  return (message) => {
    try {
      return condition(JSON.parse(message));
    } catch {
      // An event that is not JSON matches no condition on its fields.
      return false;
    }
  };
}
