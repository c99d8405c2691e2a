/** Codes PC85…: comparing two versions of a pipeline. */
import { define } from '../define.js';

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

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
  proofDisagrees: define<{ stages: readonly string[] }>('PC8504', 'error', ({ stages }) => ({
    message: `what Flink loaded is not what the verdict says${stages.length === 0 ? '' : ` of ${quoted(stages)}`}`,
    cause: 'The new version restored a savepoint of the one before, and the state of each operator was looked at.',
    hint: 'take the proof for true, do not deploy this change, and report both versions',
  })),
  proofInput: define<{ written: string; known: readonly string[] }>('PC8505', 'error', ({ written, known }) => ({
    message: `neither version reads '${written}'`,
    cause: `--input gives records to ${quoted(known)}.`,
    hint: `write  --input ${known[0] ?? 'NAME'}=FILE`,
  })),
  proofImpossible: define<{ reason: string }>('PC8506', 'error', ({ reason }) => ({
    message: `nothing could be proved: ${reason}`,
    cause: 'A proof needs a savepoint of the version before, made while it runs on this machine over sample records.',
    hint: 'give records that it can read:  --input NAME=FILE',
  })),
} as const;
