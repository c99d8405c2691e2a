/** The answers of S3: a document, or headers that describe an object. */
import type { ServiceAnswer } from '../front/service.js';
import { checksumHeader, type Checksum } from './checksums.js';
import type { ObjectHead } from './store/object-record.js';
import { xmlDocument, type XmlElement } from './xml.js';

export const quoted = (etag: string): string => `"${etag}"`;

export const isoTime = (time: number): string => new Date(time).toISOString();

export const document = (
  name: string,
  children: readonly XmlElement[],
  headers: Readonly<Record<string, string>> = {},
): ServiceAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/xml', ...headers },
  body: xmlDocument(name, children),
});

export const empty = (status: number, headers: Readonly<Record<string, string>> = {}): ServiceAnswer => ({
  status,
  headers,
});

export const checksumHeaders = (checksum: Checksum | null): Record<string, string> =>
  checksum === null
    ? {}
    : { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };

export const objectHeaders = (head: ObjectHead): Record<string, string> => ({
  ...head.headers,
  etag: quoted(head.etag),
  'last-modified': new Date(head.modified).toUTCString(),
  'accept-ranges': 'bytes',
});
