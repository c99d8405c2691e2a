/** What an object keeps of the headers it was put with, and gives back when it is read. */
import type { IncomingHttpHeaders } from 'node:http';
import { metadataTooLarge } from './errors.js';

export const headerOf = (headers: IncomingHttpHeaders, name: string): string | null => {
  const value = headers[name];
  return value === undefined ? null : typeof value === 'string' ? value : value.join(',');
};

const KEPT = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];
const USER = 'x-amz-meta-';
/** Of the user's names and values together. */
const LARGEST_USER_METADATA = 2 * 1024;

export type KeptHeaders = Readonly<Record<string, string>>;

export function keptHeaders(headers: IncomingHttpHeaders): KeptHeaders {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of KEPT) {
    const value = headerOf(headers, name);
    if (value !== null && value !== '') kept[name] = value;
  }
  // `aws-chunked` says how the body travelled, not what the object is.
  const encoding = (headerOf(headers, 'content-encoding') ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each.toLowerCase() !== 'aws-chunked');
  if (encoding.length > 0) kept['content-encoding'] = encoding.join(',');
  let size = 0;
  for (const name of Object.keys(headers).filter((each) => each.startsWith(USER))) {
    const value = headerOf(headers, name) ?? '';
    size += name.length - USER.length + value.length;
    kept[name] = value;
  }
  if (size > LARGEST_USER_METADATA) throw metadataTooLarge();
  return kept;
}

/** The query may replace some headers of one answer: `response-content-type=text/plain`. */
export function overriddenHeaders(query: URLSearchParams): KeptHeaders {
  const names = [...KEPT, 'content-encoding'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query.get(`response-${name}`);
      return value === null ? [] : [[name, value] as const];
    }),
  );
}
