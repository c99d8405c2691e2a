/** One delivery stream: takes records into the buffers of their partitions and delivers the buffers that are due. */
import { isUtf8 } from 'node:buffer';
import { arnOf } from '../front/account.js';
import { Batch } from './batch.js';
import { deliver, type DeliveryTools } from './deliver.js';
import type { Destination } from './destination.js';
import { PARTITIONS_EXCEEDED, processingFailure, PROCESSING_FAILED, type Failure } from './error-output.js';
import { unavailable } from './errors.js';
import { documentsIn, parseError, RecordError, splitDocuments } from './json-documents.js';
import { QueryError, type Query } from './query.js';

const MOST_PARTITIONS = 500;
const METADATA_FAILED = 'DynamicPartitioning.MetadataExtractionFailed';
/** Of all data without dynamic partitioning, and of errors. */
const UNPARTITIONED: Readonly<Record<string, string>> = {};
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

/** Hears why a delivery failed; it is tried again. */
export type OnProblem = (message: string) => void;

export class DeliveryStream {
  readonly arn: string;
  readonly created: number;
  readonly tags = new Map<string, string>();
  version = 1;
  updated: number | null = null;
  private readonly buffers = new Map<string, Batch>();
  private readonly sealed: Batch[] = [];
  private running: Promise<boolean> | null = null;
  private failures = 0;
  private failure: string | null = null;
  private retryAt = 0;

  constructor(
    readonly name: string,
    region: string,
    public destination: Destination,
    private readonly tools: DeliveryTools,
    private readonly onProblem: OnProblem,
    /** What may wait for a lake that takes nothing. */
    private readonly mostWaiting: number,
  ) {
    this.arn = arnOf('firehose', region, `deliverystream/${name}`);
    this.created = tools.now();
  }

  /** Records that wait for their delivery. */
  get waiting(): { readonly records: number; readonly bytes: number } {
    const all = [...this.buffers.values(), ...this.sealed].map(({ spool }) => spool);
    return {
      records: all.reduce((sum, { count }) => sum + count, 0),
      bytes: all.reduce((sum, { size }) => sum + size, 0),
    };
  }

  /** Why the last delivery failed; null when it did not. */
  get lastFailure(): string | null {
    return this.failure;
  }

  /** Before a request is taken: a lake that refuses everything must not fill the disk or the memory. */
  refuseWhenFull(): void {
    const isStuck = [...this.buffers.values()].some(({ spool }) => spool.isOverfull);
    if (isStuck || (this.failures > 0 && this.waiting.bytes >= this.mostWaiting)) throw unavailable();
  }

  /** Gives a promise only when records come faster than the disk takes them. */
  put(data: Buffer): Promise<void> | undefined {
    const arrived = this.tools.now();
    const { query } = this.destination.processing;
    let slow: Promise<void> | undefined;
    for (const record of this.cut(arrived, data)) slow = this.route(arrived, record, query) ?? slow;
    return slow;
  }

  /** Seals the buffers that are due, or all, and delivers what is sealed. False when something could not be delivered. */
  async flush(which: 'due' | 'all'): Promise<boolean> {
    const now = this.tools.now();
    for (const [id, batch] of this.buffers) {
      if (which === 'due' ? batch.isDue(now) : batch.spool.count > 0) {
        this.buffers.delete(id);
        this.sealed.push(batch);
      }
    }
    if (this.sealed.length === 0) return true;
    if (which === 'due' && now < this.retryAt) return false;
    let delivered = true;
    // A run that is on its way may be past what has just been sealed.
    while (delivered && this.sealed.length > 0) {
      this.running ??= this.deliverSealed().finally(() => {
        this.running = null;
      });
      delivered = await this.running;
    }
    return delivered;
  }

  /** Later records go by another configuration; those that are here by the one they came under. */
  update(destination: Destination): void {
    for (const batch of this.buffers.values()) if (batch.spool.count > 0) this.sealed.push(batch);
    this.buffers.clear();
    this.destination = destination;
    this.version++;
    this.updated = this.tools.now();
  }

  async discard(): Promise<void> {
    await Promise.all([...this.buffers.values(), ...this.sealed].map(({ spool }) => spool.discard()));
  }

  private cut(arrived: number, data: Buffer): readonly Buffer[] {
    const { deaggregation } = this.destination.processing;
    if (deaggregation === null) return [data];
    if (deaggregation.kind === 'delimited') return splitBy(data, deaggregation.delimiter);
    try {
      if (!isUtf8(data)) throw parseError('Invalid UTF-8.');
      return splitDocuments(data.toString('utf8')).map((each) => Buffer.from(each));
    } catch (error) {
      void this.refuse(arrived, data, METADATA_FAILED, error);
      return [];
    }
  }

  private route(arrived: number, record: Buffer, query: Query | null): Promise<void> | undefined {
    if (query === null) return this.add(UNPARTITIONED, null, arrived, record);
    let keys: Record<string, string>;
    try {
      keys = keysOf(documentsIn(record), query);
    } catch (error) {
      return this.refuse(arrived, record, METADATA_FAILED, error);
    }
    return this.add(keys, null, arrived, record);
  }

  private add(
    partitionKeys: Readonly<Record<string, string>>,
    errorOutputType: string | null,
    arrived: number,
    data: Buffer,
  ): Promise<void> | undefined {
    const id = partitionKeys === UNPARTITIONED ? (errorOutputType ?? '') : JSON.stringify(partitionKeys);
    let batch = this.buffers.get(id);
    if (!batch) {
      if (errorOutputType === null && this.buffers.size >= MOST_PARTITIONS) {
        const code = 'DynamicPartitioning.ActivePartitionsLimitExceeded';
        const message = `There are ${MOST_PARTITIONS} active partitions already.`;
        return this.refuse(arrived, data, code, new QueryError(message), PARTITIONS_EXCEEDED);
      }
      const { name, version, destination } = this;
      const of = { stream: name, version, destination, partitionKeys, errorOutputType };
      batch = new Batch(of, this.tools.store.scratch);
      this.buffers.set(id, batch);
    }
    const slow = batch.add(arrived, data);
    if (batch.spool.size >= this.destination.bufferBytes) void this.flush('due');
    return slow;
  }

  private refuse(
    arrived: number,
    data: Buffer,
    code: string,
    error: unknown,
    type = PROCESSING_FAILED,
  ): Promise<void> | undefined {
    if (!(error instanceof QueryError) && !(error instanceof RecordError)) throw error;
    const message = error instanceof RecordError ? 'Non JSON record provided' : error.message;
    const failure: Failure = { code, message };
    return this.add(UNPARTITIONED, type, arrived, processingFailure({ arrived, data }, failure, this.tools.now()));
  }

  private async deliverSealed(): Promise<boolean> {
    for (let [batch] = this.sealed; batch; [batch] = this.sealed) {
      try {
        await deliver(batch, this.tools);
        this.sealed.shift();
        this.failures = 0;
        this.failure = null;
      } catch (error) {
        const wait = Math.min(FIRST_RETRY_MS * 2 ** this.failures++, LAST_RETRY_MS);
        this.retryAt = this.tools.now() + wait;
        this.failure = String((error as Error).message);
        this.onProblem(
          `The delivery stream '${this.name}' can't write to the bucket '${batch.of.destination.bucket}': ${this.failure}`,
        );
        return false;
      }
    }
    return true;
  }
}

/** All documents of a record are in one partition, or the record is in none. */
function keysOf(documents: readonly unknown[], query: Query): Record<string, string> {
  const [first, ...others] = documents.map((document) => query.evaluate(document));
  if (!first) throw new QueryError('The record holds no document.');
  if (others.some((keys) => JSON.stringify(keys) !== JSON.stringify(first))) {
    throw new QueryError(
      'The record holds documents of several partitions; they need a RecordDeAggregation processor.',
    );
  }
  return first;
}

function splitBy(data: Buffer, delimiter: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let from = 0; from < data.length;) {
    const end = data.indexOf(delimiter, from);
    const to = end < 0 ? data.length : end;
    if (to > from) parts.push(data.subarray(from, to));
    from = to + delimiter.length;
  }
  return parts;
}
