/** Codes PC10…: finding a pipeline's files and settings. */
import { define } from '../define.js';

export const load = {
  fileNotFound: define<{ path: string }>('PC1001', 'error', ({ path }) => ({
    message: `there is no file or folder '${path}'`,
    cause: 'A pipeline is a TypeScript file, or a folder with a pipeline.ts.',
    hint: 'check the path, which is relative to the working folder',
  })),
  folderWithoutPipeline: define<{ path: string }>('PC1002', 'error', ({ path }) => ({
    message: `the folder '${path}' has no pipeline.ts`,
    cause: 'A folder stands for the pipeline.ts in it.',
    hint: "name the pipeline's file, or call it pipeline.ts",
  })),
  notTypeScript: define<{ path: string }>('PC1003', 'error', ({ path }) => ({
    message: `'${path}' is not a TypeScript file`,
    cause: 'Columns come from TypeScript types, so a pipeline is written in a .ts file.',
    hint: 'rename it to  pipeline.ts  and give its sources a row type',
  })),
  strictnessRequired: define<{ option: string }>('PC1004', 'error', ({ option }) => ({
    message: `tsconfig.json does not turn on '${option}'`,
    cause:
      option === 'noUncheckedIndexedAccess'
        ? 'Without it a missing element of an array or map has a type that says it is there, and its column would not be nullable.'
        : 'Without it null and undefined are in every type, and no column could be known to hold a value.',
    hint: `set  "${option}": true  in compilerOptions`,
  })),
  nestedTooDeeply: define<{ limit: number }>('PC1005', 'error', ({ limit }) => ({
    message: `this is nested more than ${limit.toLocaleString('en-US')} levels deep`,
    cause:
      'Every operator of a chain like  a + b + c  is one level; the SQL for it would be too large for Flink as well.',
    hint: 'compute it in several stages, or make fewer parts of it',
  })),
} as const;
