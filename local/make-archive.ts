/** The process that `archiveInBackground` leaves behind; its argument is the home as JSON. */
import { constants } from 'node:os';
import { makeArchive } from './class-data.js';
import type { Home } from './home.js';

await makeArchive(JSON.parse(process.argv[2] ?? '') as Home, constants.priority.PRIORITY_LOW);
