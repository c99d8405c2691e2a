/** `npm run e2e`: builds what is stale, then runs. */
import { join } from 'node:path';
import { build, root } from './build.mjs';
import { main, share } from './command.mjs';

const PROGRAMS = { '--deploy': ['deploy', 'cycle', 'main.js'], '--deploy-faults': ['deploy', 'faults', 'main.js'] };

main(async () => {
  await build();
  // The records sent and the streams that hold them are in this one process.
  const [, place = ['services', 'e2e-main.js']] =
    Object.entries(PROGRAMS).find(([flag]) => process.argv.includes(flag)) ?? [];
  const program = join(root, 'dist', 'test', ...place);
  return share(process.execPath, ['--max-old-space-size=6144', program, ...process.argv.slice(2)], { cwd: root });
});
