/** What can be wrong with a `pipectl dev`: one sentence each, the right exit code, and nothing of it runs on. */
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DeleteStreamCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localClient } from '../../local/services/create/clients.js';
import { clicks, folderWith, json } from '../cli/pipectl.js';
import { sharedFlink } from '../support/compile-case.js';
import { isFree, isJobAlive, RunningDev } from './running-dev.js';

const running: RunningDev[] = [];

/** Otherwise it would be a child of the command that needs it first, and rightly outlive that. */
beforeAll(() => sharedFlink());
afterAll(async () => {
  for (const dev of running) await dev.end('SIGKILL');
});

function start(folder: string, args: readonly string[], env?: Readonly<Record<string, string>>): RunningDev {
  const dev = RunningDev.start(folder, join(folder, 'pipeline.ts'), args, env);
  running.push(dev);
  return dev;
}

const stateFile = (folder: string): string => join(folder, '.pipectl', 'dev', 'clicks.json');

test('a port that is in use', async () => {
  const folder = folderWith({ 'pipeline.ts': clicks('clicks') });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ended = await json(['dev', '.', '--port', String(port)], { cwd: folder });
  server.close();
  expect(ended).toMatchObject({
    exitCode: 1,
    diagnostics: [{ code: 'PC7031', message: `the port ${port} is in use by another process` }],
  });
  expect(ended.diagnostics).toHaveLength(1);
  expect(existsSync(stateFile(folder))).toBe(false);
});

test('a stream that is deleted while the job reads it', async () => {
  const folder = folderWith({ 'pipeline.ts': clicks('clicks') });
  const dev = start(folder, ['--feed', '50/s']);
  const { endpoint, job } = await dev.event('running');
  const kinesis = new KinesisClient(localClient(String(endpoint), 'us-east-1'));
  await kinesis.send(new DeleteStreamCommand({ StreamName: 'clicks', EnforceConsumerDeletion: true }));
  kinesis.destroy();
  const code = await dev.ended;
  expect(dev.document).toMatchObject({
    exitCode: 1,
    diagnostics: [
      {
        code: 'PC6030',
        message: expect.stringMatching(
          /^'clicks' of 'clicks' failed: The stream 'clicks' (does not exist where|is being deleted)/,
        ),
      },
    ],
  });
  expect(code).toBe(1);
  expect(await isFree(String(endpoint))).toBe(true);
  expect(await isJobAlive(job)).toBe(false);
  expect(existsSync(stateFile(folder))).toBe(false);
});

test('a region that the user’s own tools are set to changes nothing', async () => {
  const folder = folderWith({ 'pipeline.ts': clicks('clicks') });
  const env = { AWS_REGION: 'nowhere-1', AWS_DEFAULT_REGION: 'nowhere-1', AWS_PROFILE: 'nobody' };
  const dev = start(folder, ['--duration', '1s'], env);
  const code = await dev.ended;
  expect(dev.document).toMatchObject({ exitCode: 0, diagnostics: [] });
  expect(code).toBe(0);
});
