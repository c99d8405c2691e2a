/** Reads single files of a zip archive that lies elsewhere, without fetching the rest of it. */
import { inflateRawSync } from 'node:zlib';

/** Of the archive's bytes, from `start` up to before `end`. */
export type ReadRange = (start: number, end: number) => Promise<Buffer>;

const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const DIRECTORY_HEADER = 0x02014b50;
const LOCAL_HEADER_LENGTH = 30;
const STORED = 0;

interface Entry {
  readonly method: number;
  readonly size: number;
  readonly offset: number;
}

/** The files' contents by name; those that the archive does not have are left out. Null for what is no archive. */
export async function readFromZip(
  read: ReadRange,
  size: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, Buffer> | null> {
  const directory = await readDirectory(read, size);
  if (directory === null) return null;
  const entries = entriesIn(directory);
  const found = new Map<string, Buffer>();
  for (const name of names) {
    const entry = entries.get(name);
    if (entry) found.set(name, await contentOf(read, entry));
  }
  return found;
}

async function readDirectory(read: ReadRange, size: number): Promise<Buffer | null> {
  const tail = await read(Math.max(0, size - END_LENGTH - LONGEST_COMMENT), size);
  for (let at = tail.length - END_LENGTH; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END || tail.readUInt16LE(at + 20) !== tail.length - at - END_LENGTH) continue;
    const start = tail.readUInt32LE(at + 16);
    const end = start + tail.readUInt32LE(at + 12);
    if (end > size) return null;
    const tailStart = size - tail.length;
    return start >= tailStart ? tail.subarray(start - tailStart, end - tailStart) : read(start, end);
  }
  return null;
}

function entriesIn(directory: Buffer): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_HEADER) {
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    entries.set(directory.toString('utf8', at + 46, nameEnd), {
      method: directory.readUInt16LE(at + 10),
      size: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function contentOf(read: ReadRange, { method, size, offset }: Entry): Promise<Buffer> {
  // The name and what follows it are as long as the local header says, which may differ from the directory.
  const header = await read(offset, offset + LOCAL_HEADER_LENGTH);
  const start = offset + LOCAL_HEADER_LENGTH + header.readUInt16LE(26) + header.readUInt16LE(28);
  const bytes = size === 0 ? Buffer.alloc(0) : await read(start, start + size);
  return method === STORED ? bytes : inflateRawSync(bytes);
}
