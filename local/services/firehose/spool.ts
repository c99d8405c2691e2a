/**
 * Records that wait for their delivery: the first ones in memory, more in a file, so that many and large buffers take
 * no more memory than small ones. Read from the beginning as often as needed.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

export interface BufferedRecord {
  /** Milliseconds. */
  readonly arrived: number;
  readonly data: Buffer;
}

/** Of one buffer: a delivery stream may have 500 of them. */
const IN_MEMORY = 256 * 1024;
/** A disk that takes nothing more is waited for up to here. */
const OVERFULL = 4 * IN_MEMORY;
const HEADER = 12;

export class Spool {
  private readonly path: string;
  private memory: Buffer[] = [];
  private inMemory = 0;
  private file: FileHandle | null = null;
  private inFile = 0;
  private draining: Promise<void> | null = null;
  private bytes = 0;
  private records = 0;

  constructor(folder: string) {
    this.path = join(folder, randomUUID());
  }

  /** Of the data alone. */
  get size(): number {
    return this.bytes;
  }

  get count(): number {
    return this.records;
  }

  /** The disk takes nothing more, and memory is not for that. */
  get isOverfull(): boolean {
    return this.inMemory >= OVERFULL && this.draining === null;
  }

  /** Resolves at once unless records come faster than the disk takes them. */
  add({ arrived, data }: BufferedRecord): Promise<void> | undefined {
    const header = Buffer.allocUnsafe(HEADER);
    header.writeUInt32LE(data.length, 0);
    header.writeDoubleLE(arrived, 4);
    this.memory.push(header, data);
    this.inMemory += HEADER + data.length;
    this.bytes += data.length;
    this.records++;
    if (this.inMemory >= IN_MEMORY) this.drain();
    return this.inMemory >= OVERFULL ? (this.draining ?? undefined) : undefined;
  }

  async *read(): AsyncGenerator<BufferedRecord, void, undefined> {
    await this.draining;
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of this.chunks()) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let at = 0;
      while (rest.length - at >= HEADER) {
        const end = at + HEADER + rest.readUInt32LE(at);
        if (end > rest.length) break;
        yield { arrived: rest.readDoubleLE(at + 4), data: rest.subarray(at + HEADER, end) };
        at = end;
      }
      rest = rest.subarray(at);
    }
  }

  async discard(): Promise<void> {
    await this.draining;
    this.memory = [];
    await this.file?.close();
    if (this.file) await rm(this.path, { force: true });
    this.file = null;
  }

  private async *chunks(): AsyncGenerator<Buffer> {
    if (this.inFile > 0) {
      const options = { end: this.inFile - 1, highWaterMark: 1024 * 1024 };
      for await (const chunk of createReadStream(this.path, options)) yield chunk as Buffer;
    }
    if (this.memory.length > 0) yield Buffer.concat(this.memory);
  }

  private drain(): void {
    this.draining ??= this.moveToFile().finally(() => {
      this.draining = null;
    });
  }

  private async moveToFile(): Promise<void> {
    while (this.inMemory >= IN_MEMORY) {
      const bytes = Buffer.concat(this.memory);
      this.memory = [];
      this.inMemory = 0;
      try {
        this.file ??= await open(this.path, 'w');
        for (let from = 0; from < bytes.length;) {
          const { bytesWritten } = await this.file.write(bytes, from, bytes.length - from, this.inFile + from);
          from += bytesWritten;
        }
        this.inFile += bytes.length;
      } catch {
        // What has been accepted is not lost: it goes back in front of what came meanwhile, and the next record tries again.
        this.memory.unshift(bytes);
        this.inMemory += bytes.length;
        return;
      }
    }
  }
}
