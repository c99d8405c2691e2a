/**
 * `pipectl diff --env` and the plans that it saves for `pipectl deploy --plan`, with what somebody may do wrong: the built
 * command line against the control plane of this machine. No Flink runs there; what a diff reads is the jar.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { UpdateApplicationCommand, type ApplicationConfigurationUpdate } from '@aws-sdk/client-kinesis-analytics-v2';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { FakeJobs } from '../local/msf/fake-job.js';
import { deployed, type Deployed } from '../services/deployed.js';
import { clickLines, clicks, json, pipectl, type Document, type Ended } from './pipectl.js';

const NAME = 'clicks-compared';
const BEFORE = clicks(NAME);
const LARGER = clicks(NAME, 'minutes(5)');
const FILTERED = BEFORE.replace("c.kind === 'click'", "c.kind === 'click' && c.userId !== ''");
const ENVIRONMENT = `account: '000000000000', region: us-east-1, artifacts: s3://jars/pipectl, role: arn:aws:iam::000000000000:role/pipectl`;
const OWN = `{ parallelism: 1, checkpointEvery: 1 }`;

// Each command is a process of its own that compiles the pipeline.
jest.setTimeout(900_000);

let world: Deployed;
let jobs: string;
beforeAll(async () => {
  jobs = mkdtempSync(join(tmpdir(), 'pipectl-jobs-'));
  world = await deployed({ name: NAME, source: BEFORE, startJob: new FakeJobs(jobs).start });
  const yaml = [
    'environments:',
    `  production: { ${ENVIRONMENT}, pipelines: { ${NAME}: ${OWN} } }`,
    `  staging: { ${ENVIRONMENT}, pipelines: { ${NAME}: { application: elsewhere } } }`,
    `  twin-of-staging: { ${ENVIRONMENT}, pipelines: { ${NAME}: { application: elsewhere } } }`,
    `  twin: { ${ENVIRONMENT} }`,
    `  another-account: { ${ENVIRONMENT.replace('000000000000', '123456789012')} }`,
    '',
  ];
  writeFileSync(join(world.project, 'pipectl.yaml'), yaml.join('\n'));
  mkdirSync(join(world.project, 'pipelines', 'other'));
  writeFileSync(join(world.project, 'pipelines', 'other', 'pipeline.ts'), clicks('other'));
  writeFileSync(join(world.project, 'clicks.jsonl'), clickLines(90));
  await makeRole(world.clients);
});
afterAll(async () => {
  await world?.close();
  rmSync(jobs, { recursive: true, force: true });
});

/** A deploy looks whether the application's role may do what the job needs. */
async function makeRole({ iam }: Deployed['clients']): Promise<void> {
  const policy = (statement: object): string =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const trust = { Principal: { Service: 'kinesisanalytics.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await iam.send(new CreateRoleCommand({ RoleName: 'pipectl', AssumeRolePolicyDocument: policy(trust) }));
  const PolicyDocument = policy({ Action: '*', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'pipectl', PolicyName: 'all', PolicyDocument }));
}

const edit = (text: string): void => writeFileSync(join(world.project, 'pipelines', NAME, 'pipeline.ts'), text);
const inProject = () => ({ cwd: world.project, env: world.env });
const diff = (...options: string[]): Promise<Ended> => pipectl(['diff', NAME, '--env', ...options], inProject());
const asked = (...words: string[]): Promise<Document> => json(words, inProject());
const saw = ({ exitCode, diagnostics }: Document): unknown[] => [exitCode, ...diagnostics.map(({ code }) => code)];
const said = ({ diagnostics }: Document): string => diagnostics.map(({ message }) => message).join('\n');

async function byHand(change: ApplicationConfigurationUpdate): Promise<void> {
  const ConditionalToken = (await world.read())?.conditionalToken;
  await world.clients.applications.send(
    new UpdateApplicationCommand({ ApplicationName: NAME, ConditionalToken, ApplicationConfigurationUpdate: change }),
  );
  while ((await world.read())?.status !== 'RUNNING') await new Promise((resolve) => setTimeout(resolve, 20));
}

test('what runs is what is here: no differences, and nothing to deploy', async () => {
  edit(BEFORE);
  const { code, stdout, stderr } = await diff('production', '--detailed-exitcode');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    `${NAME}, compared with production`,
    '',
    '  3 stages and 2 outputs are as they were',
    '',
    'state',
    '  kept  clicks (source)   Goes on behind the last record that was read.',
    '  kept  perUser (window)  Open windows go on with what they hold.',
    '',
    'no differences; all state is kept; nothing to deploy',
    '',
  ]);
});

test('another window is said with the state that it loses, and a proof of it', async () => {
  edit(LARGER);
  const { code, stdout } = await diff('production', '--detailed-exitcode', '--prove', '--input', 'clicks=clicks.jsonl');
  expect(code).toBe(2);
  expect(stdout).toContain("~ window of 'perUser' tumbles 5 min instead of 1 min");
  expect(stdout).toMatch(/^ {2}lost +perUser \(window\)/m);
  expect(stdout).toMatch(/a deploy would\n {2}1\. .*upload the jar/);
  expect(stdout).toContain('which deploy asks for: --discard-state perUser');
  expect(stdout).toContain('the verdict agrees with what Flink did');
});

test('where it is not deployed yet, everything is new', async () => {
  edit(BEFORE);
  const { code, stdout } = await diff('staging', '--detailed-exitcode');
  expect(code).toBe(2);
  expect(stdout).toMatch(new RegExp(`^${NAME}, which is not in staging yet\n`));
  expect(stdout).toContain("create the application 'elsewhere'");
});

test('a plan is saved by a diff, and applied as it was looked at or not at all', async () => {
  edit(FILTERED);
  const file = join(world.project, 'plan.json');
  const planned = await asked('diff', NAME, '--env', 'production', '--out', 'plan.json');
  expect(saw(planned)).toEqual([0]);
  const { plans } = JSON.parse(readFileSync(file, 'utf8')) as { plans: unknown[] };
  expect(plans).toEqual([(planned['deploy'] as { plan: unknown }).plan]);

  const deploy = (...words: string[]): Promise<Document> => asked('deploy', ...words);
  expect(saw(await deploy(NAME, '--env', 'production', '--dry-run', '--plan', 'plan.json'))).toEqual([64, 'PC9001']);
  const elsewhere = await deploy(NAME, '--env', 'staging', '--plan', 'plan.json');
  expect([saw(elsewhere), said(elsewhere)]).toEqual([
    [1, 'PC8109'],
    expect.stringContaining("nothing for 'elsewhere'"),
  ]);
  await asked('diff', NAME, '--env', 'staging', '--out', 'staged.json');
  const twin = await deploy(NAME, '--env', 'twin-of-staging', '--plan', 'staged.json');
  expect([saw(twin), said(twin)]).toEqual([[1, 'PC8109'], expect.stringContaining("for environment 'staging'")]);
  const nowhere = await deploy(NAME, '--env', 'production', '--plan', 'plan.jsn');
  expect([saw(nowhere), said(nowhere)]).toEqual([[1, 'PC8109'], expect.stringContaining('there is no such file')]);

  edit(LARGER);
  expect(saw(await deploy(NAME, '--env', 'production', '--plan', 'plan.json'))).toEqual([3, 'PC8107']);
  const discarding = ['--discard-state', 'perUser', '--plan', 'plan.json'];
  const another = await deploy(NAME, '--env', 'production', ...discarding);
  expect([saw(another), said(another)]).toEqual([[1, 'PC8109'], expect.stringContaining('another jar')]);

  edit(FILTERED);
  await byHand({
    FlinkApplicationConfigurationUpdate: {
      MonitoringConfigurationUpdate: { ConfigurationTypeUpdate: 'CUSTOM', LogLevelUpdate: 'ERROR' },
    },
  });
  const stale = await deploy(NAME, '--env', 'production', '--plan', 'plan.json');
  expect([saw(stale), said(stale)]).toEqual([[1, 'PC8109'], expect.stringContaining('was version 1 and is 2')]);
  const { stdout } = await diff('production');
  expect(stdout).toContain('~ log level is INFO instead of ERROR');

  for (const [content, problem] of [
    ['{ "plans": [', 'it is not JSON'],
    ['{ "format": 2, "kind": "pipectl deploy plan", "plans": [] }', 'not a plan of this version'],
    [JSON.stringify({ format: 1, kind: 'pipectl deploy plan', plans: [] }), `nothing for '${NAME}'`],
  ] as const) {
    writeFileSync(file, content);
    const broken = await deploy(NAME, '--env', 'production', '--plan', 'plan.json');
    expect([saw(broken), said(broken)]).toEqual([[1, 'PC8109'], expect.stringContaining(problem)]);
  }
  expect((await world.read())?.versionId).toBe(2);
});

test.each([
  ['an environment that is not there', ['--env', 'prodution'], 'PC9066', 'prodution'],
  ['an application of another environment', ['--env', 'twin'], 'PC8103', "its tag pipectl:environment is 'production'"],
  ['the credentials of another account', ['--env', 'another-account'], 'PC8001', 'account 000000000000'],
  ['a file that can not be written', ['--env', 'production', '--out', 'no/plan.json'], 'PC8133', 'no/plan.json'],
  ['records of no source', ['--env', 'production', '--prove', '--input', 'plays=clicks.jsonl'], 'PC8505', 'plays'],
])('%s is refused', async (_, options, code, text) => {
  edit(LARGER);
  const answer = await asked('diff', NAME, ...options);
  expect(saw(answer)).toEqual([1, code]);
  expect(said(answer)).toContain(text);
});

test('a jar that is gone is no version that is not there', async () => {
  edit(BEFORE);
  const actual = await world.read();
  const [Bucket, Key] = [actual?.bucket ?? '', actual?.fileKey ?? ''];
  await world.clients.s3.send(new DeleteObjectCommand({ Bucket, Key }));
  const { code, stdout, stderr } = await diff('production', '--detailed-exitcode');
  expect(code).toBe(2);
  expect(stderr).toContain('PC8124');
  expect(stdout).toMatch(new RegExp(`^${NAME}, compared with production, whose version can not be read\n`));
  expect(stdout).not.toContain('+ ');
  expect(stdout).toContain('what differs in the pipeline is not known');
});
