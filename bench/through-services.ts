/**
 * Records a second from the local Kinesis through a job on the embedded Flink into each sink, and beside it what the
 * service behind the sink takes by raw requests alone: so it is clear which of the two is the bottleneck.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Bundle } from '../compiler/ir/bundle.js';
import { resourcesOf } from '../compiler/ir/resources.js';
import { bindToServices } from '../local/bind-services.js';
import { StreamWriter } from '../local/dev/put-records.js';
import { devSettings } from '../local/dev/dev-settings.js';
import type { EmbeddedFlink } from '../local/embedded-flink.js';
import { answerOf, end, residentBytes, start } from './child.js';
import { compiled } from './compiled.js';
import type { Contestant } from './contestants.js';
import { inFlight } from './raw-requests.js';
import { SINKS, type MeasuredSink, type SinkPlaces } from './sinks.js';
import { median, spreadOf, type Figure } from './statistics.js';

export interface ThroughServices {
  /** Of the compiled benchmarks. */
  readonly folder: string;
  /** Of their sources. */
  readonly sources: string;
  readonly directory: string;
  readonly input: string;
  readonly events: number;
  readonly rounds: number;
  readonly log: (line: string) => void;
}

const REGION = 'us-east-1';
const WARM_UP = 20_000;

export async function throughServices(flink: EmbeddedFlink, options: ThroughServices): Promise<Figure[]> {
  const lines = readFileSync(options.input, 'utf8').trimEnd().split('\n');
  const figures: Figure[] = [];
  for (const sink of SINKS) figures.push(...(await measured(flink, sink, lines, options)));
  return figures;
}

async function measured(
  flink: EmbeddedFlink,
  sink: MeasuredSink,
  lines: readonly string[],
  { folder, sources, directory, events, rounds, log }: ThroughServices,
): Promise<Figure[]> {
  const pipeline = await compiled(flink, join(sources, 'through', `${sink.name}.ts`));
  const records = lines.slice(0, Math.round(events * sink.share));
  const rates: number[] = [];
  const ceilings: number[] = [];
  let rss = 0;
  // The first round warms both sides up and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const part = round === 0 ? records.slice(0, WARM_UP) : records;
    const home = join(directory, `${sink.name}-${round}`);
    const needs = JSON.stringify(resourcesOf(pipeline.bundle));
    const child = start(join(folder, 'services-process.js'), [home, needs]);
    try {
      const { endpoint, opensearch } = await answerOf(child);
      const places = { endpoint: String(endpoint), opensearch: String(opensearch) };
      const rate = await throughJob(flink, pipeline, { places, records: part, home });
      const memory = await residentBytes(child);
      const ceiling = await atMost(sink, places, part);
      log(`round ${round}, ${sink.name}: ${Math.round(rate)} records/s, its service ${Math.round(ceiling)}`);
      if (round === 0) continue;
      rates.push(rate);
      ceilings.push(ceiling);
      rss = Math.max(rss, memory);
    } finally {
      await end(child);
    }
  }
  const unit = 'records/s';
  return [
    { name: `through the job into ${sink.name}`, value: median(rates), unit, spread: spreadOf(rates) },
    { name: `${sink.name} by raw requests`, value: median(ceilings), unit, spread: spreadOf(ceilings) },
    { name: `memory of the services with ${records.length} records`, value: rss / 1024 ** 2, unit: 'MiB' },
  ];
}

interface Run {
  readonly places: SinkPlaces;
  readonly records: readonly string[];
  readonly home: string;
}

/** All records are in the stream before the job starts; from the first one read to the last one written. */
async function throughJob(
  flink: EmbeddedFlink,
  { bundle, plan }: Contestant,
  { places, records, home }: Run,
): Promise<number> {
  const writer = new StreamWriter(places.endpoint, REGION, 'playback');
  await writer.put(records.map((line) => ({ data: Buffer.from(line), key: userOf(line) })));
  writer.close();
  const tables = bindToServices(bundle, { ...places, region: REGION });
  const settings = { ...devSettings(bundle.pipeline, join(home, 'checkpoints')), 'restart-strategy.type': 'none' };
  const done = new AbortController();
  const { read, written } = counted(bundle);
  let began = 0;
  let ended = 0;
  const run = flink.run(
    { bundle, plan, tables, parallelism: 2, settings },
    (event) => {
      if (event.event !== 'progress') return;
      // The clock of the looks: the last one before anything was read, the first one with everything written.
      if ((event.counters[read]?.['read'] ?? 0) === 0) began = event.elapsedMs;
      if ((event.counters[written]?.['written'] ?? 0) < records.length) return;
      ended = event.elapsedMs;
      done.abort();
    },
    done.signal,
  );
  const failed = await run.catch((error: unknown) => {
    if (!done.signal.aborted) throw error;
    return null;
  });
  if (failed?.event === 'failed') throw new Error(failed.message);
  return (records.length / (ended - began)) * 1000;
}

const userOf = (line: string): string => /"userId":"([^"]*)"/.exec(line)?.[1] ?? '';

function counted({ ledger }: Bundle): { read: string; written: string } {
  const of = (kind: string): string => ledger.find((stage) => stage.kind === kind)?.stage ?? '';
  return { read: of('source'), written: ledger.filter(({ kind }) => kind === 'output')[0]?.stage ?? '' };
}

async function atMost(sink: MeasuredSink, places: SinkPlaces, records: readonly string[]): Promise<number> {
  const begin = performance.now();
  const { batch } = sink;
  await inFlight(Math.ceil(records.length / batch), (index) =>
    sink.send(places, records.slice(index * batch, (index + 1) * batch), index * batch),
  );
  return (records.length / (performance.now() - begin)) * 1000;
}
