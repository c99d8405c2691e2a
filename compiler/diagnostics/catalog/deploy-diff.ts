/** Codes PC85…: comparing two versions of a pipeline. */
import { define } from '../define.js';

export const deployDiff = {
  comparedFolder: define<{ folder: string; problem: string }>('PC8501', 'error', ({ folder, problem }) => ({
    message: `'${folder}' ${problem}`,
    cause: '--against compares with what an earlier compile wrote into a folder.',
    hint: 'write it there:  pipectl compile --out FOLDER',
  })),
  comparedVersion: define<{ file: string; problem: string }>('PC8502', 'error', ({ file, problem }) => ({
    message: `${file} can not be compared: ${problem}`,
    cause: 'What a version means is read from its bundle, and this one was not written by this version of pipectl.',
    hint: 'compile the other version again, with the same pipectl',
  })),
  comparedWithoutPlan: define<{ folder: string }>('PC8503', 'warning', ({ folder }) => ({
    message: `${folder} has no plan.json, so nothing is known of the state`,
    cause: "Which state is found again is decided by Flink's plans of both versions.",
    hint: 'compile it without  --no-planner',
  })),
} as const;
