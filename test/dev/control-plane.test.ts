/** `pipectl dev --control-plane`, and what is deployed to it with `--env local`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localClient } from '../../local/services/create/clients.js';
import { clicks, folderWith, json, pipectl } from '../cli/pipectl.js';
import { sharedFlink } from '../support/compile-case.js';
import { allGone, isFree, RunningDev, until } from './running-dev.js';

const project = folderWith({ 'pipelines/clicks/pipeline.ts': clicks('clicks') });
const entry = join(project, 'pipelines', 'clicks', 'pipeline.ts');
const stateFile = join(project, '.pipectl', 'dev', 'clicks.json');
const local = (command: string, ...options: readonly string[]): ReturnType<typeof json> =>
  json([command, 'clicks', '--env', 'local', ...options], { cwd: project });
const deploy = (option: string): ReturnType<typeof pipectl> =>
  pipectl(['deploy', 'clicks', '--env', 'local', option], { cwd: project });
const running: RunningDev[] = [];
const start = (...options: readonly string[]): RunningDev => {
  const dev = RunningDev.start(project, entry, ['--control-plane', ...options]);
  running.push(dev);
  return dev;
};

/** Otherwise it would be a child of the command that needs it first, and rightly outlive that. */
beforeAll(() => sharedFlink());
afterAll(async () => {
  for (const dev of running) await dev.end('SIGKILL');
});

test('what is deployed there runs, an edit finds what it touches, and an interrupt ends all of it', async () => {
  const dev = start('--feed', '50/s');
  const { endpoint } = await dev.event('deployable');

  const deployed = await deploy('--yes');
  expect(deployed.stdout + deployed.stderr).toContain('clicks runs: version 1, healthy');
  const { pipelines } = await local('status');
  expect(pipelines).toEqual([expect.objectContaining({ application: expect.objectContaining({ status: 'RUNNING' }) })]);
  const children = dev.children();
  expect(children).not.toEqual([]);

  const source = readFileSync(entry, 'utf8');
  writeFileSync(
    entry,
    source.replace("pipeline('clicks', [", "pipeline('clicks', [clicks.to(firehose({ deliveryStream: 'again' })), "),
  );
  const firehose = new FirehoseClient(localClient(String(endpoint), 'us-east-1'));
  const isThere = (): Promise<boolean> =>
    firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: 'again' })).then(
      () => true,
      () => false,
    );
  await until(isThere);
  firehose.destroy();
  const planned = await deploy('--dry-run');
  expect(planned.stdout + planned.stderr).toContain('take a snapshot of version 1');
  expect([deployed.code, planned.code]).toEqual([0, 0]);

  const ended = await dev.end('SIGINT');
  expect(`${ended}: ${dev.said}`).toMatch(/^130: /);
  expect(allGone(children)).toBe(true);
  expect(await isFree(String(endpoint))).toBe(true);
  expect(existsSync(stateFile)).toBe(false);
  expect(await local('status')).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC9067' }] });
});

test('killed while Flink starts, it leaves nothing that runs', async () => {
  const dev = start();
  await dev.event('deployable');
  const deploying = deploy('--yes');
  await until(() => dev.children().length >= 2);
  const children = dev.children();
  await dev.end('SIGKILL');
  await until(() => allGone(children));
  const { code, stdout, stderr } = await deploying;
  expect(`${code}: ${stdout}${stderr}`).toMatch(/^1: /);
});

test('where pipectl dev runs the pipeline itself, nothing can be deployed', async () => {
  mkdirSync(join(project, '.pipectl', 'dev'), { recursive: true });
  writeFileSync(
    stateFile,
    JSON.stringify({ format: 1, pid: process.pid, endpoint: 'http://127.0.0.1:1', applications: null }),
  );
  expect(await local('status')).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC8101' }] });
});

test('there is no template for it', async () => {
  expect(await local('infrastructure')).toMatchObject({ exitCode: 1, diagnostics: [{ code: 'PC8405' }] });
});
