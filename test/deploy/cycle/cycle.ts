/**
 * From nothing to a healthy application and back: what surrounds it, a first deploy, three edits with events before and after each,
 * a rollback, the end. Everything that a person would do is a command; what came out is held against the oracle.
 */
import { backAgain, changedKey, changedThreshold, firstDeploy, newOutput } from './acts.js';
import { compare, type Compared } from './compare.js';
import { answering, portsOf, processesOf } from './leftovers.js';
import { Halted, type Step } from './operator.js';
import { owed, type Marks, type Owed } from './owed.js';
import { PIPELINE } from './project.js';
import { Scene, WHERE, type SceneOptions } from './scene.js';

export interface Cycle {
  readonly steps: readonly Step[];
  /** In words; none when everything is as it has to be. */
  readonly problems: readonly string[];
  /** Null when it did not come to that. */
  readonly result: { readonly owed: Owed; readonly compared: Compared } | null;
}

const LAKE = `${PIPELINE}-lake-000000000000-us-east-1`;
/** Of all events: before and after each edit, and while a deploy runs. */
const SHARES = { first: 0.3, second: 0.2, meanwhile: 0.05, third: 0.2, fourth: 0.1, last: 0.15 } as const;

export async function cycle(options: SceneOptions): Promise<Cycle> {
  const scene = await Scene.open(options);
  const { operator } = scene;
  let result: Cycle['result'] = null;
  try {
    result = await through(scene, options.events);
  } catch (error) {
    operator.problems.push(error instanceof Halted ? error.message : wordsOf(error));
  } finally {
    await ended(scene, options.folder);
  }
  return { steps: operator.steps, problems: operator.problems, result };
}

async function through(scene: Scene, events: number): Promise<Cycle['result']> {
  const { feed, world } = scene;
  const share = (name: keyof typeof SHARES): number => Math.ceil(events * SHARES[name]);
  await firstDeploy(scene);
  await scene.events(share('first'));

  const threshold = feed.sent;
  await changedThreshold(scene);
  await scene.events(share('second'));

  const output = feed.sent;
  await newOutput(scene, share('meanwhile'));
  const outputRuns = feed.sent;
  await scene.events(share('third'));

  const key = feed.sent;
  await changedKey(scene);
  await scene.events(share('fourth'));

  const rollback = feed.sent;
  await backAgain(scene, key);
  await scene.events(share('last'));
  await scene.operator.act('send the records that close all windows', () => world.closeWindows());
  await scene.settled();
  return compared(scene, { threshold, output, outputRuns, key, rollback });
}

/** Everything is written when it has stopped; then it starts again, to be destroyed while it runs. */
async function compared(scene: Scene, marks: Marks): Promise<Cycle['result']> {
  const { operator, world } = scene;
  await operator.run(['stop', ...WHERE]);
  const shards = await world.openShards();
  const result = await operator.act('compare all that was written with the oracle', async () => {
    const due = owed(world.sent, marks, shards);
    return { owed: due, compared: await compare(world, due, LAKE) };
  });
  const { problems } = result.compared;
  const exact = 'the table, the index, the lake, the new stream and the dead letters are exact';
  operator.check(exact, problems.length === 0, `\n  ${problems.join('\n  ')}`);
  await operator.run(['start', ...WHERE]);
  return result;
}

/** Also after something went wrong: nothing may be left. */
async function ended(scene: Scene, folder: string): Promise<void> {
  const { operator, world } = scene;
  const flink = processesOf(`${folder}/services/msf`);
  const ports = portsOf(flink);
  try {
    await operator.run(['destroy', ...WHERE, '--yes']);
    const { application, health } = await scene.look();
    operator.check('the application is missing', application === null && health.verdict === 'missing');
    const left = processesOf(`${folder}/services/msf`);
    operator.check(`its ${flink.length} processes have ended`, flink.length > 0 && left.length === 0, left.join(', '));
    const open = await answering(ports);
    operator.check(`its ${ports.length} ports are free`, open.length === 0, open.join(', '));
  } catch (error) {
    operator.problems.push(error instanceof Halted ? error.message : wordsOf(error));
  }
  const all = [Number(new URL(world.services.endpoint).port), ...portsOf(processesOf(folder))];
  await operator.act('end the local services', () => scene.close());
  const left = processesOf(folder);
  const open = await answering(all);
  operator.check('no process is left', left.length === 0, left.join(', '));
  operator.check(`${all.length} more ports are free`, open.length === 0, open.join(', '));
}

/** Of a mistake in the test itself. */
const wordsOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
