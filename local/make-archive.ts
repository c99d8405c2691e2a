/** The process that `archiveInBackground` leaves behind. Arguments: the home as JSON, the process that started it. */
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeArchive } from './class-data.js';
import type { Home } from './home.js';
import { isAlive } from './lock.js';

const LONGEST_WAIT_MS = 120_000;

// The command that started us is what its user waits for; on two processors even a low priority would slow it.
const starter = Number(process.argv[3]);
const began = Date.now();
while (isAlive(starter) && Date.now() - began < LONGEST_WAIT_MS) await sleep(250);

await makeArchive(JSON.parse(process.argv[2] ?? '') as Home, constants.priority.PRIORITY_LOW);
