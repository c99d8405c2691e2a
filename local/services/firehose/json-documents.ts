/** The JSON documents in a record: one after the other, with or without white space between them. */
import { isUtf8 } from 'node:buffer';
import { exactJson, hasLongNumber } from './exact-json.js';

/** What a record that can't be read fails with, as Firehose names it. */
export class RecordError extends Error {
  override readonly name = 'RecordError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const parseError = (message: string): RecordError =>
  new RecordError('DataFormatConversion.ParseError', `Encountered malformed JSON. ${message}`);

export const malformedData = (message: string): RecordError =>
  new RecordError('DataFormatConversion.MalformedData', message);

/** Numbers that JavaScript can't hold come as `ExactNumber`. Throws a RecordError. */
export function documentsIn(record: Buffer): unknown[] {
  if (!isUtf8(record)) throw parseError('Invalid UTF-8.');
  const text = record.toString('utf8');
  const whole = parsed(text);
  return whole === undefined ? splitDocuments(text).map((each) => read(each)) : [whole];
}

/** The fast way, right for the one document without long numbers that nearly every record is. */
function parsed(text: string): unknown {
  if (hasLongNumber(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function read(text: string): unknown {
  try {
    return hasLongNumber(text) ? exactJson(text) : (JSON.parse(text) as unknown);
  } catch (error) {
    throw parseError((error as Error).message);
  }
}

/** Cuts between documents at top level; what is inside of one is not looked at, but for where its strings end. */
export function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  const end = text.length;
  let at = 0;
  for (;;) {
    while (at < end && /\s/.test(text[at] ?? '')) at++;
    if (at === end) break;
    const from = at;
    at = text[at] === '{' || text[at] === '[' ? endOfNested(text, at) : endOfScalar(text, at);
    documents.push(text.slice(from, at));
  }
  if (documents.length === 0) throw malformedData('The record was empty or contained only whitespace.');
  return documents;
}

const NEXT = /["{}[\]]/g;
const STRING_END = /\\.|"/gs;

function endOfNested(text: string, from: number): number {
  let depth = 0;
  NEXT.lastIndex = from;
  for (let match = NEXT.exec(text); match; match = NEXT.exec(text)) {
    const [mark] = match;
    if (mark === '"') NEXT.lastIndex = endOfString(text, NEXT.lastIndex);
    else depth += mark === '{' || mark === '[' ? 1 : -1;
    if (depth === 0) return NEXT.lastIndex;
  }
  throw parseError('Unexpected end of input: a document is not closed.');
}

function endOfString(text: string, from: number): number {
  STRING_END.lastIndex = from;
  for (let match = STRING_END.exec(text); match; match = STRING_END.exec(text)) {
    if (match[0] === '"') return STRING_END.lastIndex;
  }
  throw parseError('Unexpected end of input: a string is not closed.');
}

function endOfScalar(text: string, from: number): number {
  if (text[from] === '"') return endOfString(text, from + 1);
  const [scalar = ''] = /^[^\s{["]+/.exec(text.slice(from)) ?? [];
  return from + scalar.length;
}
