/** One scenario from an empty stream to the comparison of everything that was written. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Deliveries } from '../harness/deliveries.js';
import { expected, type Expected } from '../harness/expected.js';
import { compareOutputs, type Outputs } from '../harness/outputs.js';
import type { CompiledPipeline } from '../harness/package-pipeline.js';
import type { Recovery } from '../harness/recoveries.js';
import { traffic } from '../harness/traffic.js';
import { waitForRows } from '../harness/wait-for-rows.js';
import { World } from '../harness/world.js';
import { refusals, unused, type Uses } from '../permissions/used-permissions.js';
import { progressOf } from './progress.js';
import type { Scenario } from './scenario.js';

export interface ScenarioOptions {
  readonly folder: string;
  readonly pipeline: CompiledPipeline;
  readonly events: number;
  readonly seed: number | string;
  readonly log: (message: string) => void;
}

export interface Outcome {
  readonly name: string;
  readonly records: number;
  readonly recoveries: readonly Recovery[];
  readonly seconds: number;
  /** Null when it did not come to that. */
  readonly outputs: Outputs | null;
  readonly problems: readonly string[];
  /** Of the job's role. */
  readonly uses: Uses;
}

/** Records a second: the job keeps up with it on two cores, and faults have time to happen. */
const RATE = 2_000;

export async function runScenario(scenario: Scenario, options: ScenarioOptions): Promise<Outcome> {
  const { name } = scenario;
  const folder = join(options.folder, name);
  mkdirSync(folder, { recursive: true });
  const begin = performance.now();
  const world = await World.open({ ...options, ...scenario.world, folder });
  let recoveries: readonly Recovery[] = [];
  const outcome = (outputs: Outputs | null, problems: readonly string[]): Outcome => ({
    name,
    records: world.sent.length,
    recoveries,
    seconds: (performance.now() - begin) / 1000,
    outputs,
    problems: [...problems, ...refusals(world.uses)],
    uses: world.uses,
  });
  try {
    const deliveries = new Deliveries(world.services.firehose);
    await scenario.prepare?.(world);
    await world.startCluster();
    options.log('the job runs');
    recoveries = await underLoad(world, scenario, options);
    await world.closeWindows();
    const owed = withLetters(scenario, expected(world.sent, [], scenario.seen));
    await waitForRows(world, {
      items: owed.rows.filter((row) => !scenario.refused?.items?.(row)).length,
      documents: owed.rows.filter((row) => !scenario.refused?.documents?.(row)).length,
    });
    await world.stopCluster();
    options.log('stopped, comparing');
    const outputs = await compareOutputs(world, owed, scenario.refused);
    const unexplained = deliveries.unexplained(outputs.lake.extras, recoveries);
    return outcome(outputs, [
      ...outputs.problems,
      ...unused(world.uses),
      ...(unexplained.length === 0
        ? []
        : [`${unexplained.length} rows are in the lake too often, and no recovery read them again`]),
    ]);
  } catch (error) {
    return outcome(null, [error instanceof Error ? error.message : String(error)]);
  } finally {
    await world.close();
  }
}

/** Breaks what the scenario breaks while the load is sent; ends when both have. */
async function underLoad(world: World, scenario: Scenario, options: ScenarioOptions): Promise<readonly Recovery[]> {
  const { events, seed } = options;
  const ended = new AbortController();
  const before = scenario.records?.length ?? 0;
  const progress = progressOf(() => world.sent.length - before, events, ended.signal);
  const sendAll = async (): Promise<void> => {
    await world.send(scenario.records ?? []);
    await world.send(traffic({ events, seed, malformed: 0.01, ...scenario.traffic }), RATE);
  };
  const [recoveries] = await Promise.all([
    scenario.breaks?.(world, progress) ?? [],
    sendAll().finally(() => ended.abort()),
  ]);
  return recoveries;
}

const withLetters = (scenario: Scenario, owed: Expected): Expected => ({
  ...owed,
  letters: [...owed.letters, ...(scenario.letters?.(owed) ?? [])],
});
