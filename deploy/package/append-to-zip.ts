/**
 * Adds files to a zip archive without unpacking it: the archive's own entries stay as they are, byte by byte, the new
 * ones follow them, and the central directory is written again behind. What is added is stored, not compressed, and
 * dated with a fixed day: neither the zlib of the machine nor its clock shows in the result.
 */
import { crc32 } from './crc32.js';

export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_HEADER = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
/** In a field of the end record: the true value is in a zip64 record. */
const IN_ZIP64 = { short: 0xffff, long: 0xffffffff };
/** Zip 1.0 can read a stored entry. */
const VERSION = 10;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 2020-01-01 00:00, as MS-DOS wrote dates; the entries of the runtime jar have it too. */
const DATE = ((2020 - 1980) << 9) | (1 << 5) | 1;

export function appendToZip(archive: Uint8Array, entries: readonly ZipEntry[]): Buffer {
  const zip = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const { count, directoryStart, directoryEnd } = endOf(zip);
  const directory = zip.subarray(directoryStart, directoryEnd);
  const present = namesIn(directory, count);
  const kept = zip.subarray(0, directoryStart);
  const local: Buffer[] = [];
  const headers: Buffer[] = [];
  let offset = kept.length;
  for (const { name, content } of entries) {
    if (present.has(name)) throw new Error(`the archive already holds '${name}'`);
    const bytes = Buffer.from(name);
    const common = commonFields(content, bytes.length);
    local.push(localHeader(common), bytes, Buffer.from(content));
    headers.push(directoryHeader(common, offset), bytes);
    offset += 30 + bytes.length + content.length;
  }
  const added = Buffer.concat(headers);
  return Buffer.concat([
    kept,
    ...local,
    directory,
    added,
    endRecord(count + entries.length, directory.length + added.length, offset),
  ]);
}

function endOf(zip: Buffer): { count: number; directoryStart: number; directoryEnd: number } {
  // A comment may follow the record, so it is looked for from behind.
  for (let at = zip.length - END_LENGTH; at >= Math.max(0, zip.length - END_LENGTH - 0xffff); at--) {
    if (zip.readUInt32LE(at) !== END || zip.readUInt16LE(at + 20) !== zip.length - at - END_LENGTH) continue;
    const count = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 12);
    const directoryStart = zip.readUInt32LE(at + 16);
    if (count === IN_ZIP64.short || directoryStart === IN_ZIP64.long) throw new Error('the archive is a zip64');
    return { count, directoryStart, directoryEnd: directoryStart + size };
  }
  throw new Error('this is not a zip archive: it has no end record');
}

function namesIn(directory: Buffer, count: number): Set<string> {
  const names = new Set<string>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (directory.readUInt32LE(at) !== DIRECTORY_HEADER) throw new Error("the archive's central directory is broken");
    const length = directory.readUInt16LE(at + 28);
    names.add(directory.toString('utf8', at + 46, at + 46 + length));
    at += 46 + length + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}

/** The 26 bytes that a local header and a directory header share. */
function commonFields(content: Uint8Array, nameLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(FLAGS, 2);
  fields.writeUInt16LE(DATE, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}

function localHeader(common: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  common.copy(header, 4);
  return header;
}

function directoryHeader(common: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(DIRECTORY_HEADER, 0);
  header.writeUInt16LE(VERSION, 4);
  common.copy(header, 6);
  header.writeUInt32LE(offset, 42);
  return header;
}

function endRecord(count: number, size: number, start: number): Buffer {
  if (count >= IN_ZIP64.short) throw new Error('a zip archive without zip64 holds at most 65534 entries');
  const record = Buffer.alloc(END_LENGTH);
  record.writeUInt32LE(END, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(start, 16);
  return record;
}
