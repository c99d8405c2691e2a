/** A slice of `npm run e2e -- --deploy-faults`: rows of the table that start no Flink. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { QUICK } from './faults/faults.js';
import { runFault } from './faults/run-fault.js';
import { World } from './faults/world.js';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test.each(QUICK.map((fault) => [fault.name, fault] as const))('%s', async (_, fault) => {
  expect(await runFault(world, fault)).toEqual([]);
});
