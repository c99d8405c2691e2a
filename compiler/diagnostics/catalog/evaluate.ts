/** Codes PC11…: running a pipeline's module once. */
import { define } from '../define.js';

const ONCE = "A pipeline's module is run once, while it is compiled, to learn which stages it makes.";

export const evaluate = {
  moduleThrows: define<{ error: string }>('PC1101', 'error', ({ error }) => ({
    message: `the module throws: ${error}`,
    cause: ONCE,
    hint: 'mend what is thrown here; lambdas are not run, so it is code around them',
  })),
  moduleExits: define<{ code: number }>('PC1102', 'error', ({ code }) => ({
    message: `the module ends the process with code ${code}`,
    cause: `${ONCE} It ended before its default export was there.`,
    hint: 'throw an error instead of calling  process.exit',
  })),
  rejectionUnhandled: define<{ error: string }>('PC1103', 'error', ({ error }) => ({
    message: `a promise is rejected and nobody handles it: ${error}`,
    cause: ONCE,
    hint: 'write  await  before the call at the top level, or catch the error',
  })),
  moduleHangs: define<{ seconds: number }>('PC1104', 'error', ({ seconds }) => ({
    message: `the module is not done after ${seconds} seconds`,
    cause: `${ONCE} A loop without an end, or a wait for something that does not come, keeps it from finishing.`,
    hint: 'look for a loop or an  await  at the top level of the module and of what it imports',
  })),
  noDefaultExport: define<{ exports: readonly string[] }>('PC1105', 'error', ({ exports }) => ({
    message: 'the module has no default export',
    cause: `A pipeline is the default export of its file${exports.length ? `, which exports ${exports.map((name) => `'${name}'`).join(', ')}` : ''}.`,
    hint: `write  export default pipeline('name', [events.to(sink)])`,
  })),
  defaultExportNotPipeline: define<{ what: string }>('PC1106', 'error', ({ what }) => ({
    message: `the default export is ${what}, not a pipeline`,
    cause: 'Only what pipeline(…) returns says which outputs belong to the pipeline.',
    hint: `write  export default pipeline('name', [events.to(sink)])`,
  })),
  argumentRefused: define<{ message: string; hint: string }>('PC1107', 'error', ({ message, hint }) => ({
    message,
    cause: 'TypeScript cannot see the values of arguments, so they are looked at when the module runs.',
    hint,
  })),
  changesBetweenCompiles: define<{ what: string }>('PC1108', 'warning', ({ what }) => ({
    message: `${what} is read while the module runs`,
    cause:
      'Its value is compiled in, so the same source gives other bytes elsewhere or later, and goldens and state may not match.',
    hint: what.startsWith('process.env')
      ? 'write the value into the pipeline; names of AWS resources are bound when it is deployed'
      : "write a constant, such as  new Date('2026-01-01T00:00:00Z')",
  })),
  awaitNeverSettles: define<Record<never, never>>('PC1109', 'error', () => ({
    message: 'a top-level await waits for a promise that never settles',
    cause: `${ONCE} Nothing is left that could settle the promise.`,
    hint: 'resolve the promise, or leave out the  await',
  })),
  memoryExhausted: define<{ megabytes: number }>('PC1110', 'error', ({ megabytes }) => ({
    message: `the module needs more than ${megabytes} MB of memory`,
    cause: ONCE,
    hint: 'look for a collection that grows in a loop at the top level of the module and of what it imports',
  })),
  processEnds: define<{ how: string }>('PC1111', 'error', ({ how }) => ({
    message: `the process that runs the module ends with ${how}`,
    cause: `${ONCE} It ended before its default export was there.`,
    hint: 'look for what ends or kills the process at the top level of the module and of what it imports',
  })),
} as const;
