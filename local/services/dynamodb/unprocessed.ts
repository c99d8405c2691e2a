/** BatchWriteItem done by half: every second entry of each table is held back and comes back as not processed. */
import type { ServiceAnswer } from '../front/service.js';

type Entries = Readonly<Record<string, readonly unknown[]>>;

export interface Halved {
  /** The request's body without what is held back; null when nothing is left to do. */
  readonly body: Buffer | null;
  readonly held: Entries;
}

export function halve(body: Buffer): Halved {
  const input = JSON.parse(body.toString('utf8')) as { readonly RequestItems?: Entries };
  const tables = Object.entries(input.RequestItems ?? {});
  const part = (odd: number): Entries =>
    Object.fromEntries(
      tables
        .map(([table, entries]) => [table, entries.filter((_, index) => index % 2 === odd)] as const)
        .filter(([, entries]) => entries.length > 0),
    );
  const kept = part(1);
  const left = Object.keys(kept).length > 0 ? Buffer.from(JSON.stringify({ ...input, RequestItems: kept })) : null;
  return { body: left, held: part(0) };
}

/** The answer, with what was held back added to what was not processed anyway. */
export function withHeld(answer: ServiceAnswer | null, held: Entries): ServiceAnswer {
  if (answer !== null && answer.status !== 200) return answer;
  const bytes = answer?.body instanceof Uint8Array ? Buffer.from(answer.body).toString('utf8') : '{}';
  const output = JSON.parse(bytes) as { UnprocessedItems?: Entries };
  const items: Record<string, readonly unknown[]> = { ...output.UnprocessedItems };
  for (const [table, entries] of Object.entries(held)) items[table] = [...(items[table] ?? []), ...entries];
  const body = JSON.stringify({ ...output, UnprocessedItems: items });
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
}
