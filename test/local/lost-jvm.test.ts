/** A JVM that is killed or asked to end: the run under way says so, and the next request starts another. Its own cache, so that no other test loses its Flink. */
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { bindToFiles } from '../../local/bind.js';
import { cacheFolder } from '../../local/cache.js';
import { embeddedFlink, type EmbeddedFlink } from '../../local/embedded-flink.js';
import { flinkClassPath, flinkKey } from '../../local/install-flink.js';
import { Refused } from '../../local/refused.js';
import type { Server } from '../../local/server.js';
import { popularityBundle as bundle } from './popularity-bundle.js';
import { eventsFile, removeFolders, SLOW_MS, temporaryFolder } from './shared-flink.js';

let flink: EmbeddedFlink | null = null;

afterAll(async () => {
  await flink?.shutdown();
  removeFolders();
});

async function ownCache(): Promise<string> {
  await flinkClassPath(() => undefined);
  const cache = join(temporaryFolder(), 'cache');
  mkdirSync(cache);
  symlinkSync(join(cacheFolder(), flinkKey()), join(cache, flinkKey()));
  return cache;
}

function stateOf(cache: string): { file: string; server: Server } {
  const folder = join(cache, 'servers');
  const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.json')) ?? '');
  return { file, server: JSON.parse(readFileSync(file, 'utf8')) as Server };
}

test(
  'a killed JVM is told of, and replaced by the next request',
  async () => {
    const cache = await ownCache();
    const before = process.env['PIPECTL_CACHE'];
    process.env['PIPECTL_CACHE'] = cache;
    try {
      flink = await embeddedFlink({ archive: false, idleMinutes: 2 });
      const answer = await flink.plan(bundle);
      const first = stateOf(cache);
      expect(statSync(first.file).mode & 0o777).toBe(0o600);

      const inputs = { playback: [eventsFile('events.jsonl', [])] };
      const tables = bindToFiles(bundle, { inputs, directory: temporaryFolder(), changed: new Set() });
      const source = { ...tables['source.playback'], follow: 'true' };
      const plan = 'plan' in answer ? answer.plan : null;
      const request = { bundle, plan, tables: { ...tables, 'source.playback': source }, parallelism: 1 };
      const running = flink.run(
        request,
        ({ event }) => event === 'started' && process.kill(first.server.pid, 'SIGKILL'),
      );
      await expect(running).rejects.toMatchObject({ diagnostics: [{ name: 'flinkLost' }] });
      await expect(running).rejects.toBeInstanceOf(Refused);

      // The same client, then a new one: neither is stuck with the dead process.
      expect(await flink.plan(bundle)).toHaveProperty('plan');
      const second = stateOf(cache);
      expect(second.server.pid).not.toBe(first.server.pid);
      const joined = await embeddedFlink({ archive: false });
      expect(await joined.plan(bundle)).toEqual(answer);
      expect(stateOf(cache).server.pid).toBe(second.server.pid);

      // One that was asked to end has ended, and is not joined once more.
      await joined.shutdown();
      expect(() => process.kill(second.server.pid, 0)).toThrow('ESRCH');
      expect(await flink.plan(bundle)).toEqual(answer);
      expect(stateOf(cache).server.pid).not.toBe(second.server.pid);
    } finally {
      if (before === undefined) delete process.env['PIPECTL_CACHE'];
      else process.env['PIPECTL_CACHE'] = before;
    }
  },
  SLOW_MS,
);
