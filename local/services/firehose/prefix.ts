/**
 * The prefix of an object's key: text with expressions. `!{timestamp:…}`, `!{firehose:random-string}`,
 * `!{firehose:error-output-type}` in the prefix of errors, `!{partitionKeyFromQuery:…}` with dynamic partitioning.
 */
import { randomInt } from 'node:crypto';
import { datePattern } from './date-pattern.js';
import { invalidArgument } from './errors.js';

export interface PrefixContext {
  /** When the oldest record of the object arrived. */
  readonly time: Date;
  readonly partitionKeys?: Readonly<Record<string, string>>;
  readonly errorOutputType?: string;
  /** Of tests; else letters and digits by chance. */
  readonly randomString?: () => string;
}

type Piece = (context: PrefixContext) => string;

export interface Prefix {
  readonly hasExpressions: boolean;
  readonly namesErrorType: boolean;
  readonly partitionKeys: readonly string[];
  evaluate(context: PrefixContext): string;
}

const RANDOM_LENGTH = 11;
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

export const randomString = (): string =>
  Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

export function parsePrefix(text: string): Prefix {
  const pieces: Piece[] = [];
  const partitionKeys: string[] = [];
  let namesErrorType = false;
  let end = 0;
  for (let start = text.indexOf('!{'); start >= 0; start = text.indexOf('!{', end)) {
    const literal = text.slice(end, start);
    const close = text.indexOf('}', start);
    if (close < 0) throw invalidArgument(`Prefix '${text}': an expression that begins with !{ has no end.`);
    const [namespace = '', value = ''] = splitOnce(text.slice(start + 2, close));
    if (namespace === 'partitionKeyFromQuery') partitionKeys.push(value);
    if (namespace === 'firehose' && value === 'error-output-type') namesErrorType = true;
    pieces.push(() => literal, pieceOf(namespace, value));
    end = close + 1;
  }
  const rest = text.slice(end);
  return {
    hasExpressions: pieces.length > 0,
    namesErrorType,
    partitionKeys,
    evaluate: (context) => pieces.map((piece) => piece(context)).join('') + rest,
  };
}

function pieceOf(namespace: string, value: string): Piece {
  switch (namespace) {
    case 'timestamp': {
      const format = datePattern(value);
      return ({ time }) => format(time);
    }
    case 'partitionKeyFromQuery':
      if (value === '') break;
      return ({ partitionKeys }) => partitionKeys?.[value] ?? '';
    case 'partitionKeyFromLambda':
      throw invalidArgument('The local Firehose runs no Lambda functions: use partitionKeyFromQuery.');
    case 'firehose':
      if (value === 'random-string') return ({ randomString: random = randomString }) => random();
      if (value === 'error-output-type') return ({ errorOutputType = '' }) => errorOutputType;
  }
  throw invalidArgument(`Unknown expression in a prefix: !{${namespace}:${value}}`);
}

function splitOnce(text: string): string[] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)];
}
