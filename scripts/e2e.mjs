/** `npm run e2e`: builds what is stale, then runs. */
import { join } from 'node:path';
import { build, root } from './build.mjs';
import { main, share } from './command.mjs';

main(async () => {
  await build();
  // The records sent and the streams that hold them are in this one process.
  const program = join(root, 'dist', 'test', 'services', 'e2e-main.js');
  return share(process.execPath, ['--max-old-space-size=6144', program, ...process.argv.slice(2)], { cwd: root });
});
