/**
 * `npm run bench`: the figures pipectl is held to. Everything that is compared runs in one process, alternating,
 * and medians are reported; every round's rows are checked before its time counts.
 *
 *     npm run bench -- --events 1000000 --rounds 5 --only throughput
 *
 * Sections: throughput, latency, kinesis-server, services, dev, deploy.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { embeddedFlink } from '../local/embedded-flink.js';
import { compiled } from './compiled.js';
import { byHand } from './contestants.js';
import { deploys } from './deploys.js';
import { devStart } from './dev-start.js';
import { kinesisServer } from './kinesis-server.js';
import { compileTimes, firstPlanTimes, smallRunTimes } from './latency.js';
import { report, type Figure } from './statistics.js';
import { throughServices } from './through-services.js';
import { throughput } from './throughput.js';

const BENCH = dirname(fileURLToPath(import.meta.url));
const DIST = join(BENCH, '..');
const ENTRY = join(DIST, '..', 'pipelines', 'title-popularity', 'pipeline.ts');
const CLI = join(DIST, 'cli', 'main.js');
const GENERATOR = join(DIST, 'pipelines', 'title-popularity', 'generate.js');

const SECTIONS = ['throughput', 'latency', 'kinesis-server', 'services', 'dev', 'deploy'];
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const events = Number(values.events);
const rounds = Number(values.rounds);
if (values.only !== undefined && !SECTIONS.includes(values.only)) {
  console.error(`--only takes one of ${SECTIONS.join(', ')}, not '${values.only}'`);
  process.exit(64);
}
const wanted = (name: string): boolean => values.only === undefined || values.only === name;
const log = (line: string): void => void process.stderr.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'pipectl-bench-'));
// A cache of its own, so that no other command joins or ends the JVM that is measured.
process.env['PIPECTL_CACHE'] = join(folder, 'cache');
const results: Record<string, readonly Figure[]> = {};

async function onFlink(): Promise<void> {
  const flink = await embeddedFlink({ onProgress: log });
  try {
    const input = join(folder, 'events.jsonl');
    // Nothing late and nothing broken: all contestants then owe the same rows.
    const made = execFileSync(process.execPath, [
      ...[
        GENERATOR,
        '--out',
        input,
        '--events',
        String(events),
        '--late',
        '0',
        '--malformed',
        '0',
        '--duplicates',
        '0',
      ],
    ]);
    log(made.toString().trim());
    const demo = await compiled(flink, ENTRY);
    if (wanted('throughput')) {
      const contestants = [demo, ...(await byHand(flink, input))];
      const directory = join(folder, 'out');
      results['throughput'] = await throughput(flink, contestants, { input, events, directory, rounds, log });
    }
    if (wanted('latency')) {
      const lines = readFileSync(input, 'utf8').slice(0, 100_000).split('\n');
      results['latency'] = [
        ...(await compileTimes(CLI, ENTRY, rounds)),
        await smallRunTimes(flink, demo, lines, rounds),
        await firstPlanTimes(demo, rounds),
      ];
    }
    if (wanted('services')) {
      const sources = join(DIST, '..', 'bench');
      const directory = join(folder, 'services');
      const order = { folder: BENCH, sources, directory, input, events, rounds: Math.min(rounds, 3), log };
      results['services'] = await throughServices(flink, order);
    }
    if (wanted('dev')) {
      const pipelines = { 'all services': ENTRY, 'no OpenSearch': join(DIST, '..', 'bench', 'through', 'dynamodb.ts') };
      results['dev'] = devStart({ cli: CLI, pipelines, rounds, log });
    }
    if (wanted('deploy')) {
      const lines = readFileSync(input, 'utf8').slice(0, 1_000_000).split('\n').slice(0, -1);
      const order = { cli: CLI, entry: ENTRY, directory: join(folder, 'deploy'), lines, log };
      results['deploy'] = await deploys(flink, { ...order, rounds: Math.min(rounds, 3) });
    }
  } finally {
    await (await embeddedFlink({ archive: false })).shutdown();
  }
}

try {
  if (['throughput', 'latency', 'services', 'dev', 'deploy'].some(wanted)) await onFlink();
  if (wanted('kinesis-server')) {
    results['kinesis-server'] = await kinesisServer({ folder: BENCH, records: events, rounds, log });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const machine = `${cpus().length} cores, Node ${process.versions.node}`;
if (values.json) console.log(JSON.stringify({ format: 1, machine, events, rounds, results }, null, 2));
else console.log([machine, ...Object.entries(results).map(([name, figures]) => report(name, figures))].join('\n\n'));
