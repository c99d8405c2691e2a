/** How Jest runs a pipeline's tests: as ES modules, through our transform, with this pipectl whatever is installed beside. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '../local/package-root.js';

export const jestProgram = (): string => createRequire(import.meta.url).resolve('jest/bin/jest');

export function jestConfig(cwd: string, folders: readonly string[]): object {
  const dist = join(packageRoot(), 'dist');
  return {
    rootDir: cwd,
    roots: folders,
    testMatch: ['**/*.test.ts'],
    extensionsToTreatAsEsm: ['.ts'],
    transform: { '\\.ts$': join(dist, 'testing', 'jest-transform.js') },
    moduleNameMapper: {
      '^pipectl$': join(dist, 'dsl', 'index.js'),
      '^pipectl/testing$': join(dist, 'testing', 'index.js'),
      '^pipectl/registry$': join(dist, 'dsl', 'registry.js'),
      // As TypeScript writes imports: './pipeline.js' is pipeline.ts. Only of the author's own files.
      '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'],
    },
    globalSetup: join(dist, 'testing', 'jest-setup.js'),
    globalTeardown: join(dist, 'testing', 'jest-teardown.js'),
    // The first one may wait for the start of Flink, on a machine with other work.
    testTimeout: 180_000,
    // The embedded Flink works beside the tests.
    maxWorkers: 2,
    watchPathIgnorePatterns: ['/golden/'],
  };
}
