/** `npm run state`: builds what is stale, then tries every edit on real Flink and compares the verdicts about state. */
import { join } from 'node:path';
import { build, root } from './build.mjs';
import { main, share } from './command.mjs';

main(async () => {
  await build();
  const program = join(root, 'dist', 'test', 'state', 'harness', 'state-main.js');
  return share(process.execPath, [program, ...process.argv.slice(2)], { cwd: root });
});
