/** `npm run e2e -- --deploy-faults`: every row of the table, one after the other, against one control plane. */
import { FAULTS } from './faults.js';
import { runFault } from './run-fault.js';
import { World } from './world.js';

const at = process.argv.indexOf('--only');
const only = at === -1 ? null : new RegExp(process.argv[at + 1] ?? '');
const world = await World.open();
let failed = 0;
let passed = 0;
try {
  for (const fault of FAULTS) {
    if (only !== null && !only.test(fault.name)) continue;
    const began = performance.now();
    const problems = await runFault(world, fault).catch((error: unknown) => [
      error instanceof Error ? String(error.stack) : String(error),
    ]);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (problems.length === 0) passed++;
    else failed++;
    process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${fault.name} (${seconds} s)\n`);
    for (const problem of problems) process.stdout.write(`     ${problem.replaceAll('\n', '\n     ')}\n`);
  }
} finally {
  await world.close();
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 ? 1 : 0);
