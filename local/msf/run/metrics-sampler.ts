/** Tells CloudWatch what Flink measures: the service's own metrics of an application, and those of the job's own group. */
import type { Cluster } from '../../cluster/cluster.js';
import type { FlinkRest } from '../../cluster/flink-rest.js';
import { kpusOf, type Configuration } from '../configuration.js';
import type { Control, Datum } from '../control.js';

const NAMESPACE = 'AWS/KinesisAnalytics';
const OF_JOB = [
  ...['numRestarts', 'runningTime', 'restartingTime', 'cancellingTime', 'failingTime', 'numberOfFailedCheckpoints'],
  ...['lastCheckpointDuration', 'lastCheckpointSize'],
];
const SUMS = [
  'numRecordsIn',
  'numRecordsOut',
  'numRecordsInPerSecond',
  'numRecordsOutPerSecond',
  'numLateRecordsDropped',
];
const MAXIMA = ['busyTimeMsPerSecond', 'idleTimeMsPerSecond', 'backPressuredTimeMsPerSecond', 'currentInputWatermark'];
const CPU = 'Status.JVM.CPU.Load';
const HEAP_USED = 'Status.JVM.Memory.Heap.Used';
const HEAP_MAX = 'Status.JVM.Memory.Heap.Max';
const THREADS = 'Status.JVM.Threads.Count';
/** Only what is in this group of a job's own metrics reaches CloudWatch. */
const OWN = /(?:^|\.)kinesisanalytics\.(.+)$/;
/** Of a histogram, which CloudWatch does not show. */
const OF_HISTOGRAM = /_(?:count|min|max|mean|median|stddev|p\d+)$/;
/** What is no count: of several subtasks the largest says more than the sum. */
const NO_COUNT = /(?:Lag|Latest|Time)$|[mM]illis/;

export class MetricsSampler {
  private readonly timer: NodeJS.Timeout;
  private sampling: Promise<void> = Promise.resolve();
  private busy = false;

  constructor(
    private readonly control: Control,
    private readonly application: string,
    private readonly configuration: Configuration,
    private readonly cluster: Cluster,
  ) {
    this.timer = setInterval(() => this.sampleSoon(), control.settings.metricsEveryMs);
    this.timer.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.sampling;
  }

  private sampleSoon(): void {
    if (this.busy) return;
    this.busy = true;
    this.sampling = this.sample()
      // Processes that do not answer have nothing to tell.
      .catch(() => undefined)
      .finally(() => (this.busy = false));
  }

  private async sample(): Promise<void> {
    const { cluster } = this;
    const job = await cluster.job();
    if (job === null) return;
    const timestamp = this.control.now();
    const values: [name: string, value: number][] = [];
    for (const [name, value] of await cluster.rest.jobMetrics(cluster.jobId, OF_JOB)) values.push([name, value]);
    for (const [name, value] of await this.ofMachines(cluster.rest)) values.push([name, value]);
    const own: Datum[] = [];
    const totals = new Map<string, number>();
    for (const { id } of job.vertices) {
      own.push(...(await this.ofVertex(cluster, id, totals, timestamp)));
    }
    const data = [...values, ...totals]
      // Before there is a checkpoint, or a watermark, Flink tells a number that stands for none.
      .filter(([, value]) => Number.isFinite(value) && value >= 0)
      .map(([name, value]): Datum => ({ name, value, timestamp, dimensions: { Application: this.application } }));
    this.control.metrics?.put(NAMESPACE, [...data, ...merged(own)]);
  }

  private async ofMachines(rest: FlinkRest): Promise<[string, number][]> {
    const found = await rest.taskManagerMetrics([CPU, HEAP_USED, HEAP_MAX, THREADS]);
    const of = (name: string): number => found.get(name) ?? NaN;
    return [
      ['cpuUtilization', 100 * of(CPU)],
      ['heapMemoryUtilization', (100 * of(HEAP_USED)) / of(HEAP_MAX)],
      ['threadsCount', of(THREADS)],
      ['KPUs', kpusOf(this.configuration.parallelism) + 1],
    ];
  }

  /** Adds to the totals of the application, and gives the job's own metrics. */
  private async ofVertex(
    { rest, jobId }: Cluster,
    vertex: string,
    totals: Map<string, number>,
    timestamp: number,
  ): Promise<Datum[]> {
    const names = await rest.vertexMetrics(jobId, vertex);
    const has = (wanted: readonly string[]): string[] => wanted.filter((name) => names.includes(name));
    const own = names.filter((name) => OWN.test(name) && !OF_HISTOGRAM.test(name));
    const counts = own.filter((name) => !NO_COUNT.test(name));
    const sums = await rest.vertexSums(jobId, vertex, [...has(SUMS), ...counts]);
    const maxima = await rest.vertexMaxima(jobId, vertex, [
      ...has(MAXIMA),
      ...own.filter((name) => NO_COUNT.test(name)),
    ]);
    for (const name of SUMS) totals.set(name, (totals.get(name) ?? 0) + (sums.get(name) ?? 0));
    for (const name of has(MAXIMA)) totals.set(name, Math.max(totals.get(name) ?? 0, maxima.get(name) ?? 0));
    return [...sums, ...maxima].flatMap(([name, value]) => ownDatum(name, value, this.application, timestamp));
  }
}

/** `….kinesisanalytics.stage.clicks.read` is the metric `read` of the stage `clicks`. A group without a value is no dimension. */
export function ownDatum(name: string, value: number, application: string, timestamp: number): Datum[] {
  const path = OWN.exec(name)?.[1]?.split('.');
  if (path === undefined) return [];
  const dimensions: Record<string, string> = { Application: application };
  for (let at = 0; at + 2 < path.length; at += 2) dimensions[path[at] ?? ''] = path[at + 1] ?? '';
  return [{ name: path.at(-1) ?? '', value, timestamp, dimensions }];
}

/** The same metric of several operators is one. */
function merged(data: readonly Datum[]): Datum[] {
  const all = new Map<string, Datum>();
  for (const datum of data) {
    const key = JSON.stringify([datum.name, datum.dimensions]);
    const before = all.get(key)?.value;
    const value =
      before === undefined
        ? datum.value
        : NO_COUNT.test(datum.name)
          ? Math.max(before, datum.value)
          : before + datum.value;
    all.set(key, { ...datum, value });
  }
  return [...all.values()];
}
