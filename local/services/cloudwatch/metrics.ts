/** Metrics: numbers over time, each of a namespace, a name and its dimensions. In memory. */

export type Dimensions = Readonly<Record<string, string>>;

export interface Datum {
  readonly name: string;
  readonly dimensions: Dimensions;
  readonly value: number;
  /** Milliseconds. */
  readonly timestamp: number;
  readonly unit?: string;
  /** How often the value was seen; 1. */
  readonly count?: number;
}

export interface Sample {
  readonly timestamp: number;
  readonly value: number;
  readonly count: number;
}

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
  unit: string | null;
  /** In the order of time. */
  samples: Sample[];
}

/** Of one metric; then the oldest go. */
const MOST = 100_000;

export class Metrics {
  private readonly metrics = new Map<string, Metric>();

  put(namespace: string, data: readonly Datum[]): void {
    for (const { name, dimensions, value, timestamp, unit, count = 1 } of data) {
      const metric = this.findOrAdd(namespace, name, dimensions);
      metric.unit ??= unit ?? null;
      const last = metric.samples.at(-1);
      metric.samples.push({ timestamp, value, count });
      if (last && last.timestamp > timestamp) metric.samples.sort((a, b) => a.timestamp - b.timestamp);
      if (metric.samples.length > MOST) metric.samples = metric.samples.slice(-MOST);
    }
  }

  all(): Metric[] {
    return [...this.metrics.values()].sort((a, b) =>
      keyOf(a.namespace, a.name, a.dimensions) < keyOf(b.namespace, b.name, b.dimensions) ? -1 : 1,
    );
  }

  /** Null for one that nobody has put. */
  find(namespace: string, name: string, dimensions: Dimensions): Metric | null {
    return this.metrics.get(keyOf(namespace, name, dimensions)) ?? null;
  }

  private findOrAdd(namespace: string, name: string, dimensions: Dimensions): Metric {
    const key = keyOf(namespace, name, dimensions);
    let metric = this.metrics.get(key);
    if (!metric) this.metrics.set(key, (metric = { namespace, name, dimensions, unit: null, samples: [] }));
    return metric;
  }
}

const keyOf = (namespace: string, name: string, dimensions: Dimensions): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
