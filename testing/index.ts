/** What a pipeline's own tests import: seeded generators, the golden matcher, rows in and rows out. */
export { arrivalQueue, type ArrivalQueue } from './arrival-queue.js';
export { seeded, zipf, type Random } from './random.js';
