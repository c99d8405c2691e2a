/**
 * `npm run chaos`: faults under load, one after the other, each on services and Flink processes of its own. After each,
 * what the table, the index, the lake and the dead letters hold is compared with the oracle.
 *
 *     npm run chaos -- --seed 7 --only jobmanager-killed
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../oracle/run-pipeline.js';
import { report } from './chaos/report.js';
import { runScenario, type Outcome } from './chaos/run-scenario.js';
import { SCENARIOS } from './chaos/scenarios.js';
import { compilePipeline, type CompiledPipeline } from './harness/package-pipeline.js';
import { clockedLog, endWhenInterrupted, readEvents } from './harness/proof-command.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '40000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const events = readEvents(values.events);
const only = values.only?.split(',');
const chosen = SCENARIOS.filter(({ name }) => only?.includes(name) ?? true);
if (chosen.length < (only?.length ?? 1)) {
  console.error(`--only takes some of ${SCENARIOS.map(({ name }) => name).join(', ')}, not '${values.only}'`);
  process.exit(64);
}

const DEFAULT = 'pipelines/title-popularity/pipeline.ts';
const folder = mkdtempSync(join(tmpdir(), 'pipectl-chaos-'));
const compiled = new Map<string, CompiledPipeline>();
const outcomes: Outcome[] = [];

async function compilePipelineOnce(file: string, log: (message: string) => void): Promise<CompiledPipeline> {
  const pipeline = compiled.get(file) ?? (await compilePipeline(join(repository, file), log));
  compiled.set(file, pipeline);
  return pipeline;
}

const notRun = (name: string, problem: string): Outcome => ({
  ...{ name, records: 0, recoveries: [], seconds: 0, outputs: null, problems: [problem] },
  uses: { permissions: [], calls: [] },
});

const show = (): void => console.log(`\n${report(outcomes)}\n\nseed ${values.seed}, ${events} events each`);
endWhenInterrupted(show);
for (const scenario of chosen) {
  const log = clockedLog(scenario.name);
  const file = scenario.pipeline ?? DEFAULT;
  const outcome = await compilePipelineOnce(file, log).then(
    (pipeline) => runScenario(scenario, { folder, pipeline, events, seed: values.seed, log }),
    (error: unknown) => notRun(scenario.name, String(error)),
  );
  log(outcome.problems.length === 0 ? 'right' : `WRONG: ${outcome.problems.join('; ')}`);
  outcomes.push(outcome);
}
show();
const failed = outcomes.some(({ problems }) => problems.length > 0);
if (values.keep || failed) console.error(`Logs, checkpoints and the lake are in ${folder}`);
else rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
