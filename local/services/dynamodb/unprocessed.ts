/** Batches done by half: every second entry of each table is held back and comes back as not processed. */
import type { ServiceAnswer } from '../front/service.js';

/** How an operation's request holds the entries of a table, and what its answer calls those that are left. */
interface Batch {
  readonly unprocessed: 'UnprocessedItems' | 'UnprocessedKeys';
  entriesOf(table: unknown): readonly unknown[];
  with(table: unknown, entries: readonly unknown[]): unknown;
}

const BATCHES: Readonly<Record<string, Batch>> = {
  BatchWriteItem: {
    unprocessed: 'UnprocessedItems',
    entriesOf: (table) => table as readonly unknown[],
    with: (_, entries) => entries,
  },
  BatchGetItem: {
    unprocessed: 'UnprocessedKeys',
    entriesOf: (table) => (table as { readonly Keys: readonly unknown[] }).Keys,
    with: (table, Keys) => ({ ...(table as object), Keys }),
  },
};

type Tables = Readonly<Record<string, unknown>>;

export interface Halved {
  /** The request's body without what is held back; null when nothing is left to do. */
  readonly body: Buffer | null;
  /** The answer to that body, with what was held back added to what was not processed anyway. */
  answer(answered: ServiceAnswer | null): ServiceAnswer;
}

/** Null for an operation that is no batch. */
export function halve(operation: string, body: Buffer): Halved | null {
  const batch = BATCHES[operation];
  if (batch === undefined) return null;
  const input = JSON.parse(body.toString('utf8')) as { readonly RequestItems?: Tables };
  const part = (odd: number): Tables =>
    Object.fromEntries(
      Object.entries(input.RequestItems ?? {}).flatMap(([name, table]) => {
        const entries = batch.entriesOf(table).filter((_, index) => index % 2 === odd);
        return entries.length > 0 ? [[name, batch.with(table, entries)]] : [];
      }),
    );
  const [kept, held] = [part(1), part(0)];
  const isEmpty = Object.keys(kept).length === 0;
  return {
    body: isEmpty ? null : Buffer.from(JSON.stringify({ ...input, RequestItems: kept })),
    answer: (answered) => withHeld(answered, held, batch),
  };
}

function withHeld(answered: ServiceAnswer | null, held: Tables, batch: Batch): ServiceAnswer {
  if (answered !== null && answered.status !== 200) return answered;
  const bytes = answered?.body instanceof Uint8Array ? Buffer.from(answered.body).toString('utf8') : '{}';
  const output = JSON.parse(bytes) as Record<string, unknown>;
  const left: Record<string, unknown> = { ...(output[batch.unprocessed] as Tables | undefined) };
  for (const [name, table] of Object.entries(held)) {
    const known = left[name];
    const entries = [...(known === undefined ? [] : batch.entriesOf(known)), ...batch.entriesOf(table)];
    left[name] = batch.with(table, entries);
  }
  const body = JSON.stringify({ ...output, [batch.unprocessed]: left });
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
}
