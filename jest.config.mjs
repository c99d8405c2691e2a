/** The project's own tests: compiled by tsc, run as ES modules, no transformer. Pipelines' tests go through `pipectl test`. */
export default {
  rootDir: 'dist',
  testMatch: ['<rootDir>/test/**/*.test.js'],
  transform: {},
  // Two, whatever the machine has: the embedded Flink works beside them.
  maxWorkers: 2,
  // For what hangs, not for what is slow: processes of Flink start beside those of the other worker, maybe on two slow cores.
  testTimeout: 400_000,
};
