/** What a pipeline's own tests import: the golden matcher, rows in and rows out, seeded generators. */
import { toMatchGolden } from './golden.js';

export { arrivalQueue, type ArrivalQueue } from './arrival-queue.js';
export { seeded, zipf, type Random } from './random.js';
export {
  runPipeline,
  type Change,
  type DeadLetter,
  type RunLedger,
  type RunPipelineOptions,
  type RunResult,
} from './run-pipeline.js';
export type { Generate, GeneratedRecord, GenerateOptions } from './generated-record.js';
export type { InputRow, RawLine } from './wire.js';

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>> {
    /**
     * The pipeline compiles, Flink's planner accepts it, and its SQL and job settings are those in `golden/` beside the
     * test. Missing files are written, except with `--ci`; `-u` rewrites them.
     *
     * @param folder another folder than `golden`, relative to the test
     * @example
     * await expect(pipeline).toMatchGolden();
     */
    toMatchGolden(folder?: string): R extends void ? Promise<void> : R;
  }
}

// Generators are used outside Jest too, where there is nothing to extend.
const { expect } = globalThis as { expect?: { extend(matchers: object): void } };
expect?.extend({ toMatchGolden });
