/** Codes PC6…: what is wrong with a run: its inputs, its output folder, the job or its books. */
import { define } from '../define.js';

const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

export const run = {
  inputFileMissing: define<{ input: string; file: string }>('PC6001', 'error', ({ input, file }) => ({
    message: `the file '${file}' for the input '${input}' does not exist`,
    cause: 'Every input is read to its end from files of JSON lines.',
    hint: `give an existing file: --input ${input}=FILE`,
  })),
  inputNotAFile: define<{ input: string; file: string }>('PC6002', 'error', ({ input, file }) => ({
    message: `'${file}' for the input '${input}' is not a file`,
    cause: 'One file is one split, read in order; a folder has no order.',
    hint: `name the files one by one: --input ${input}=FILE --input ${input}=FILE`,
  })),
  inputFileUnreadable: define<{ input: string; file: string; reason: string }>(
    'PC6003',
    'error',
    ({ input, file, reason }) => ({
      message: `the file '${file}' for the input '${input}' can not be read: ${reason}`,
      cause: 'Every input is read to its end from files of JSON lines.',
      hint: 'make the file readable for this user',
    }),
  ),
  inputWithoutSource: define<{
    input: string;
    pipeline: string;
    sources: readonly string[];
    nearest: readonly string[];
  }>('PC6004', 'error', ({ input, pipeline, sources, nearest }) => ({
    message: `'${pipeline}' has no source '${input}'`,
    cause: `Its ${sources.length === 1 ? 'source is' : 'sources are'} ${list(sources)}.`,
    hint: nearest[0] === undefined ? `use one of ${list(sources)}` : `use --input ${nearest[0]}=FILE`,
  })),
  sourceWithoutInput: define<{ source: string; pipeline: string }>('PC6005', 'error', ({ source, pipeline }) => ({
    message: `the source '${source}' of '${pipeline}' has no input`,
    cause: 'A run reads each source from files, to their end.',
    hint: `add  --input ${source}=FILE`,
  })),
  inputFileTwice: define<{ input: string; file: string }>('PC6006', 'error', ({ input, file }) => ({
    message: `'${file}' is given twice for the input '${input}'`,
    cause: 'Its events would be counted twice.',
    hint: 'name each file once',
  })),
  inputFileNamesClash: define<{ input: string; files: readonly string[] }>('PC6007', 'error', ({ input, files }) => ({
    message: `two files of the input '${input}' have the same name: ${list(files)}`,
    cause: 'A dead letter says where its record came from by file name and line, so the names must differ.',
    hint: 'rename one of the files',
  })),
  outFolderNotEmpty: define<{ folder: string }>('PC6010', 'error', ({ folder }) => ({
    message: `the output folder '${folder}' is not empty`,
    cause: 'Results of two runs would be mixed up.',
    hint: 'name another folder, or replace the results in it with --force',
  })),
  outNotAFolder: define<{ folder: string }>('PC6011', 'error', ({ folder }) => ({
    message: `'${folder}' is a file, not a folder`,
    cause: 'A run writes one file for each output into a folder.',
    hint: 'name a folder: --out DIR',
  })),
  outFolderUnwritable: define<{ folder: string; reason: string }>('PC6012', 'error', ({ folder, reason }) => ({
    message: `the output folder '${folder}' can not be written: ${reason}`,
    cause: 'What a run or a compile gives is written into this folder, which is made when it is not there.',
    hint: 'name a folder that this user can write',
  })),
  outFileIsInput: define<{ input: string; file: string }>('PC6013', 'error', ({ input, file }) => ({
    message: `the result '${file}' would replace a file that the input '${input}' reads`,
    cause: 'A run writes one file for each output, named after it.',
    hint: 'name another folder: --out DIR',
  })),
  nothingDecodable: define<{ input: string; file: string; lines: number; detail: string | null }>(
    'PC6020',
    'error',
    ({ input, file, lines, detail }) => ({
      message: `no line of '${file}' for the input '${input}' could be decoded (${lines} of ${lines} failed)`,
      cause: `A file holds one JSON object a line.${detail === null ? '' : ` The first line's trouble: ${detail}`}`,
      hint: 'check that this is the right file, and that it holds JSON lines, uncompressed',
    }),
  ),
  jobFailed: define<{ pipeline: string; message: string; operator: string | null; causes: readonly string[] }>(
    'PC6021',
    'error',
    ({ pipeline, message, operator, causes }) => ({
      message: `'${pipeline}' failed while running: ${message}`,
      cause: [operator === null ? '' : `It failed in: ${operator}`, ...causes].filter((line) => line !== '').join('\n'),
      hint: 'nothing was written; mend the pipeline or the input and run it again',
    }),
  ),
  ledgerUnbalanced: define<{ problems: readonly string[] }>('PC6022', 'error', ({ problems }) => ({
    message: 'the books do not balance',
    cause: problems.join('\n'),
    hint: 'the results are written, but should not be trusted; report this with the pipeline as a bug of pipectl',
  })),
  restarted: define<{ restarts: number }>('PC6023', 'warning', ({ restarts }) => ({
    message: `the job restarted ${restarts} ${restarts === 1 ? 'time' : 'times'}, so its counts are not exact`,
    cause: 'What was counted before a restart is counted again when it is read again.',
    hint: 'run it again for exact books',
  })),

  devJobFailed: define<{
    pipeline: string;
    message: string;
    stage: { stage: string; origin: { file: string; line: number } } | null;
    operator: string | null;
    causes: readonly string[];
  }>('PC6030', 'error', ({ pipeline, message, stage, operator, causes }) => ({
    message:
      stage === null ? `'${pipeline}' failed: ${message}` : `'${stage.stage}' of '${pipeline}' failed: ${message}`,
    cause: [
      stage === null ? '' : `It is made at ${stage.origin.file}:${stage.origin.line}.`,
      operator === null ? '' : `It failed in: ${operator}`,
      ...causes,
    ]
      .filter((line) => line !== '')
      .join('\n'),
    hint: 'mend what it says and start pipectl dev again',
  })),
  devAlreadyRuns: define<{ pipeline: string; pid: number | null }>('PC6031', 'error', ({ pipeline, pid }) => ({
    message: `pipectl dev of '${pipeline}' runs already${pid === null ? '' : ` (process ${pid})`}`,
    cause: 'Both would keep their lake and checkpoints in the same folder.',
    hint: 'use the one that runs, or stop it with Ctrl-C first',
  })),
  feedWithoutSource: define<{ written: string; sources: readonly string[] }>(
    'PC6032',
    'error',
    ({ written, sources }) => ({
      message: `the generator made a record for '${written}', which is no source`,
      cause: `The pipeline's ${sources.length === 1 ? 'source is' : 'sources are'} ${list(sources)}.`,
      hint: 'name one of them in the generator, or none where there is one source',
    }),
  ),
  generatorFailed: define<{ file: string; reason: string }>('PC6033', 'error', ({ file, reason }) => ({
    message: `'${file}' made no records: ${reason}`,
    cause: 'pipectl dev --feed takes records from the default export of generate.ts beside the pipeline.',
    hint: 'export default function* generate({ seed }) { yield { data: { … } }; }, or remove the file for random records',
  })),
  recordsNotDelivered: define<{ stream: string; records: number; reason: string }>(
    'PC6034',
    'error',
    ({ stream, records, reason }) => ({
      message: `${records} ${records === 1 ? 'record' : 'records'} of the delivery stream '${stream}' did not reach the lake`,
      cause: `They waited for it until the end. ${reason}`,
      hint: 'make room on the disk that holds .pipectl, and start pipectl dev again',
    }),
  ),
  resourceNotMade: define<{ kind: string; name: string; reason: string }>(
    'PC6035',
    'error',
    ({ kind, name, reason }) => ({
      message: `the ${kind} '${name}' can not be made: ${reason}`,
      cause: 'pipectl dev makes what a pipeline touches in the local services, which refuse what AWS refuses.',
      hint: 'give it another name in the pipeline',
    }),
  ),
} as const;
