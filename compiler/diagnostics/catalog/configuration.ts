/** Codes PC9…: the command line, and what it finds in the working folder. PC900x end with exit code 64, the others with 1. */
import { define } from '../define.js';

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

const nearestOr = (near: readonly string[], otherwise: string): string =>
  near.length > 0 ? `write  ${near.join('  or  ')}` : otherwise;

export const configuration = {
  usage: define<{ problem: string; near: readonly string[]; help: string }>(
    'PC9001',
    'error',
    ({ problem, near, help }) => ({
      message: problem,
      cause: 'The command line is read whole before anything is done, so that a mistyped option is never ignored.',
      hint: nearestOr(near, `run  ${help}`),
    }),
  ),
  inputSyntax: define<{ written: string; pipeline: string; command: string }>(
    'PC9002',
    'error',
    ({ written, pipeline, command }) => ({
      message: `--input '${written}' names no source`,
      cause: 'A pipeline may read several sources, so each file says which one it stands for.',
      hint: `write  pipectl ${command} ${pipeline} --input NAME=${written === '' ? 'FILE' : written}`,
    }),
  ),
  optionValue: define<{ option: string; written: string; expected: string }>(
    'PC9003',
    'error',
    ({ option, written, expected }) => ({
      message: `${option} '${written}' is not ${expected}`,
      cause: 'The value decides how the command runs, so it is not guessed.',
      hint: `give ${option} ${expected}`,
    }),
  ),

  noSuchPipeline: define<{ written: string; near: readonly string[]; known: readonly string[] }>(
    'PC9010',
    'error',
    ({ written, near, known }) => ({
      message: `there is no pipeline '${written}'`,
      cause: `A pipeline is a folder with pipeline.ts, a .ts file, or a name under pipelines/, seen from the working folder.${
        known.length > 0 ? ` Found there: ${known.join(', ')}.` : ''
      }`,
      hint: nearestOr(near, known.length > 0 ? `name one of  ${known.join(', ')}` : 'run  pipectl init my-project'),
    }),
  ),
  noPipelines: define<Record<never, never>>('PC9011', 'error', () => ({
    message: 'there is no pipeline here',
    cause: 'Without a name a command takes every pipelines/<name>/pipeline.ts, or pipeline.ts in the working folder.',
    hint: 'name a pipeline, go to the folder of the project, or start one:  pipectl init my-project',
  })),
  sameName: define<{ name: string; files: readonly string[] }>('PC9012', 'error', ({ name, files }) => ({
    message: `${files.length} pipelines are called '${name}': ${quoted(files)}`,
    cause: 'Each writes to the folder of its name, so one would replace the other.',
    hint: `give one of them another name in  pipeline('${name}', …)`,
  })),

  deadLettersFound: define<{ letters: number; file: string }>('PC9020', 'error', ({ letters, file }) => ({
    message: `${letters} ${letters === 1 ? 'record is a dead letter' : 'records are dead letters'}`,
    cause: '--fail-on dead-letters asks that every record be decoded, valid and on time.',
    hint: `look at  ${file}`,
  })),

  folderNotEmpty: define<{ folder: string }>('PC9030', 'error', ({ folder }) => ({
    message: `'${folder}' is not empty`,
    cause: 'A new project does not overwrite or mix with what is there.',
    hint: 'name a new folder:  pipectl init my-project',
  })),
  unknownTemplate: define<{ written: string; near: readonly string[]; known: readonly string[] }>(
    'PC9031',
    'error',
    ({ written, near, known }) => ({
      message: `there is no template '${written}'`,
      cause: `The templates are ${quoted(known)}.`,
      hint: nearestOr(
        near.map((name) => `--template ${name}`),
        `write  --template ${known[0] ?? 'default'}`,
      ),
    }),
  ),

  unknownCode: define<{ written: string; near: readonly string[] }>('PC9040', 'error', ({ written, near }) => ({
    message: `'${written}' is neither a diagnostic's code nor a pipeline`,
    cause: 'A code is PC and four digits, as printed with the message; a pipeline is a folder, a .ts file or a name.',
    hint: nearestOr(
      near.map((name) => `pipectl explain ${name}`),
      'copy the code from the message, as in  pipectl explain PC9010',
    ),
  })),

  configurationSyntax: define<{ problem: string }>('PC9060', 'error', ({ problem }) => ({
    message: problem,
    cause: 'pipectl.yaml is YAML 1.2; nothing in it is used before all of it can be read.',
    hint: 'mend the text here; indentation is made of spaces, and texts with a colon need quotes',
  })),
  configurationKey: define<{ key: string; where: string; known: readonly string[]; near: readonly string[] }>(
    'PC9061',
    'error',
    ({ key, where, known, near }) => ({
      message: `'${where}' has no setting '${key}'`,
      cause: `An unknown setting would be ignored in silence. It has ${known.join(', ')}.`,
      hint: nearestOr(near, `remove '${key}'`),
    }),
  ),
  configurationMissing: define<{ key: string; where: string }>('PC9062', 'error', ({ key, where }) => ({
    message: `'${where}' has no '${key}'`,
    cause: 'It decides where things happen, so it is never guessed.',
    hint: `add  ${key}:`,
  })),
  configurationValue: define<{ what: string; expected: string }>('PC9063', 'error', ({ what, expected }) => ({
    message: `'${what}' is not ${expected}`,
    cause: 'Values are checked against the JSON Schema of pipectl.yaml before anything is done.',
    hint: `write ${expected}`,
  })),
  environmentReserved: define<{ name: string }>('PC9064', 'error', ({ name }) => ({
    message: `'${name}' can not be an environment of pipectl.yaml`,
    cause: `--env ${name} means the services that a running  pipectl dev  has started on this machine.`,
    hint: 'give it another name',
  })),
  configurationFileMissing: define<{ file: string; environment: string }>(
    'PC9065',
    'error',
    ({ file, environment }) => ({
      message: `there is no ${file} here, so there is no environment '${environment}'`,
      cause: 'Environments are written there: an account, a region, and what things are called in it.',
      hint: `write  environments: { ${environment}: { account: '123456789012', region: eu-central-1 } }  to ${file}, or use  --env local`,
    }),
  ),
  noSuchEnvironment: define<{ written: string; near: readonly string[]; known: readonly string[] }>(
    'PC9066',
    'error',
    ({ written, near, known }) => ({
      message: `there is no environment '${written}'`,
      cause: `The environments are ${quoted(known)}.`,
      hint: nearestOr(
        near.map((name) => `--env ${name}`),
        `name one of  ${known.join(', ')}`,
      ),
    }),
  ),
  noSuchResource: define<{
    environment: string;
    pipeline: string;
    written: string;
    near: readonly string[];
    known: readonly string[];
  }>('PC9068', 'error', ({ environment, pipeline, written, near, known }) => ({
    message: `'${pipeline}' touches nothing that it calls '${written}'`,
    cause: `In environment '${environment}' that has another name; what the pipeline touches is ${quoted(known)}.`,
    hint: nearestOr(near, `name one of  ${known.join(', ')}`),
  })),
  devNotRunning: define<{ pipeline: string }>('PC9067', 'error', ({ pipeline }) => ({
    message: `pipectl dev is not running for '${pipeline}'`,
    cause: '--env local means the services that it starts on this machine; they end with it.',
    hint: `start them in another terminal:  pipectl dev ${pipeline}  (with --control-plane to deploy to it)`,
  })),

  noTests: define<{ folders: readonly string[] }>('PC9050', 'error', ({ folders }) => ({
    message: `no test file in ${quoted(folders)}`,
    cause: 'Tests are the files that end in .test.ts beside a pipeline; passing without one would prove nothing.',
    hint: "make pipeline.test.ts with  import pipeline from './pipeline.js'  and  await expect(pipeline).toMatchGolden()",
  })),
} as const;
