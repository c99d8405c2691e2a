/** From what is there to the steps of a deploy, case by case. */
import { describe, expect, test } from '@jest/globals';
import { planDeploy, stateVersion, type Losses, type Situation } from '../../../deploy/application/plan-deploy.js';
import { stepText } from '../../../deploy/application/step.js';
import { application, desired, NEW, options, situation, snapshot } from './situations.js';

const current = { fileKey: `p/plays/${NEW}.jar`, sha256: NEW };
const nothingLost: Losses = { lost: [], needsAllowNonRestored: false, restorable: true };
const windowLost: Losses = { lost: ['perUser'], needsAllowNonRestored: true, restorable: true };
const allLost: Losses = { lost: ['plays', 'perUser'], needsAllowNonRestored: false, restorable: false };

/** The steps in words, or what stands in their place. */
function planned(world: Situation, verdict: Losses | null = nothingLost, discard: readonly string[] = []): unknown {
  const found = planDeploy(desired, world, verdict, { ...options, discard });
  return found.kind === 'plan' ? found.plan.steps.map(stepText) : found;
}

const PROVE = 'wait until data moves and a checkpoint completes';
const PRUNE = 'delete snapshots of earlier deploys, except the newest 5';
const SNAPSHOT = 'take a snapshot of version 7';
const UPDATE_JAR = 'update jar, which restarts the job from its state';

describe('nothing is there', () => {
  test('everything is made, and the streams are read from their beginning', () => {
    const world = situation({ application: null, isJarThere: false, logs: { group: false, stream: false } });
    expect(planned(world, null)).toEqual([
      `upload the jar, 2.0 MB, to s3://jars/p/plays/${NEW}.jar`,
      'make the log group /pipectl/plays, which keeps 30 days',
      'make the log stream flink in /pipectl/plays',
      "create the application 'plays' on FLINK-2_2 with the role arn:aws:iam::123456789012:role/plays",
      'start from the beginning of the streams, without state',
      PROVE,
    ]);
  });

  test('an end in the middle leaves the rest to the next run', () => {
    const made = application({ ...current, status: 'READY', versionId: 1, tags: desired.tags });
    expect(planned(situation({ application: made }), null)).toEqual([
      'start from the beginning of the streams, without state',
      PROVE,
    ]);
  });

  test('whoever may not look at logs makes none', () => {
    expect(planned(situation({ application: null, logs: null }), null)).toEqual([
      expect.stringMatching(/^create/),
      expect.stringMatching(/^start/),
      PROVE,
    ]);
  });
});

describe('it runs', () => {
  test('another jar: a snapshot first, and what it makes superfluous last', () => {
    expect(planned(situation())).toEqual([SNAPSHOT, UPDATE_JAR, PROVE, PRUNE]);
  });

  test('what is desired already is only proved', () => {
    expect(planned(situation({ application: application(current) }))).toEqual([PROVE]);
  });

  test('tags do not restart it', () => {
    const tags = { ...desired.tags, team: 'other', 'somebody:else': '1' };
    expect(planned(situation({ application: application({ ...current, tags }) }))).toEqual(['set tags team', PROVE]);
  });

  test('settings that somebody has changed by hand are put back', () => {
    const configuration = application().configuration;
    const flink = configuration.FlinkApplicationConfigurationDescription;
    const changed = application({
      ...current,
      configuration: {
        ...configuration,
        ApplicationSnapshotConfigurationDescription: { SnapshotsEnabled: false },
        FlinkApplicationConfigurationDescription: {
          ...flink,
          CheckpointConfigurationDescription: {
            ...flink?.CheckpointConfigurationDescription,
            ConfigurationType: 'DEFAULT',
          },
        },
      },
      properties: { pipectl: { playback: 'other' }, foreign: { a: '1' } },
    });
    expect(planned(situation({ application: changed }))).toEqual([
      SNAPSHOT,
      'update checkpoints, snapshots, property playback, property group foreign, which restarts the job from its state',
      PROVE,
      PRUNE,
    ]);
  });

  test('logs that go elsewhere come back', () => {
    const elsewhere = application({ ...current, loggingOptions: [{ id: '9', logStreamArn: 'arn:other' }] });
    expect(planned(situation({ application: elsewhere }))).toEqual(['write logs to the log stream', PROVE]);
  });

  test('a job that keeps failing is stopped by force, and goes on from its last snapshot', () => {
    const world = situation({ isFailing: true, snapshots: [snapshot(6, 3), snapshot(5, 1)] });
    expect(planned(world)).toEqual([
      'stop the failing job by force; its last snapshot is kept',
      'update jar',
      'start from the latest snapshot',
      PROVE,
    ]);
    expect(stateVersion(world)).toBe(6);
  });

  test('one that never took a snapshot has no state to lose', () => {
    const world = situation({ isFailing: true, snapshots: [snapshot(6, 0, { status: 'FAILED' })] });
    expect(planned(world, windowLost)).toEqual([
      'stop the failing job by force; its last snapshot is kept',
      'update jar',
      'start from the beginning of the streams, without state',
      PROVE,
    ]);
    expect(stateVersion(world)).toBeNull();
  });
});

describe('it is stopped', () => {
  const stopped = application({ status: 'READY' });

  test('it is updated and then started from its snapshot', () => {
    const world = situation({ application: stopped, snapshots: [snapshot(7)], isFailing: null });
    expect(planned(world)).toEqual(['update jar', 'start from the latest snapshot', PROVE]);
    expect(stateVersion(world)).toBe(7);
  });

  test('without a snapshot it starts anew, and says so', () => {
    const found = planDeploy(desired, situation({ application: stopped, isFailing: null }), null, options);
    expect(found).toMatchObject({
      plan: { remarks: ['starts a stopped application', 'starts without state'] },
    });
  });
});

describe('state', () => {
  test('what would be lost is refused', () => {
    expect(planned(situation(), windowLost)).toEqual({ kind: 'state lost', lost: ['perUser'], unnamed: ['perUser'] });
    const stopped = situation({ application: application({ status: 'READY' }), snapshots: [snapshot(7)] });
    expect(planned(stopped, windowLost)).toMatchObject({ kind: 'state lost' });
  });

  test('until exactly those stages are named', () => {
    expect(planned(situation(), windowLost, ['perUser'])).toEqual([
      SNAPSHOT,
      `${UPDATE_JAR}, without the discarded state`,
      PROVE,
      PRUNE,
    ]);
    expect(planned(situation(), windowLost, ['perUser', 'plays'])).toEqual({
      kind: 'nothing to discard',
      stages: ['plays'],
      lost: ['perUser'],
    });
    expect(planned(situation(), nothingLost, ['perUser'])).toMatchObject({ kind: 'nothing to discard' });
  });

  test('the flag is only set where Flink asks for it', () => {
    const verdict = { ...windowLost, needsAllowNonRestored: false };
    expect(planned(situation(), verdict, ['perUser'])).toEqual([SNAPSHOT, UPDATE_JAR, PROVE, PRUNE]);
  });

  test('state that Flink can not take at all is left behind', () => {
    expect(planned(situation(), allLost, ['plays', 'perUser'])).toEqual([
      SNAPSHOT,
      'update jar, which restarts the job without its state',
      PROVE,
      PRUNE,
    ]);
  });

  test('a version that is there already loses nothing, whatever the verdict', () => {
    expect(planned(situation({ application: application(current) }), windowLost)).toEqual([PROVE]);
  });
});

test('a plan is data', () => {
  const found = planDeploy(desired, situation(), nothingLost, options);
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});
