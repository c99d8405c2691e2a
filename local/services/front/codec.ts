/**
 * JSON and CBOR as AWS writes them. What a service answers is plain data in which bytes are Uint8Arrays and times are Dates:
 * JSON has base64 and seconds with a fraction, CBOR has byte strings and tag 1 with milliseconds (the Java SDK reads it so,
 * although the tag's own definition says seconds).
 */
import { types } from 'node:util';
import { decode, encode, Token, Type } from 'cborg';
import { AwsError } from './aws-error.js';

export interface Codec {
  readonly contentType: string;
  /** Of every answer in it. */
  readonly headers?: Readonly<Record<string, string>>;
  decode(body: Buffer): unknown;
  encode(value: unknown): Uint8Array | string;
}

const JSON_1_0 = 'application/x-amz-json-1.0';
const JSON_1_1 = 'application/x-amz-json-1.1';
const CBOR_1_1 = 'application/x-amz-cbor-1.1';
/** Of Smithy's own protocol, in which the operation stands in the path. */
const CBOR_RPC = 'application/cbor';

/** The codec that a request's content type asks for; JSON 1.1 when it names none that is known. */
export function codecFor(contentType: string | undefined): Codec {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === CBOR_1_1) return cbor;
  if (type === CBOR_RPC) return rpcCbor;
  return type === JSON_1_0 ? json10 : json11;
}

const json = (contentType: string): Codec => ({
  contentType,
  decode: (body) => parsed(() => JSON.parse(body.toString('utf8')) as unknown),
  encode: (value) => JSON.stringify(plain(value)),
});

/** Before `stringify`, not as its replacer: that sees bytes only after they have become an array of numbers. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (types.isUint8Array(value)) return base64(value);
  if (types.isDate(value)) return value.getTime() / 1000;
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) result[name] = plain(member);
  return result;
}

const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

const json10 = json(JSON_1_0);
const json11 = json(JSON_1_1);

const EPOCH_TAG = 1;

const cbor: Codec = {
  contentType: CBOR_1_1,
  decode: (body) => parsed(() => decode(body, { tags: { [EPOCH_TAG]: (content) => new Date(Number(content())) } })),
  encode: (value) =>
    encode(value, {
      ignoreUndefinedProperties: true,
      typeEncoders: {
        Date: (date: Date) => [new Token(Type.tag, EPOCH_TAG), new Token(Type.uint, date.getTime())],
      },
    }),
};

/** Times are as the tag's definition says: seconds, with a fraction. */
const rpcCbor: Codec = {
  contentType: CBOR_RPC,
  headers: { 'smithy-protocol': 'rpc-v2-cbor' },
  decode: (body) =>
    parsed(() => decode(body, { tags: { [EPOCH_TAG]: (content) => new Date(Number(content()) * 1000) } })),
  encode: (value) =>
    encode(value, {
      ignoreUndefinedProperties: true,
      typeEncoders: {
        Date: (date: Date) => [new Token(Type.tag, EPOCH_TAG), new Token(Type.float, date.getTime() / 1000)],
      },
    }),
};

function parsed(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    throw new AwsError('SerializationException', 'The body of the request could not be parsed.');
  }
}
