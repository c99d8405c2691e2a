/** Processes die. */
import { setTimeout as sleep } from 'node:timers/promises';
import { killJobManager, killTaskManager } from '../harness/recoveries.js';
import type { Scenario } from './scenario.js';

export const taskManagerKilledTwice: Scenario = {
  name: 'taskmanager-killed-twice',
  breaks: async ({ cluster }) => {
    const first = await killTaskManager(cluster);
    await sleep(2_000);
    return [first, await killTaskManager(cluster)];
  },
};

export const jobManagerKilled: Scenario = {
  name: 'jobmanager-killed',
  breaks: async ({ cluster }) => [await killJobManager(cluster)],
};
