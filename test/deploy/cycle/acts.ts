/** What the author does, act by act: each edit with what pipectl has to say of it, and the deploy of it. */
import { INDEX, TABLE } from '../../services/harness/world.js';
import type { DiffDocument } from './look.js';
import { ROWS, THRESHOLDS } from './project.js';
import { WHERE, type Scene } from './scene.js';

const AGGREGATE = 'popularity.aggregate';
/** So long the events that are sent during a deploy are spread over. */
const MEANWHILE_S = 30;

export async function firstDeploy(scene: Scene): Promise<void> {
  const { operator } = scene;
  const { made } = await scene.infrastructure();
  operator.check(`${made.length} resources are made`, made.length > 20, made.join(', '));
  const diff = await scene.diff(2);
  operator.check('nothing is deployed yet', !diff.known);
  await scene.deployed(1);
  await same(scene);
}

export async function changedThreshold(scene: Scene): Promise<void> {
  scene.project.edit('threshold');
  const diff = await scene.diff(2);
  says(scene, diff, ['changed filter of popularity.filter'], { playback: 'kept', [AGGREGATE]: 'kept in part' });
  const { stdout } = await scene.operator.run(['diff', ...WHERE]);
  const words = `watchedSeconds >= ${THRESHOLDS.after}`;
  scene.operator.check(`it says '${words}'`, stdout.includes(words), stdout);
  scene.feed.jobBegins(scene.feed.sent);
  await scene.deployed(2);
  await same(scene);
}

/** The stream is not there at first; then events come while the deploy runs. */
export async function newOutput(scene: Scene, meanwhile: number): Promise<void> {
  const { operator, feed, project } = scene;
  project.edit('output');
  const diff = await scene.diff(2);
  // What a resource is called is a setting of the application.
  says(scene, diff, [`added output of ${ROWS}`, 'added name of the whole'], { playback: 'kept', [AGGREGATE]: 'kept' });
  const refused = await operator.run(['deploy', ...WHERE, '--yes'], 1);
  operator.check(
    `it is refused because the stream '${ROWS}' is not there`,
    refused.stderr.includes(ROWS),
    refused.stderr,
  );
  const { made, changed } = await scene.infrastructure();
  operator.check('the stream is made', made.includes('PopularityRowsStream'), made.join(', '));
  operator.check('the role may write it', changed.includes('ExecutionRole'), changed.join(', '));
  const before = feed.sent;
  const sending = feed.send(meanwhile, meanwhile / MEANWHILE_S);
  feed.jobBegins(before + meanwhile);
  try {
    await scene.deployed(3);
  } finally {
    await sending;
  }
  operator.check(`${meanwhile.toLocaleString('en-US')} events came meanwhile`, feed.sent === before + meanwhile);
  await same(scene);
}

/** Refused until the stage is named whose counts it loses. */
export async function changedKey(scene: Scene): Promise<void> {
  const { operator, feed } = scene;
  scene.project.edit('key');
  const diff = await scene.diff(2);
  const columns = ['popularity', TABLE, INDEX, ROWS].map((part) => `removed column of ${part}`);
  says(scene, diff, [`removed key of ${AGGREGATE}`, 'changed column of popularity', ...columns], {
    playback: 'kept',
    [AGGREGATE]: 'lost',
  });
  for (const discard of [[], ['--discard-state', 'playback']]) {
    const { stderr } = await operator.run(['deploy', ...WHERE, '--yes', ...discard], 3);
    operator.check(`it asks for --discard-state ${AGGREGATE}`, stderr.includes(`--discard-state ${AGGREGATE}`), stderr);
  }
  await scene.healthy(3);
  feed.jobBegins(feed.sent);
  await scene.deployed(4, [AGGREGATE]);
  await same(scene);
}

/** The version before goes on from the state that it had: what came since is read again. */
export async function backAgain(scene: Scene, read: number): Promise<void> {
  const { operator } = scene;
  const { stdout } = await operator.run(['rollback', ...WHERE, '--yes']);
  operator.check('it runs as version 3 was', stdout.includes('runs as version 3 was'), stdout);
  scene.feed.jobBegins(read);
  await scene.healthy(5);
  const diff = await scene.diff(2);
  operator.check(
    'the key that is in the source again is another one',
    diff.changes.some(({ what }) => what === 'key'),
  );
}

/** Exactly these changes of stages and outputs, and this verdict for each operator. */
function says(
  { operator }: Scene,
  { changes, state }: DiffDocument,
  wanted: readonly string[],
  fates: Readonly<Record<string, string>>,
): void {
  const texts = changes.map(({ kind, what, stage }) => `${kind} ${what} of ${stage ?? 'the whole'}`);
  const isSaid = [...texts].sort().join() === [...wanted].sort().join();
  operator.check(`diff says: ${wanted.join(', ')}; no more`, isSaid, texts.join(', '));
  const found = Object.fromEntries((state?.operators ?? []).map(({ stage, fate }) => [stage, fate]));
  const same = JSON.stringify(Object.entries(found).sort()) === JSON.stringify(Object.entries(fates).sort());
  const words = Object.entries(fates).map(([stage, fate]) => `${stage} ${fate}`);
  operator.check(`state: ${words.join(', ')}`, same, JSON.stringify(found));
}

/** What runs is what is in the source. */
async function same(scene: Scene): Promise<void> {
  const { differs, changes } = await scene.diff(0);
  scene.operator.check('nothing differs any more', !differs, JSON.stringify(changes));
}
