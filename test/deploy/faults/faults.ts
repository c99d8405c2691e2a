/**
 * What can go wrong around a deploy, as data: what is done to the world, and how the deploy ends. The rows of one state of
 * the application follow each other, so that Flink is started as rarely as can be; no row needs a hand afterwards.
 */
import {
  CreateApplicationCommand,
  DeleteApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { APPLICATION, ROLE, type Ended, type Words, type World } from './world.js';

export interface Fault {
  readonly name: string;
  /** Before the command. */
  readonly inject?: (world: World) => Promise<void> | void;
  readonly options?: Words | ((world: World) => Words);
  /** Instead of a deploy. */
  readonly act?: (world: World) => Promise<Ended>;
  readonly exitCode: number;
  /** All that are said, in their order. */
  readonly codes: readonly string[];
  /** A part of what is said. */
  readonly says?: RegExp;
  /** What the application is afterwards: null, there is none. */
  readonly status: 'RUNNING' | 'READY' | null;
  /** Whether what runs afterwards is what ran before. */
  readonly isSameJar?: boolean;
  /** After the look at the application. */
  readonly mend?: (world: World) => Promise<void> | void;
}

const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);

/** Both of two commands; the worse exit code of the two. */
const joined = (one: Ended, other: Ended): Ended => ({
  exitCode: Math.max(one.exitCode, other.exitCode),
  codes: [...one.codes, ...other.codes],
  text: `${one.text}\n${other.text}`,
});

/** Ends an application that does not run. */
async function deleted(world: World): Promise<void> {
  const CreateTimestamp = (await world.application())?.createdAt;
  await world.applications.send(new DeleteApplicationCommand({ ApplicationName: APPLICATION, CreateTimestamp }));
  while ((await world.application()) !== null) await sleep(50);
}

/** Somebody else changes a setting. */
async function changedByHand(world: World, level: 'WARN' | 'ERROR'): Promise<void> {
  const actual = await world.application();
  await world.applications.send(
    new UpdateApplicationCommand({
      ApplicationName: APPLICATION,
      ConditionalToken: actual?.conditionalToken,
      ApplicationConfigurationUpdate: {
        FlinkApplicationConfigurationUpdate: {
          MonitoringConfigurationUpdate: { ConfigurationTypeUpdate: 'CUSTOM', LogLevelUpdate: level },
        },
      },
    }),
  );
}

const file = (world: World): string => join(world.project, 'plan.json');

/** Nothing is there yet, and nothing is there afterwards. */
const BEFORE: readonly Fault[] = [
  {
    name: 'role missing',
    inject: (world) => world.configure({ role: `${ROLE}-missing` }),
    exitCode: 1,
    codes: ['PC8110'],
    status: null,
    mend: (world) => world.configure(),
  },
  {
    name: 'role that the service may not take on',
    inject: async (world) => {
      await world.makeRole('lambda', 'lambda.amazonaws.com');
      world.configure({ role: ROLE.replace('clicks', 'lambda') });
    },
    exitCode: 1,
    codes: ['PC8111'],
    status: null,
    mend: (world) => world.configure(),
  },
  {
    name: 'role without a permission',
    inject: (world) => world.allow('clicks', (action) => action !== 'kinesis:GetRecords'),
    exitCode: 1,
    codes: ['PC8112'],
    says: /may not read the stream clicks: it lacks kinesis:GetRecords/,
    status: null,
    mend: (world) => world.allow('clicks', () => true),
  },
  {
    name: 'bucket missing',
    inject: (world) => world.configure({ artifacts: 's3://not-there/p' }),
    exitCode: 1,
    codes: ['PC8113', 'PC8112'],
    status: null,
    mend: (world) => world.configure(),
  },
  {
    name: 'stream missing',
    inject: (world) => world.configure({ names: '{ clicks: not-there }' }),
    exitCode: 1,
    codes: ['PC8112', 'PC8004'],
    status: null,
    mend: (world) => world.configure(),
  },
  {
    name: 'parallelism over the maximum',
    inject: (world) => world.configure({}, { parallelism: '100000' }),
    exitCode: 1,
    codes: ['PC8117', 'PC8117'],
    status: null,
    mend: (world) => world.configure(),
  },
  {
    name: "a Flink setting outside the service's list, in the pipeline",
    inject: (world) => world.write({ settings: `'restart-strategy.type': 'none'` }),
    exitCode: 1,
    codes: ['TS2353'],
    status: null,
    mend: (world) => world.write(),
  },
  {
    name: "a Flink setting outside the service's list, in pipectl.yaml",
    inject: (world) => world.configure({}, { 'restart-strategy.type': 'none' }),
    exitCode: 1,
    codes: ['PC9061'],
    status: null,
    mend: (world) => world.configure(),
  },
  {
    name: 'account of somebody else',
    inject: (world) => world.configure({ account: "'123456789012'" }),
    exitCode: 1,
    codes: ['PC8001'],
    status: null,
    mend: (world) => world.configure(),
  },
  {
    name: 'no artifacts in pipectl.yaml',
    inject: (world) => world.configure({ artifacts: '' }),
    exitCode: 1,
    codes: ['PC9063'],
    status: null,
    mend: (world) => world.configure(),
  },
  {
    name: 'expired credentials',
    inject: (world) => world.deployable.msf.faults.expireCredentials(1),
    exitCode: 1,
    codes: ['PC8002'],
    status: null,
  },
  {
    name: 'throttled for a moment',
    inject: (world) => world.deployable.msf.faults.throttle(2),
    options: { dryRun: true },
    exitCode: 0,
    codes: [],
    status: null,
  },
  {
    name: 'throttled for long',
    inject: (world) => world.deployable.msf.faults.throttle(1_000),
    exitCode: 1,
    codes: ['PC8005'],
    status: null,
    mend: (world) => world.deployable.msf.faults.clear(),
  },
  {
    name: 'application of somebody else',
    inject: async (world) => {
      await world.put(0, 60);
      const ended = await world.deploy({ dryRun: true });
      if (ended.exitCode !== 0) throw new Error(ended.text);
      await world.s3.send(
        new (await import('@aws-sdk/client-s3')).PutObjectCommand({
          Bucket: 'jars',
          Key: 'p/clicks/other.jar',
          Body: EMPTY_ZIP,
        }),
      );
      await world.applications.send(
        new CreateApplicationCommand({
          ApplicationName: APPLICATION,
          RuntimeEnvironment: 'FLINK-2_2',
          ServiceExecutionRole: ROLE,
          ApplicationConfiguration: {
            ApplicationCodeConfiguration: {
              CodeContentType: 'ZIPFILE',
              CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::jars', FileKey: 'p/clicks/other.jar' } },
            },
          },
        }),
      );
    },
    exitCode: 1,
    codes: ['PC8103'],
    status: 'READY',
    mend: deleted,
  },
  {
    name: 'a question without a terminal',
    options: { yes: false },
    exitCode: 64,
    codes: ['PC9001'],
    status: null,
  },
  {
    name: 'jar deleted between its upload and the creation',
    inject: (world) => world.deployable.msf.faults.precede('CreateApplication', () => world.deleteJars()),
    exitCode: 1,
    codes: ['PC8131'],
    says: /gone: s3:\/\/jars\/p\/clicks\/[0-9a-f]{64}\.jar/,
    status: null,
  },
  {
    name: 'the answer to the creation is lost, and then the start fails',
    inject: (world) => {
      world.deployable.msf.faults.dropAnswer('CreateApplication');
      world.deployable.msf.faults.failOperation('StartApplication', 'Not now.');
    },
    exitCode: 1,
    codes: ['PC8120', 'PC8122'],
    says: /looking again[^]*Not now/,
    status: 'READY',
    mend: deleted,
  },
  {
    name: 'start that fails',
    inject: (world) => world.deployable.msf.faults.failOperation('StartApplication', 'The role was not there in time.'),
    exitCode: 1,
    codes: ['PC8120', 'PC8122'],
    says: /The role was not there in time/,
    status: 'READY',
  },
  {
    name: 'stale plan of a stopped application',
    inject: async (world) => {
      await world.deploy({ dryRun: true, out: file(world) });
      await changedByHand(world, 'ERROR');
    },
    options: (world) => ({ plan: file(world) }),
    exitCode: 1,
    codes: ['PC8109'],
    says: /the application was version 1 and is 2/,
    status: 'READY',
  },
  {
    name: 'in the middle of an update',
    inject: async (world) => {
      world.deployable.msf.faults.hold('UpdateApplication');
      await changedByHand(world, 'WARN');
    },
    options: { timeout: '1' },
    exitCode: 1,
    codes: ['PC8105'],
    says: /still UPDATING[^]*UpdateApplication is in progress/,
    status: null,
    mend: async (world) => {
      world.deployable.msf.faults.resume('UpdateApplication');
      while ((await world.application())?.status !== 'READY') await sleep(50);
    },
  },
];

/** From the first good deploy on it runs. */
const RUNNING: readonly Fault[] = [
  {
    name: 'a deploy that ended in the middle is finished by the next one, its log stream made',
    inject: async (world) => {
      const { DeleteLogStreamCommand, CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs');
      const logs = new CloudWatchLogsClient({
        ...(await import('../../../local/services/create/clients.js')).localClient(
          world.services.endpoint,
          world.services.region,
        ),
      });
      await logs.send(new DeleteLogStreamCommand({ logGroupName: '/pipectl/clicks', logStreamName: 'flink' }));
      logs.destroy();
    },
    exitCode: 0,
    codes: [],
    says: /make the log stream flink/,
    status: 'RUNNING',
    isSameJar: true,
  },
  {
    name: 'nothing to change',
    exitCode: 0,
    codes: [],
    says: /ran already, and nothing had to be changed/,
    status: 'RUNNING',
    isSameJar: true,
  },
  {
    name: 'state would be lost',
    inject: (world) => world.write({ minutes: 2 }),
    exitCode: 3,
    codes: ['PC8107'],
    status: 'RUNNING',
    isSameJar: true,
  },
  {
    name: 'a stage is named that loses nothing',
    inject: (world) => world.write(),
    options: { discardState: ['perUser'] },
    exitCode: 1,
    codes: ['PC8108'],
    status: 'RUNNING',
    isSameJar: true,
  },
  {
    name: 'snapshot that fails',
    inject: (world) => {
      world.write({ kind: 'scroll' });
      world.deployable.msf.faults.failSnapshots(1);
    },
    exitCode: 1,
    codes: ['PC8127'],
    status: 'RUNNING',
    isSameJar: true,
  },
  {
    name: 'stale plan',
    inject: async (world) => {
      await world.deploy({ dryRun: true, out: file(world) });
      await changedByHand(world, 'WARN');
    },
    options: (world) => ({ plan: file(world) }),
    exitCode: 1,
    codes: ['PC8109'],
    says: /the application was version/,
    status: 'RUNNING',
    isSameJar: true,
  },
  {
    name: 'jar deleted between its upload and the update',
    inject: async (world) => {
      const running = (await world.application())?.sha256 ?? '';
      world.deployable.msf.faults.precede('UpdateApplication', () => world.deleteJars(running));
    },
    exitCode: 1,
    codes: ['PC8131'],
    status: 'RUNNING',
    isSameJar: true,
  },
  {
    name: "a Flink setting outside the service's list, in a jar made by hand",
    act: (world) => world.deployWith('restart-strategy.type', 'none'),
    exitCode: 1,
    codes: ['PC8120', 'PC8121'],
    says: /restart-strategy\.type/,
    status: 'RUNNING',
    isSameJar: true,
  },
  {
    name: 'update that the service fails',
    inject: (world) => world.deployable.msf.faults.failOperation('UpdateApplication', 'Subnets are gone.'),
    exitCode: 1,
    codes: ['PC8120', 'PC8121'],
    says: /Subnets are gone/,
    status: 'RUNNING',
    isSameJar: true,
  },
  {
    name: 'the answer to an update is lost',
    inject: (world) => world.deployable.msf.faults.dropAnswer('UpdateApplication'),
    exitCode: 0,
    codes: [],
    status: 'RUNNING',
    isSameJar: false,
  },
  {
    name: 'network lost in the middle of an update',
    inject: (world) => {
      world.write();
      world.deployable.msf.faults.dropAnswer('DescribeApplicationOperation', 1_000);
    },
    exitCode: 1,
    codes: ['PC8005', 'PC8129'],
    says: /cut off at: update/,
    status: null,
    mend: (world) => world.deployable.msf.faults.clear(),
  },
  {
    name: 'and the same command again, which finds it done',
    exitCode: 0,
    codes: [],
    status: 'RUNNING',
  },
  {
    name: 'two deploys at once: the second waits, and then says what the first is doing',
    act: async (world) => {
      const { faults } = world.deployable.msf;
      world.write({ kind: 'scroll' });
      faults.hold('UpdateApplication');
      const first = world.deploy();
      while ((await world.application())?.status !== 'UPDATING') await sleep(50);
      const second = await world.deploy({ timeout: '1' });
      faults.resume('UpdateApplication');
      return joined(await first, second);
    },
    exitCode: 1,
    codes: ['PC8105'],
    says: /clicks runs: version \d+, healthy[^]*still UPDATING/,
    status: 'RUNNING',
    isSameJar: false,
  },
  {
    name: 'two deploys at once: the other has done it first',
    act: async (world) => {
      const first: Ended[] = [];
      world.write();
      world.deployable.msf.faults.precede('UpdateApplication', async () => first.push(await world.deploy()));
      const second = await world.deploy();
      return first.reduce(joined, second);
    },
    exitCode: 0,
    codes: [],
    says: /looking again[^]*ran already/,
    status: 'RUNNING',
    isSameJar: false,
  },
  {
    name: 'update that succeeds and loops',
    inject: (world) => {
      world.write({ kind: 'scroll', rejectRate: 0.01 });
      world.breakRecords();
    },
    exitCode: 1,
    codes: ['PC8120', 'PC8121'],
    says: /failed in 'clicks'/,
    status: 'RUNNING',
    isSameJar: true,
    mend: (world) => world.stopBreaking(),
  },
  {
    name: 'rollback to the version before',
    act: (world) => {
      world.write({ kind: 'scroll' });
      return world.rollback();
    },
    exitCode: 0,
    codes: [],
    status: 'RUNNING',
    isSameJar: false,
  },
  {
    name: 'poison that kills the job after its deploy was proved good',
    inject: async (world) => {
      // What was broken before is behind the snapshot that it goes on from.
      await world.untilAllRead();
      world.write({ rejectRate: 0.01 });
      const good = await world.deploy();
      if (good.exitCode !== 0) throw new Error(good.text);
      world.breakRecords();
      while (!(await world.isFailing())) await sleep(200);
      world.write();
    },
    exitCode: 0,
    codes: [],
    says: /keeps failing and can take no snapshot[^]*healthy/,
    status: 'RUNNING',
    mend: (world) => world.stopBreaking(),
  },
  {
    name: 'the jar of the running version is gone: its state is unknown, and Flink decides',
    inject: async (world) => {
      await world.deleteJars();
      world.write({ kind: 'scroll' });
    },
    exitCode: 0,
    codes: ['PC8124'],
    status: 'RUNNING',
    isSameJar: false,
  },
  {
    name: 'rollback to a version whose jar is gone',
    act: (world) => world.rollback(),
    exitCode: 1,
    codes: ['PC8132'],
    status: 'RUNNING',
    isSameJar: true,
  },
  {
    name: 'in the middle of a stop',
    inject: async (world) => {
      world.deployable.msf.faults.hold('StopApplication');
      await world.applications.send(new StopApplicationCommand({ ApplicationName: APPLICATION }));
    },
    options: { timeout: '2' },
    exitCode: 1,
    codes: ['PC8105'],
    status: null,
    mend: async (world) => {
      world.deployable.msf.faults.resume('StopApplication');
      while ((await world.application())?.status !== 'READY') await sleep(100);
    },
  },
  {
    name: 'and after it, with the state of the snapshot, by a plan that was saved',
    inject: async (world) => void (await world.deploy({ dryRun: true, out: file(world) })),
    options: (world) => ({ plan: file(world) }),
    exitCode: 0,
    codes: [],
    says: /start from the latest snapshot/,
    status: 'RUNNING',
  },
];

export const FAULTS: readonly Fault[] = [...BEFORE, ...RUNNING];

/** Those that need no Flink: a slice for every run of the tests. */
export const QUICK: readonly Fault[] = BEFORE.filter(({ name }) =>
  [
    'role without a permission',
    "a Flink setting outside the service's list, in pipectl.yaml",
    'jar deleted between its upload and the creation',
    'the answer to the creation is lost, and then the start fails',
    'start that fails',
    'stale plan of a stopped application',
  ].includes(name),
);
