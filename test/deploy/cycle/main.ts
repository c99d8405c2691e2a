/**
 * `npm run e2e -- --deploy`: from nothing to a healthy application and back, by commands alone, against the local control plane.
 *
 *     npm run e2e -- --deploy --events 1000000 --seed 7
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../../cli/pipectl.js';
import { compilePipeline } from '../../services/harness/package-pipeline.js';
import { clockedLog, endWhenInterrupted, readEvents } from '../../services/harness/proof-command.js';
import { table } from '../../services/harness/table.js';
import { cycle, type Cycle } from './cycle.js';
import type { Step } from './operator.js';
import { PIPELINE } from './project.js';

const { values } = parseArgs({
  options: {
    deploy: { type: 'boolean', default: true },
    events: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
});
const events = readEvents(values.events);

const log = clockedLog();
endWhenInterrupted();
const folder = mkdtempSync(join(tmpdir(), 'pipectl-cycle-'));
const pipeline = await compilePipeline(join(repository, 'pipelines', PIPELINE, 'pipeline.ts'), log);
const { steps, problems, result } = await cycle({ folder, pipeline, events, seed: values.seed, log });
console.log(`\n${table([['step', 'exit', 'seconds', 'checked'], ...steps.flatMap(lines)])}\n`);
if (result !== null) console.log(`${figures(result)}\n`);
for (const problem of problems) console.log(`WRONG: ${problem}`);
const failed = problems.length > 0;
console.log(
  failed ? `Logs and data are in ${folder}` : 'Every number is that of the oracle, through every deploy and back.',
);
if (!failed && !values.keep) rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);

/** A line for each thing that was checked. */
function lines({ what, code, seconds, checked }: Step): string[][] {
  const [first = '', ...more] = checked;
  const shown = [what, code === null ? '' : String(code), seconds.toFixed(1), first];
  return [shown, ...more.map((each) => ['', '', '', each])];
}

function figures({ owed, compared }: NonNullable<Cycle['result']>): string {
  const rows: [string, string][] = [
    ['records sent', shown(owed.records.read)],
    ['rows in the table', shown(compared.items)],
    ['documents', shown(compared.documents)],
    [
      'rows in the lake',
      `${shown(compared.lake.found)}, ${shown(compared.lake.extraCopies)} twice: read again after the rollback`,
    ],
    ['rows of the new output', shown(compared.newOutput)],
    ['dead letters', shown(compared.letters)],
    ['rows of windows that were open at a deploy', shown(owed.acrossDeploys)],
    ['events that only the first threshold counts', shown(owed.onlyBefore)],
  ];
  return table(rows);
}

function shown(count: number): string {
  return count.toLocaleString('en-US');
}
