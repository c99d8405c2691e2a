/** `npm run bench`: builds what is stale, then measures. */
import { join } from 'node:path';
import { build, root } from './build.mjs';
import { main, share } from './command.mjs';

main(async () => {
  await build();
  return share(process.execPath, [join(root, 'dist', 'bench', 'main.js'), ...process.argv.slice(2)], { cwd: root });
});
