/** What an OpenSearch index holds: its documents, and its own sums over time. */
import type { JsonRow } from '../../oracle/compare.js';

interface Hit {
  readonly _id: string;
  readonly _source: JsonRow;
  readonly sort: readonly unknown[];
}

const PAGE = 5_000;

export class OpenSearchIndex {
  constructor(
    private readonly url: string,
    private readonly index: string,
  ) {}

  async refresh(): Promise<void> {
    await this.ask('POST', '_refresh');
  }

  async count(): Promise<number> {
    await this.refresh();
    return (await this.ask<{ count: number }>('GET', '_count')).count;
  }

  /** All documents, each with its id as `$id`. */
  async documents(): Promise<JsonRow[]> {
    await this.refresh();
    const rows: JsonRow[] = [];
    let after: readonly unknown[] | undefined;
    for (;;) {
      const sort = [{ windowStart: 'asc' }, { _id: 'asc' }];
      const body = { size: PAGE, sort, query: { match_all: {} }, ...(after && { search_after: after }) };
      const { hits } = (await this.ask<{ hits: { hits: readonly Hit[] } }>('POST', '_search', body)).hits;
      rows.push(...hits.map(({ _id, _source }) => ({ $id: _id, ..._source })));
      if (hits.length < PAGE) return rows;
      after = hits.at(-1)?.sort;
    }
  }

  /** Plays per five minutes, as the index itself adds them up; by the start of the window. */
  async playsOverTime(): Promise<ReadonlyMap<string, number>> {
    await this.refresh();
    const { aggregations } = await this.ask<{
      aggregations: { time: { buckets: readonly { key: number; plays: { value: number } }[] } };
    }>('POST', '_search', {
      size: 0,
      aggs: {
        time: {
          date_histogram: { field: 'windowStart', fixed_interval: '5m', min_doc_count: 1 },
          aggs: { plays: { sum: { field: 'plays' } } },
        },
      },
    });
    return new Map(aggregations.time.buckets.map(({ key, plays }) => [new Date(key).toISOString(), plays.value]));
  }

  private async ask<T>(method: string, operation: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/${this.index}/${operation}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${operation}: ${response.status} ${text.slice(0, 300)}`);
    return JSON.parse(text) as T;
  }
}
