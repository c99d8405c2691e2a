/** The project's own tests: compiled by tsc, run as ES modules, no transformer. Pipelines' tests go through `pipectl test`. */
export default {
  rootDir: 'dist',
  testMatch: ['<rootDir>/test/**/*.test.js'],
  transform: {},
  // Two, whatever the machine has: the embedded Flink works beside them.
  maxWorkers: 2,
  testTimeout: 180_000,
};
