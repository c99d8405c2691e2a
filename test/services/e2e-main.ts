/**
 * `npm run e2e`: made-up events through the stream and real Flink processes into the lake, the table, the index and the
 * dead letters; every number is compared with the oracle's.
 *
 *     npm run e2e -- --events 1000000 --seed 7
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../oracle/run-pipeline.js';
import { endToEnd } from './end-to-end.js';
import { compilePipeline } from './harness/package-pipeline.js';
import { clockedLog, endWhenInterrupted, readEvents } from './harness/proof-command.js';
import { table } from './harness/table.js';
import { usesTable } from './permissions/uses-table.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    shards: { type: 'string', default: '4' },
    keep: { type: 'boolean', default: false },
  },
});
const events = readEvents(values.events);

const log = clockedLog();
endWhenInterrupted();
const folder = mkdtempSync(join(tmpdir(), 'pipectl-e2e-'));
const pipeline = await compilePipeline(join(repository, 'pipelines', 'title-popularity', 'pipeline.ts'), log);
// The more people, the more events an hour: any number of events is about five hours.
const users = Math.max(100, Math.round(events / 300));
const shards = Number(values.shards);
const result = await endToEnd({ folder, pipeline, events, seed: values.seed, shards, users, log });

const stages = Object.entries(result.counters).map(([stage, counts]) => [
  stage,
  Object.entries(counts)
    .map(([term, count]) => `${count.toLocaleString('en-US')} ${term}`)
    .join(', '),
]);
console.log(`
${table(stages)}

records read      ${result.read.toLocaleString('en-US')} in ${result.seconds.toFixed(1)} s, ${Math.round(result.read / result.seconds).toLocaleString('en-US')} a second, both from the first record sent to the last row written
rows in the lake  ${result.lake.found.toLocaleString('en-US')}, ${result.lake.extraCopies} twice
items             ${result.items.toLocaleString('en-US')}
documents         ${result.documents.toLocaleString('en-US')}
dead letters      ${result.letters.toLocaleString('en-US')}

${usesTable([{ name: 'this run', uses: result.uses }])}
`);
for (const problem of result.problems) console.log(`WRONG: ${problem}`);
const failed = result.problems.length > 0;
console.log(failed ? `Logs and data are in ${folder}` : 'Every number is that of the oracle, and the books balance.');
if (!failed && !values.keep) rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
