/** A buffer of records that become one object, or, converted, one object and one of errors. */
import type { Destination } from './destination.js';
import { randomUUID } from 'node:crypto';
import { datePattern } from './date-pattern.js';
import { Spool } from './spool.js';

export interface BatchOf {
  readonly stream: string;
  readonly version: number;
  readonly destination: Destination;
  readonly partitionKeys: Readonly<Record<string, string>>;
  /** Lines that are errors already, of this type; null for data. */
  readonly errorOutputType: string | null;
}

const stamp = datePattern('yyyy-MM-dd-HH-mm-ss');

export class Batch {
  readonly spool: Spool;
  private oldest = Infinity;
  /** What of it has been delivered, so that a second attempt does not write it twice. */
  readonly delivered = new Set<'data' | 'errors'>();

  constructor(
    readonly of: BatchOf,
    scratch: string,
  ) {
    this.spool = new Spool(scratch);
  }

  add(arrived: number, data: Buffer): Promise<void> | undefined {
    this.oldest = Math.min(this.oldest, arrived);
    return this.spool.add({ arrived, data });
  }

  isDue(now: number): boolean {
    const { bufferBytes, bufferMillis } = this.of.destination;
    return this.spool.count > 0 && (this.spool.size >= bufferBytes || now - this.oldest >= bufferMillis);
  }

  dataKey(): string {
    const { destination, partitionKeys } = this.of;
    const time = new Date(this.oldest);
    return `${destination.prefix.evaluate({ time, partitionKeys })}${this.name(time)}${destination.extension}`;
  }

  errorKey(errorOutputType: string): string {
    const time = new Date(this.oldest);
    return `${this.of.destination.errorPrefix.evaluate({ time, errorOutputType })}${this.name(time)}`;
  }

  private name(time: Date): string {
    return `${this.of.stream}-${this.of.version}-${stamp(time)}-${randomUUID()}`;
  }
}
