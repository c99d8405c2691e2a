/**
 * What a deploy takes besides Flink's own start: making the jar, and everything that `pipectl deploy` does before the service is
 * told to start and after the job runs. Flink's part is how long the control plane says STARTING or UPDATING in the very same
 * deploy: another start of the same jar, by plain calls, takes seconds more or less by itself, which is what is measured here.
 */
import type { ApplicationStatus } from '@aws-sdk/client-kinesis-analytics-v2';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { compile } from '../compiler/compile.js';
import { packageJar, type PackagedJar } from '../deploy/package/package-jar.js';
import type { EmbeddedFlink } from '../local/embedded-flink.js';
import { runtimeJar } from '../local/own-jars.js';
import { DeployWorld, type DeployWorldOptions } from './deploy-world.js';
import { median, spreadOf, type Figure } from './statistics.js';

export interface DeploysOptions extends Omit<DeployWorldOptions, 'bundle'> {
  /** Of the source's stream. */
  readonly lines: readonly string[];
  readonly rounds: number;
}

const MB = 1e6;
const LOOK_MS = 25;

export async function deploys(flink: EmbeddedFlink, options: DeploysOptions): Promise<Figure[]> {
  const { entry, rounds, log } = options;
  const packaged = await packageTimes(flink, entry, rounds);
  const world = await DeployWorld.open({ ...options, bundle: packaged.bundle });
  try {
    await world.put('playback', options.lines);
    const times: Round[] = [];
    // The first round warms everything up and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const took = await roundOf(world, packaged.bundle.pipeline, round);
      log(
        `round ${round}, ${Object.entries(took)
          .map(([name, ms]) => `${name} ${(ms / 1000).toFixed(1)} s`)
          .join(', ')}`,
      );
      if (round > 0) times.push(took);
    }
    return [...packaged.figures, ...figuresOf(times)];
  } finally {
    await world.close();
  }
}

interface Packaged {
  readonly bundle: DeployWorldOptions['bundle'];
  readonly figures: readonly Figure[];
}

/** From the source to the bytes of the jar, with a planner that is warm. */
async function packageTimes(flink: EmbeddedFlink, entry: string, rounds: number): Promise<Packaged> {
  const runtime = readFileSync(runtimeJar());
  const whole: number[] = [];
  const alone: number[] = [];
  const jars: PackagedJar[] = [];
  let bundle: Packaged['bundle'] | null = null;
  for (let round = 0; round <= rounds; round++) {
    const begin = performance.now();
    const { value, diagnostics } = await compile({ entry, planner: (order) => flink.plan(order) });
    if (!value) throw new Error(diagnostics.map(({ message }) => message).join('; '));
    const compiled = performance.now();
    jars.push(packageJar({ runtimeJar: runtime, bundle: value.bundle, plan: value.plan }));
    const end = performance.now();
    bundle = value.bundle;
    if (round === 0) continue;
    whole.push(end - begin);
    alone.push(end - compiled);
  }
  const [jar] = jars;
  if (!jar || !bundle) throw new Error('nothing was packaged');
  if (new Set(jars.map(({ sha256 }) => sha256)).size > 1) throw new Error('the same pipeline gave different jars');
  return {
    bundle,
    figures: [
      figure('compile, plan and package, planner warm, the same bytes each time', whole, 'ms'),
      figure('package alone', alone, 'ms'),
      { name: 'size of the jar', value: jar.bytes.length / MB, unit: 'MB' },
      { name: 'of which bundle and plan', value: (jar.bytes.length - runtime.length) / 1000, unit: 'kB' },
    ],
  };
}

/** In milliseconds. */
interface Round {
  readonly fresh: number;
  /** While the application is STARTING. */
  readonly freshFlink: number;
  /** From the command to the first record at the lake. */
  readonly firstRecord: number;
  readonly update: number;
  /** While it is UPDATING: the service's own snapshot, stop, start. */
  readonly updateFlink: number;
}

async function roundOf(world: DeployWorld, application: string, round: number): Promise<Round> {
  await world.withoutJars();
  world.lookForWrites();
  const began = performance.now();
  const fresh = await during(world, application, 'STARTING', () => world.pipectl('deploy', '--yes'));
  const firstRecord = world.wroteAt - began;
  // Another text in a column behind the window: all state is kept.
  world.edit(/windowStart\.toISOString\(\)\}#+/, `windowStart.toISOString()}${'#'.repeat(2 + (round % 2))}`);
  const update = await during(world, application, 'UPDATING', () => world.pipectl('deploy', '--yes'));
  await world.pipectl('destroy', '--yes');
  return { fresh: fresh.took, freshFlink: fresh.busy, firstRecord, update: update.took, updateFlink: update.busy };
}

/** How long a command takes, and how long the application is in a status meanwhile; asked so often that it is exact enough. */
async function during(
  world: DeployWorld,
  ApplicationName: string,
  status: ApplicationStatus,
  work: () => Promise<number>,
): Promise<{ readonly took: number; readonly busy: number }> {
  const ended = new AbortController();
  const watching = (async (): Promise<number> => {
    let busy = 0;
    for (let last = performance.now(); !ended.signal.aborted; await sleep(LOOK_MS)) {
      const now = await world.status(ApplicationName);
      const at = performance.now();
      if (now === status) busy += at - last;
      last = at;
    }
    return busy;
  })();
  const took = await work().finally(() => ended.abort());
  return { took, busy: await watching };
}

function figuresOf(rounds: readonly Round[]): Figure[] {
  const of = (pick: (round: Round) => number): number[] => rounds.map(pick);
  const seconds = (name: string, pick: (round: Round) => number): Figure =>
    figure(
      name,
      of((round) => pick(round) / 1000),
      's',
    );
  return [
    seconds('deploy of what is not there yet', ({ fresh }) => fresh),
    seconds("of which Flink's start", ({ freshFlink }) => freshFlink),
    seconds("beyond Flink's start", ({ fresh, freshFlink }) => fresh - freshFlink),
    figure(
      "deploy / Flink's start",
      of(({ fresh, freshFlink }) => fresh / freshFlink),
      '',
    ),
    seconds('from deploy to the first record at the lake', ({ firstRecord }) => firstRecord),
    seconds('deploy of another version, all state kept', ({ update }) => update),
    seconds("of which snapshot, stop and Flink's start", ({ updateFlink }) => updateFlink),
    seconds('beyond these', ({ update, updateFlink }) => update - updateFlink),
    figure(
      'deploy / these',
      of(({ update, updateFlink }) => update / updateFlink),
      '',
    ),
  ];
}

const figure = (name: string, values: readonly number[], unit: string): Figure => ({
  name,
  value: median(values),
  unit,
  spread: spreadOf(values),
});
