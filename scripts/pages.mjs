/** `npm run pages`: writes docs/diagnostics/ from the catalog of messages and the cases of the tests. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, root } from './build.mjs';
import { main } from './command.mjs';

main(async () => {
  await build();
  const { pages } = await import('../dist/test/docs/pages.js');
  const folder = join(root, 'docs', 'diagnostics');
  const made = pages();
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder).filter((name) => !made.has(name))) rmSync(join(folder, file));
  for (const [file, text] of made) writeFileSync(join(folder, file), text);
  process.stdout.write(`${made.size} pages in docs/diagnostics\n`);
});
