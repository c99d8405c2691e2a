/**
 * Writes the bundle that the server plans to get warm and the training run runs: the one written by hand for the tests.
 * Run it after changing that, behind a build:  node runtime-jar/local/write-warmth.mjs
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { popularityBundle } from '../../dist/test/local/popularity-bundle.js';

const here = dirname(fileURLToPath(import.meta.url));
writeFileSync(
  join(here, 'src', 'main', 'resources', 'dev', 'pipectl', 'local', 'warmth.json'),
  `${JSON.stringify(popularityBundle, null, 2)}\n`,
);
