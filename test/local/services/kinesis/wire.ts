/** Requests as the SDKs put them on the wire, in JSON and in CBOR, and answers with what differs from run to run taken out. */
import { decode, encode, Tagged } from 'cborg';
import { send, signedFor } from '../front/http.js';

export type Format = 'json' | 'cbor';
export type Fields = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly body: Fields;
}

/** Where a request goes and how it is written. */
export interface Line {
  readonly port: number;
  readonly format: Format;
  readonly region: string;
}

export async function call({ port, format, region }: Line, operation: string, input: unknown): Promise<Answer> {
  const headers = {
    ...signedFor('kinesis', region),
    'content-type': `application/x-amz-${format}-1.1`,
    'x-amz-date': '20260101T000000Z',
    'x-amz-target': `Kinesis_20131202.${operation}`,
  };
  const { status, body } = await send(port, { headers, body: written(format, input) });
  if (body.length === 0) return { status, body: {} };
  return { status, body: (format === 'json' ? readJson(body) : readCbor(body)) as Fields };
}

/** A text is sent as it is: it is no JSON. */
function written(format: Format, input: unknown): string | Uint8Array {
  if (typeof input === 'string') return input;
  return format === 'json'
    ? JSON.stringify(forJson(input))
    : encode(forCbor(input), { ignoreUndefinedProperties: true });
}

const forJson = (value: unknown): unknown =>
  mapped(value, (leaf) => (leaf instanceof Date ? leaf.getTime() / 1000 : Buffer.from(leaf).toString('base64')));

const forCbor = (value: unknown): unknown =>
  mapped(value, (leaf) => (leaf instanceof Date ? new Tagged(1, leaf.getTime()) : leaf));

/** All that JSON has no word for. */
function mapped(value: unknown, leaf: (value: Date | Uint8Array) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || value instanceof Uint8Array) return leaf(value);
  if (Array.isArray(value)) return value.map((each: unknown) => mapped(each, leaf));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(each, leaf)]));
}

const readJson = (body: Buffer): unknown => JSON.parse(body.toString());

/** As JSON would have it, so that both formats give the same: bytes as base64, times as seconds. */
const readCbor = (body: Buffer): unknown =>
  forJson(decode(body, { tags: { 1: (content) => new Date(Number(content())) } }));

/** Whether it is there and of which kind is compared; its value is the server's own business. */
const OWN: Readonly<Record<string, string>> = {
  SequenceNumber: '<sequence>',
  StartingSequenceNumber: '<sequence>',
  EndingSequenceNumber: '<sequence>',
  ShardIterator: '<iterator>',
  NextShardIterator: '<iterator>',
  NextToken: '<token>',
  ApproximateArrivalTimestamp: '<time>',
  StreamCreationTimestamp: '<time>',
  MillisBehindLatest: '<ms>',
};

/** An error by its status and type: the words of kinesis-local are its own. */
export function normalised({ status, body }: Answer): Answer {
  if (status !== 200) return { status, body: { type: body['__type'] } };
  return { status, body: plain(body) as Fields };
}

/**
 * What kinesis-local has not heard of, or what AWS does not say of streams without encryption (its own examples and
 * those in kinesalite's tests have no EncryptionType in records and puts).
 */
const NOT_COMPARED: ReadonlySet<string> = new Set(['MaxRecordSizeInKiB', 'StreamSummaries', 'EncryptionType']);

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    // Parents have no order.
    return value.every((each) => typeof each === 'string') ? [...value].sort() : value.map(plain);
  }
  return Object.fromEntries(
    Object.entries(value)
      // Null and absent are the same to every SDK.
      .filter(([name, each]) => each !== null && each !== undefined && !NOT_COMPARED.has(name))
      .map(([name, each]) => [name, OWN[name] ?? plain(each)]),
  );
}
