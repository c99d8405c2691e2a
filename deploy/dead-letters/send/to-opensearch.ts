/** Rows to an OpenSearch index, through its bulk API, in the form in which the connector writes them. */
import type { TableStatement } from '../../../compiler/ir/bundle.js';
import type { IndexResource } from '../../../compiler/ir/resources.js';
import type { AwsAccess } from '../../aws/access.js';
import { failureOf, ServiceFailure } from '../../aws/service-failure.js';
import { authorization } from './opensearch-credentials.js';
import { patiently } from './patiently.js';
import { Digits, parseRow, type RowValue } from './row-values.js';
import { withoutHidden } from './row.js';
import { failed, SENT, type Outgoing, type Sender, type Sent } from './sender.js';

const LIMITS = { entries: 500, bytes: 4_000_000 };
const ACTION = 'es:ESHttpPost';

export interface OpenSearchPlace {
  readonly resource: IndexResource;
  readonly options: TableStatement['options'];
  readonly endpoint: string;
}

interface BulkItem {
  readonly status: number;
  readonly error?: { readonly type?: string; readonly reason?: string };
}

export function toOpenSearch({ resource, options, endpoint }: OpenSearchPlace, access: AwsAccess): Sender {
  const place = `the index '${resource.name}'`;
  const url = `${endpoint.replace(/\/$/, '')}/${encodeURIComponent(resource.name)}/_bulk`;

  const bulk = async (lines: readonly string[]): Promise<readonly BulkItem[]> => {
    const body = lines.map((line) => `${line}\n`).join('');
    const plain = { method: 'POST', url, headers: { 'content-type': 'application/x-ndjson' }, body };
    const headers = await authorization(plain, options['credentials'], access);
    const answer = await fetch(url, { method: 'POST', headers, body }).catch((error: unknown) => {
      const { cause } = error as { cause?: unknown };
      throw failureOf(cause, ACTION, place) ?? failureOf(error, ACTION, place) ?? error;
    });
    const text = await answer.text();
    if (answer.status === 429) return lines.map(() => ({ status: 429 }));
    if (!answer.ok) throw refusedAs(answer.status, text, place);
    const { items = [] } = JSON.parse(text) as { items?: readonly Record<string, BulkItem>[] };
    return items.map((item) => Object.values(item)[0] ?? { status: 500 });
  };

  return {
    ...LIMITS,
    send: (records) =>
      patiently(records, async (some) => {
        const lines = some.map((record) => linesOf(record, resource.keyed, options['only-if-newer']));
        const answers = await bulk(lines.flatMap((each) => (Array.isArray(each) ? each : [])));
        const waiting = [...answers];
        return lines.map((each) =>
          Array.isArray(each) ? outcomeOf(waiting.shift() ?? { status: 500 }) : { sent: each, again: false },
        );
      }),
    close: async () => undefined,
  };
}

/** The lines of one document, or why there are none. */
function linesOf({ id, bytes }: Outgoing, keyed: boolean, newer: string | undefined): string[] | Sent {
  const { text, hidden } = withoutHidden(bytes.toString('utf8'));
  const source = text.replace(/[\r\n]+/g, ' ');
  try {
    const row = parseRow(source);
    // By the letter's id a second copy is known for what it is.
    if (!keyed) return [JSON.stringify({ create: { _id: id } }), source];
    if (hidden.id === null) return failed('NoId', "the letter does not hold the document's id, $id");
    const version = newer === undefined ? {} : versionOf(row[newer] ?? null);
    const about = { _id: hidden.id, ...version };
    return hidden.isDeletion ? [JSON.stringify({ delete: about })] : [JSON.stringify({ index: about }), source];
  } catch (error) {
    if (error instanceof SyntaxError) return failed('NotARow', error.message);
    throw error;
  }
}

/** Whole numbers and times; an older one is refused as a conflict. */
function versionOf(value: RowValue): object {
  const number = value instanceof Digits ? Number(value.text) : typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isSafeInteger(number) ? { version: number, version_type: 'external_gte' } : {};
}

function outcomeOf({ status, error }: BulkItem): { sent: Sent; again: boolean } {
  // 409: a newer one is there, or this very one. 404: what was to be deleted is gone.
  if (status < 300 || status === 409 || (status === 404 && error === undefined)) return { sent: SENT, again: false };
  const code = error?.type ?? String(status);
  return { sent: failed(code, error?.reason ?? ''), again: status === 429 || status === 503 };
}

function refusedAs(status: number, text: string, place: string): ServiceFailure {
  const kind =
    status === 401 || status === 403 ? 'denied' : status === 404 ? 'missing' : status >= 500 ? 'unknown' : 'refused';
  return new ServiceFailure(kind, ACTION, place, String(status), text.slice(0, 200));
}
