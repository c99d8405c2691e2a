/** Message attributes: their rules, how many bytes they count for, and the checksum that SDKs compare. */
import { createHash } from 'node:crypto';
import { invalidValue, unsupported } from './errors.js';
import { isObject, optionalText, type Input } from './input.js';

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64, as it came. */
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const MOST = 10;
const NAME = /^(?!\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/;
const TYPE = /^(String|Number|Binary)(\.[\w.-]+)?$/;

export function readAttributes(input: Input, field: string): MessageAttributes {
  const value = input[field] ?? {};
  if (!isObject(value)) throw invalidValue(`${field} is not a map of attributes.`);
  const entries = Object.entries(value);
  if (entries.length > MOST)
    throw invalidValue(`Number of message attributes [${entries.length}] exceeds the allowed maximum [${MOST}].`);
  return Object.fromEntries(entries.map(([name, each]) => [name, readAttribute(name, each)]));
}

function readAttribute(name: string, value: unknown): MessageAttribute {
  if (!NAME.test(name)) throw invalidValue(`The message attribute name '${name}' is invalid.`);
  const input = isObject(value) ? value : {};
  if (input['StringListValues'] != null || input['BinaryListValues'] != null)
    throw unsupported('Message attribute list values are not supported.');
  const DataType = optionalText(input, 'DataType') ?? '';
  const kind = TYPE.exec(DataType)?.[1];
  if (kind === undefined)
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const field = kind === 'Binary' ? 'BinaryValue' : 'StringValue';
  const held = optionalText(input, field);
  if (held === undefined || held === '')
    throw invalidValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${kind}'.`,
    );
  if (kind === 'Number' && (held.trim() === '' || !Number.isFinite(Number(held))))
    throw invalidValue(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  return { DataType, [field]: held };
}

const valueOf = ({ StringValue, BinaryValue }: MessageAttribute): Buffer =>
  BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64');

export const sizeOfAttributes = (attributes: MessageAttributes): number =>
  Object.entries(attributes).reduce(
    (sum, [name, each]) => sum + Buffer.byteLength(name) + Buffer.byteLength(each.DataType) + valueOf(each).length,
    0,
  );

/** MD5 over the attributes in the order of their names; undefined when there are none. */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    hash.update(Buffer.from([attribute.BinaryValue === undefined ? 1 : 2]));
    add(valueOf(attribute));
  }
  return hash.digest('hex');
}

/** Those that a receiver asks for: `All`, `.*`, a name, or `prefix.*`, which goes by the text before the dot. */
export function chosenAttributes(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const wanted = (name: string): boolean =>
    names.some((each) =>
      each === 'All' || each === '.*' ? true : each.endsWith('.*') ? name.startsWith(each.slice(0, -2)) : each === name,
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}
