/** Sends records to where they belong: one sender a destination. */
export interface Outgoing {
  readonly id: string;
  /** The record or row, edited or as it came. */
  readonly bytes: Buffer;
}

export type Sent =
  | { readonly state: 'sent' }
  /** Certainly not sent. */
  | { readonly state: 'failed'; readonly code: string; readonly message: string }
  /** Nobody knows: the answer was lost. */
  | { readonly state: 'unknown'; readonly code: string; readonly message: string };

export const SENT: Sent = { state: 'sent' };
export const failed = (code: string, message: string): Sent => ({ state: 'failed', code, message });

export interface Sender {
  /** How many go at once. */
  readonly entries: number;
  readonly bytes: number;
  /**
   * One answer per record, in order. Throws a ServiceFailure when the request failed as a whole, of kind `unknown` when
   * some of it may have been done.
   */
  send(records: readonly Outgoing[]): Promise<readonly Sent[]>;
  close(): Promise<void>;
}

export interface Size {
  readonly entries: number;
  readonly bytes: number;
}

/** Lists that fit: a single one that is too large goes alone, and the service says so. */
export function batchesOf<T extends Outgoing>(records: readonly T[], { entries, bytes }: Size): T[][] {
  const batches: T[][] = [];
  let size = 0;
  for (const record of records) {
    const last = batches.at(-1);
    if (last && last.length < entries && size + record.bytes.length <= bytes) {
      last.push(record);
      size += record.bytes.length;
    } else {
      batches.push([record]);
      size = record.bytes.length;
    }
  }
  return batches;
}
