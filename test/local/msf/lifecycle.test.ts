/** What becomes of an application, step by step, as AWS documents it; asked by AWS's own client. */
import {
  AddApplicationCloudWatchLoggingOptionCommand,
  ConcurrentModificationException,
  CreateApplicationPresignedUrlCommand,
  CreateApplicationSnapshotCommand,
  DeleteApplicationCommand,
  DeleteApplicationSnapshotCommand,
  DescribeApplicationSnapshotCommand,
  InvalidApplicationConfigurationException,
  InvalidArgumentException,
  InvalidRequestException,
  LimitExceededException,
  ListApplicationOperationsCommand,
  ListApplicationSnapshotsCommand,
  ListApplicationVersionsCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  RollbackApplicationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UnsupportedOperationException,
  UpdateApplicationCommand,
  type UpdateApplicationCommandInput,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { codeAt, controlPlane, NAME, ROLE, type ControlPlane } from './control-plane.js';

const app = { ApplicationName: NAME };
let plane: ControlPlane;

beforeEach(async () => {
  plane = await controlPlane({ snapshotsLimit: 3 });
  plane.putJar('a.jar');
  plane.putJar('b.jar');
});
afterEach(() => plane.close());

const start = async () => plane.ended((await plane.client.send(new StartApplicationCommand(app))).OperationId);
const stop = async (Force = false) =>
  plane.ended((await plane.client.send(new StopApplicationCommand({ ...app, Force }))).OperationId);
const update = async (input: Omit<UpdateApplicationCommandInput, 'ApplicationName'>) => {
  const { ConditionalToken } = await plane.describe();
  const answer = await plane.client.send(new UpdateApplicationCommand({ ...app, ConditionalToken, ...input }));
  return plane.ended(answer.OperationId);
};
const toCode = (FileKeyUpdate: string, more = {}): Omit<UpdateApplicationCommandInput, 'ApplicationName'> => ({
  ApplicationConfigurationUpdate: {
    ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { S3ContentLocationUpdate: { FileKeyUpdate } } },
    ...more,
  },
});
const running = async (more = {}): Promise<void> => {
  await plane.create(more);
  await start();
};
const withRollback = {
  ApplicationConfiguration: {
    ApplicationCodeConfiguration: codeAt('a.jar'),
    ApplicationSystemRollbackConfiguration: { RollbackEnabled: true },
  },
};
const state = async (): Promise<string> => {
  const { ApplicationStatus: status, ApplicationVersionId: id } = await plane.describe();
  return `${status} ${id}`;
};
const ready = async (SnapshotName: string) => {
  for (;;) {
    const { SnapshotDetails: found } = await plane.client.send(
      new DescribeApplicationSnapshotCommand({ ...app, SnapshotName }),
    );
    if (found?.SnapshotStatus === 'READY') return found;
  }
};
const until = async (wanted: string): Promise<void> => {
  while ((await state()) !== wanted) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('an application is created stopped, is started, stopped with a snapshot, and goes on from it', async () => {
  await expect(plane.create()).resolves.toMatchObject({ ApplicationStatus: 'READY', ApplicationVersionId: 1 });
  await expect(start()).resolves.toMatchObject({ Operation: 'StartApplication', OperationStatus: 'SUCCESSFUL' });
  expect(await state()).toBe('RUNNING 1');
  await expect(stop()).resolves.toMatchObject({ Operation: 'StopApplication', OperationStatus: 'SUCCESSFUL' });
  expect(await state()).toBe('READY 1');
  const { SnapshotSummaries: snapshots } = await plane.client.send(new ListApplicationSnapshotsCommand(app));
  expect(snapshots).toMatchObject([{ SnapshotStatus: 'READY', ApplicationVersionId: 1 }]);
  await start();
  expect(plane.jobs.started.map(({ from }) => from !== null)).toEqual([false, true]);
});

test('the jar must be there, and be one', async () => {
  const at = (key: string) => plane.create({ ApplicationConfiguration: { ApplicationCodeConfiguration: codeAt(key) } });
  await expect(at('nothing.jar')).rejects.toThrow(InvalidArgumentException);
  plane.putJar('text.jar', 'no zip file');
  await expect(at('text.jar')).rejects.toMatchObject({ name: 'CodeValidationException' });
});

test('what lies under the same key later does not reach the application', async () => {
  await running();
  const size = (await plane.describe()).ApplicationConfigurationDescription?.ApplicationCodeConfigurationDescription
    ?.CodeContentDescription?.CodeSize;
  plane.putJar('a.jar', 'PK and a lot more than there was before');
  await update(toCode('a.jar'));
  const again = (await plane.describe()).ApplicationConfigurationDescription?.ApplicationCodeConfigurationDescription;
  expect(again?.CodeContentDescription?.CodeSize).toBe(size);
});

test('an update of a running application goes on from a snapshot; of a stopped one it only waits', async () => {
  await running();
  await expect(update(toCode('b.jar'))).resolves.toMatchObject({
    OperationStatus: 'SUCCESSFUL',
    ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 1, ApplicationVersionUpdatedTo: 2 },
  });
  expect(await state()).toBe('RUNNING 2');
  expect(plane.jobs.started).toMatchObject([
    { versionId: 1, closed: true },
    { versionId: 2, closed: false },
  ]);
  expect(plane.jobs.started[1]?.from).toContain('savepoint-1');
  await stop();
  await update(toCode('a.jar'));
  expect(await state()).toBe('READY 3');
  expect(plane.jobs.started).toHaveLength(2);
});

test('a change from another state than this is refused', async () => {
  const { ConditionalToken } = await plane.create();
  await update(toCode('b.jar'));
  const from = (input: object) =>
    plane.client.send(new UpdateApplicationCommand({ ...app, ...toCode('a.jar'), ...input }));
  await expect(from({ ConditionalToken })).rejects.toThrow(ConcurrentModificationException);
  await expect(from({ CurrentApplicationVersionId: 1 })).rejects.toThrow(ConcurrentModificationException);
  await expect(from({})).rejects.toThrow(InvalidArgumentException);
  await expect(from({ CurrentApplicationVersionId: 2 })).resolves.toBeDefined();
});

test('what does not start leaves the application stopped and says why', async () => {
  plane.jobs.broken.set(1, 'The main method caused an error: no such table');
  await plane.create();
  const { OperationFailureDetails: failure, OperationStatus: status } = await start();
  expect([status, failure?.ErrorInfo?.ErrorString]).toEqual([
    'FAILED',
    'The main method caused an error: no such table',
  ]);
  expect(await state()).toBe('READY 1');
});

test('without system rollback a failed update leaves the application stopped', async () => {
  await running();
  plane.jobs.broken.set(2, 'no');
  const { OperationFailureDetails: failure } = await update(toCode('b.jar'));
  expect(failure).toEqual({ ErrorInfo: { ErrorString: 'no' } });
  expect(await state()).toBe('READY 2');
});

test('with system rollback the version before goes on, with its snapshot, as a new version', async () => {
  await running(withRollback);
  plane.jobs.broken.set(2, 'no');
  const { OperationStatus: status, OperationFailureDetails: failure } = await update(toCode('b.jar'));
  expect(status).toBe('FAILED');
  await expect(plane.ended(failure?.RollbackOperationId)).resolves.toMatchObject({
    Operation: 'RollbackApplication',
    OperationStatus: 'SUCCESSFUL',
  });
  await expect(plane.describe()).resolves.toMatchObject({
    ...{ ApplicationStatus: 'RUNNING', ApplicationVersionId: 3 },
    ...{ ApplicationVersionRolledBackFrom: 2, ApplicationVersionRolledBackTo: 1 },
  });
  expect(plane.jobs.started.at(-1)?.from).toContain('savepoint-1');
});

test('a rollback needs a version that ran and a snapshot of it', async () => {
  await running();
  const rollback = async () => {
    const { ApplicationVersionId: CurrentApplicationVersionId } = await plane.describe();
    return plane.client.send(new RollbackApplicationCommand({ ...app, CurrentApplicationVersionId }));
  };
  await expect(rollback()).rejects.toThrow(InvalidRequestException);
  await update(toCode('b.jar'));
  // State of the version that is left behind is not what the version before goes on from.
  await plane.client.send(new CreateApplicationSnapshotCommand({ ...app, SnapshotName: 'newer' }));
  await ready('newer');
  const { OperationId } = await rollback();
  await expect(plane.ended(OperationId)).resolves.toMatchObject({ OperationStatus: 'SUCCESSFUL' });
  await expect(plane.describe()).resolves.toMatchObject({ ApplicationVersionId: 3, ApplicationVersionRolledBackTo: 1 });
  expect(plane.jobs.started.at(-1)?.from).toContain('savepoint-1');
  // There is nothing before the version that it has gone back to.
  await expect(rollback()).rejects.toThrow(InvalidRequestException);
});

test('an update that hangs is rolled back, or stopped by force, and is then cancelled', async () => {
  await running();
  await update(toCode('b.jar'));
  plane.msf.faults.hold('UpdateApplication');
  const { ConditionalToken } = await plane.describe();
  const hanging = await plane.client.send(
    new UpdateApplicationCommand({ ...app, ConditionalToken, ...toCode('a.jar') }),
  );
  expect(await state()).toBe('UPDATING 3');
  await expect(plane.client.send(new StopApplicationCommand(app))).rejects.toThrow(ResourceInUseException);
  const { OperationId } = await plane.client.send(
    new RollbackApplicationCommand({ ...app, CurrentApplicationVersionId: 3 }),
  );
  await expect(plane.ended(hanging.OperationId)).resolves.toMatchObject({ OperationStatus: 'CANCELLED' });
  await plane.ended(OperationId);
  expect(await state()).toBe('RUNNING 4');
  plane.msf.faults.resume('UpdateApplication');
  await stop(true);
  expect(await state()).toBe('READY 4');
});

test('while the service scales an application, it is stopped by force only', async () => {
  await running();
  const { release } = plane.msf.occupy(NAME, 'AUTOSCALING');
  const { ConditionalToken } = await plane.describe();
  const change = new UpdateApplicationCommand({ ...app, ConditionalToken, ...toCode('b.jar') });
  await expect(plane.client.send(change)).rejects.toThrow(ResourceInUseException);
  await expect(plane.client.send(new StopApplicationCommand(app))).rejects.toThrow(ResourceInUseException);
  release();
  expect(await state()).toBe('RUNNING 1');
  plane.msf.occupy(NAME, 'AUTOSCALING');
  await stop(true);
  expect(await state()).toBe('READY 1');
});

test('a snapshot that fails leaves the version before running', async () => {
  await running();
  plane.msf.faults.failSnapshots(1);
  await expect(update(toCode('b.jar'))).resolves.toMatchObject({ OperationStatus: 'FAILED' });
  expect(await state()).toBe('RUNNING 1');
  expect(plane.jobs.started).toMatchObject([{ closed: false }]);
});

test('of a job in downtime no snapshot is taken, so it is stopped by force only', async () => {
  await running();
  plane.jobs.healthy = false;
  await expect(plane.client.send(new StopApplicationCommand(app))).rejects.toThrow(
    InvalidApplicationConfigurationException,
  );
  await stop(true);
  expect(await state()).toBe('READY 1');
  const { SnapshotSummaries: snapshots } = await plane.client.send(new ListApplicationSnapshotsCommand(app));
  expect(snapshots).toEqual([]);
});

test('snapshots have a limit, a name that is theirs, and are deleted with the time they were made', async () => {
  await running();
  const take = (SnapshotName: string) =>
    plane.client.send(new CreateApplicationSnapshotCommand({ ...app, SnapshotName }));
  await take('one');
  await ready('one');
  await expect(take('one')).rejects.toThrow(ResourceInUseException);
  for (const name of ['two', 'three']) {
    await take(name);
    await ready(name);
  }
  await expect(take('four')).rejects.toThrow(LimitExceededException);
  await expect(update(toCode('b.jar'))).resolves.toMatchObject({ OperationStatus: 'FAILED' });
  const { SnapshotCreationTimestamp: at } = await ready('two');
  const remove = (SnapshotCreationTimestamp: Date | undefined) =>
    plane.client.send(new DeleteApplicationSnapshotCommand({ ...app, SnapshotName: 'two', SnapshotCreationTimestamp }));
  await expect(remove(new Date(0))).rejects.toThrow(InvalidArgumentException);
  await remove(at);
  // It counts until it is really gone.
  await expect(ready('two')).rejects.toThrow(ResourceNotFoundException);
  await expect(update(toCode('b.jar'))).resolves.toMatchObject({ OperationStatus: 'SUCCESSFUL' });
});

test('a start says which state it wants, and what may be left behind only for itself', async () => {
  await running();
  await stop();
  const from = async (
    ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' | 'RESTORE_FROM_CUSTOM_SNAPSHOT',
    SnapshotName?: string,
  ) =>
    plane.client.send(
      new StartApplicationCommand({
        ...app,
        RunConfiguration: {
          FlinkRunConfiguration: { AllowNonRestoredState: true },
          ApplicationRestoreConfiguration: { ApplicationRestoreType, ...(SnapshotName && { SnapshotName }) },
        },
      }),
    );
  await expect(from('RESTORE_FROM_CUSTOM_SNAPSHOT')).rejects.toThrow(InvalidArgumentException);
  await expect(from('RESTORE_FROM_CUSTOM_SNAPSHOT', 'nope')).rejects.toThrow(ResourceNotFoundException);
  await plane.ended((await from('SKIP_RESTORE_FROM_SNAPSHOT')).OperationId);
  expect(plane.jobs.started.at(-1)).toMatchObject({ from: null });
  const allowed = async () =>
    (await plane.describe()).ApplicationConfigurationDescription?.RunConfigurationDescription
      ?.FlinkRunConfigurationDescription?.AllowNonRestoredState;
  expect(await allowed()).toBe(true);
  await update(toCode('b.jar'));
  expect(await allowed()).toBe(false);
  expect(plane.jobs.started.at(-1)).toMatchObject({ allowsNonRestored: false });
});

test('values of a configuration of type DEFAULT are ignored', async () => {
  const flink = (ConfigurationType: 'DEFAULT' | 'CUSTOM') => ({
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: codeAt('a.jar'),
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: { ConfigurationType, CheckpointInterval: 1_234 },
        ParallelismConfiguration: { ConfigurationType, Parallelism: 3 },
      },
    },
  });
  const { ApplicationConfigurationDescription: ignored } = await plane.create(flink('DEFAULT'));
  expect(ignored?.FlinkApplicationConfigurationDescription).toMatchObject({
    CheckpointConfigurationDescription: { CheckpointInterval: 60_000 },
    ParallelismConfigurationDescription: { Parallelism: 1 },
  });
  const { ApplicationConfigurationDescription: taken } = await plane.create({
    ...flink('CUSTOM'),
    ApplicationName: 'other',
  });
  expect(taken?.FlinkApplicationConfigurationDescription).toMatchObject({
    CheckpointConfigurationDescription: { CheckpointInterval: 1_234 },
    ParallelismConfigurationDescription: { Parallelism: 3 },
  });
});

test('an application is deleted when it is stopped, by whoever knows when it was made', async () => {
  await running();
  const { CreateTimestamp: at } = await plane.describe();
  const remove = (CreateTimestamp: Date | undefined) =>
    plane.client.send(new DeleteApplicationCommand({ ...app, CreateTimestamp }));
  await expect(remove(at)).rejects.toThrow(ResourceInUseException);
  await stop();
  await expect(remove(new Date(0))).rejects.toThrow(InvalidArgumentException);
  await remove(at);
  await expect(until('gone')).rejects.toThrow(ResourceNotFoundException);
});

test('operations and versions are listed, the newest first, in pages', async () => {
  await running();
  await update(toCode('b.jar'));
  await update(toCode('a.jar'));
  const first = await plane.client.send(new ListApplicationOperationsCommand({ ...app, Limit: 2 }));
  expect(first.ApplicationOperationInfoList?.map((each) => each.Operation)).toEqual([
    'UpdateApplication',
    'UpdateApplication',
  ]);
  const { NextToken } = first;
  const rest = await plane.client.send(new ListApplicationOperationsCommand({ ...app, NextToken }));
  expect(rest).toMatchObject({ ApplicationOperationInfoList: [{ Operation: 'StartApplication' }] });
  expect(rest.NextToken).toBeUndefined();
  const { ApplicationVersionSummaries: versions } = await plane.client.send(new ListApplicationVersionsCommand(app));
  expect(versions?.map(({ ApplicationVersionId: id }) => id)).toEqual([3, 2, 1]);
});

test('a logging option is added by an operation of its own', async () => {
  await plane.create();
  const stream = 'arn:aws:logs:us-east-1:000000000000:log-group:/pipectl/counts:log-stream:flink';
  const added = await plane.client.send(
    new AddApplicationCloudWatchLoggingOptionCommand({
      ...{ ...app, CurrentApplicationVersionId: 1 },
      CloudWatchLoggingOption: { LogStreamARN: stream },
    }),
  );
  expect(added).toMatchObject({
    ApplicationVersionId: 2,
    CloudWatchLoggingOptionDescriptions: [{ LogStreamARN: stream }],
  });
});

test('what is not there is refused, not pretended', async () => {
  await expect(plane.create({ RuntimeEnvironment: 'FLINK-1_20' })).rejects.toThrow(UnsupportedOperationException);
  await expect(plane.create({ ApplicationMode: 'INTERACTIVE' })).rejects.toThrow(UnsupportedOperationException);
  await expect(plane.create({ ApplicationName: 'no spaces, please' })).rejects.toThrow(
    /Value 'no spaces, please' at 'applicationName' failed to satisfy constraint: Member must satisfy regular expression/,
  );
});

test('a role that can not read the jar is refused once roles are obeyed', async () => {
  plane.iam.enforce(true);
  await expect(plane.create()).rejects.toThrow(/The role arn:aws:iam::000000000000:role\/counts does not exist/);
  expect(plane.iam.used(ROLE)).toMatchObject([{ action: 's3:GetObject', allowed: false }]);
});

test('a role that has lost its permission stops the next start', async () => {
  await plane.create();
  plane.iam.enforce(true);
  const { OperationFailureDetails: failure } = await start();
  expect(failure?.ErrorInfo?.ErrorString).toMatch(/^The code can not be read\. The role .* does not exist\.$/);
  expect(await state()).toBe('READY 1');
});

test('a presigned URL is for a running application, and opened soon', async () => {
  await plane.create();
  const url = async (): Promise<string> => {
    const asked = { ...app, UrlType: 'FLINK_DASHBOARD_URL' as const };
    const { AuthorizedUrl } = await plane.client.send(new CreateApplicationPresignedUrlCommand(asked));
    return AuthorizedUrl ?? '';
  };
  await expect(url()).rejects.toThrow(ResourceInUseException);
  await start();
  const opened = await fetch(await url(), { redirect: 'manual' });
  expect([opened.status, opened.headers.get('location')]).toEqual([302, '/flinkdashboard/']);
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const inside = new URL('/flinkdashboard/jobs', await url());
  // The job of this test has no Flink to show.
  expect((await fetch(inside, { headers: { cookie } })).status).toBe(503);
  expect((await fetch(inside)).status).toBe(403);
  expect((await fetch(inside, { headers: { cookie: 'flinkdashboard=0123' } })).status).toBe(403);
});

test('a presigned URL that is opened too late is not opened', async () => {
  const late = await controlPlane({ urlMs: -1 });
  try {
    late.putJar('a.jar');
    await late.create();
    await late.ended((await late.client.send(new StartApplicationCommand(app))).OperationId);
    const { AuthorizedUrl = '' } = await late.client.send(
      new CreateApplicationPresignedUrlCommand({ ...app, UrlType: 'FLINK_DASHBOARD_URL' }),
    );
    expect((await fetch(AuthorizedUrl, { redirect: 'manual' })).status).toBe(403);
  } finally {
    await late.close();
  }
});

test('on a bad day', async () => {
  await plane.create();
  const { faults } = plane.msf;
  faults.throttle(1);
  await expect(plane.describe()).rejects.toMatchObject({ name: 'ThrottlingException' });
  faults.expireCredentials(1);
  await expect(plane.describe()).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  faults.failOperation('StartApplication', 'Out of capacity');
  await expect(start()).resolves.toMatchObject({
    OperationFailureDetails: { ErrorInfo: { ErrorString: 'Out of capacity' } },
  });
  faults.dropAnswer('StartApplication');
  await expect(plane.client.send(new StartApplicationCommand(app))).rejects.toThrow(/socket hang up|ECONNRESET/);
  await until('RUNNING 1');
});
