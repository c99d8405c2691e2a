/** `pipectl dead-letters redrive`: says what would go where; with --yes it sends. */
import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { FoundLetter } from '../../deploy/dead-letters/letter-box.js';
import { openJournal, readJournal } from '../../deploy/dead-letters/journal.js';
import { planRedrive, type Edit, type RedrivePlan } from '../../deploy/dead-letters/plan-redrive.js';
import { readLetters, type LetterFilter, type Reading } from '../../deploy/dead-letters/read-letters.js';
import { redrive } from '../../deploy/dead-letters/redrive.js';
import { senderOf } from '../../deploy/dead-letters/send/sender-of.js';
import { withLock } from '../../local/lock.js';
import type { Outcome } from '../command.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { readChoice, type ChoiceOptions } from './choice.js';
import { editRecord, readEdits } from './edited-records.js';
import { redriveFiles, type RedriveFiles } from './redrive-files.js';
import { planData, planText, problemsOf, resultData, resultText } from './redrive-report.js';
import { progressOf, remarksOn } from './remarks.js';
import { withLetters, type OpenLetters } from './with-letters.js';

export interface RedriveOptions extends ChoiceOptions {
  readonly env: string;
  readonly edit?: true;
  readonly with?: string;
  readonly to?: string;
  readonly yes?: true;
  readonly keep?: true;
  readonly retryDoubtful?: true;
}

export interface RedriveWords {
  readonly pipeline: string;
  readonly ids: readonly string[];
}

export async function redriveLetters(host: Host, words: RedriveWords, options: RedriveOptions): Promise<Outcome> {
  if (options.edit && options.with !== undefined) throw usage('--edit and --with both give the record');
  if (options.edit && words.ids.length !== 1) throw usage('--edit takes one letter');
  const edits = options.with === undefined ? new Map<string, Edit>() : readEdits(resolve(host.cwd, options.with));
  const filter = readChoice(words.ids.length > 0 ? words.ids : [...edits.keys()], options);
  return withLetters(host, { pipeline: words.pipeline, env: options.env }, (open) =>
    redriveOpened(host, open, { pipeline: words.pipeline, filter, edits, options }),
  );
}

export interface AskedRedrive {
  /** As written. */
  readonly pipeline: string;
  readonly filter: LetterFilter;
  readonly edits: ReadonlyMap<string, Edit>;
  readonly options: RedriveOptions;
}

interface Redrive extends AskedRedrive {
  readonly open: OpenLetters;
  readonly files: RedriveFiles;
}

export async function redriveOpened(host: Host, open: OpenLetters, asked: AskedRedrive): Promise<Outcome> {
  const files = redriveFiles(host.cwd, open.bundle.pipeline, open.environment.name);
  const work = (): Promise<Outcome> => redriveWith(host, { ...asked, open, files });
  const wait = (): void => host.say('another redrive of the same letters is running; waiting for it');
  // Two at once would both send what neither has noted yet.
  return asked.options.yes ? withLock(files.lock, work, wait) : work();
}

async function redriveWith(host: Host, asked: Redrive): Promise<Outcome> {
  const { open, files, filter, options } = asked;
  const { bundle, environment, target, store } = open;
  const onProgress = progressOf(host.progress);
  const reading = await readLetters(store, { filter, signal: host.signal, withRecords: true, onProgress });
  host.progress('');
  const unknown = filter.ids.filter((id) => !reading.letters.some(({ letter }) => letter.id.startsWith(id)));
  const plan = await planFor(host, reading, asked);
  // Of a letter that was sent and deleted nothing is left to be found, which is as it should be.
  const missing = unknown.filter((id) => plan.stateOf(id) !== 'done');
  if (missing.length > 0) throw refuse('noSuchLetter', { ids: missing, environment: environment.name, target });

  host.print(planText(plan.value));
  if (reading.isCutOff) host.say('there is more than was read: run the command again for the rest');
  host.diagnose(remarksOn(reading, target));
  const about = { pipeline: bundle.pipeline, environment: environment.name, target, journal: host.path(files.journal) };
  if (!options.yes) {
    host.say(`a dry run: nothing was sent. To send:  ${commandLine(host, asked, plan.editsFile)}`);
    host.diagnose(problemsOf({ plan: plan.value, result: null, journal: about.journal, target }));
    return { exitCode: exit.ok, data: { ...about, dryRun: true, ...planData(plan.value) } };
  }

  const journal = await openJournal(files.journal);
  try {
    const result = await redrive(plan.value, {
      store,
      journal,
      open: (to) => senderOf(to, environment),
      keep: options.keep === true,
      signal: host.signal,
      onProgress: (sent) => host.progress(`Redriving: ${sent.toLocaleString('en-US')} sent`),
    });
    host.progress('');
    host.print(resultText(result));
    host.signal.throwIfAborted();
    const problems = problemsOf({ plan: plan.value, result, journal: about.journal, target });
    host.diagnose(problems);
    const exitCode = problems.some(({ severity }) => severity === 'error') ? exit.failed : exit.ok;
    return { exitCode, data: { ...about, dryRun: false, ...planData(plan.value), ...resultData(result) } };
  } finally {
    await journal.close();
  }
}

interface Planned {
  readonly value: RedrivePlan;
  readonly stateOf: (id: string) => string | null;
  /** Where --edit has left the record, for a second command to send it. */
  readonly editsFile: string | null;
}

async function planFor(host: Host, { letters }: Reading, { open, files, edits, options }: Redrive): Promise<Planned> {
  const journal = await readJournal(files.journal);
  const { bundle, resources, environment } = open;
  const [only] = letters;
  const edited = options.edit && only ? await editOne(host, only, files) : null;
  const file = options.to === undefined ? null : resolve(host.cwd, options.to);
  const value = planRedrive(letters, {
    ways: { bundle, resources, names: environment.names, file, opensearch: environment.opensearch },
    journal,
    edits: edited?.edits ?? edits,
    retryDoubtful: options.retryDoubtful === true,
  });
  return { value, stateOf: journal.stateOf, editsFile: edited?.file ?? null };
}

/** Keeps what was edited on disk, so that a dry run or an end in the middle does not lose it. */
async function editOne(
  host: Host,
  { letter }: FoundLetter,
  { edits: folder }: RedriveFiles,
): Promise<{ edits: Map<string, Edit>; file: string } | null> {
  const edit = await editRecord(letter, folder);
  if (edit === null) {
    host.say('the record is as it was');
    return null;
  }
  const file = join(folder, `${letter.id}.jsonl`);
  writeFileSync(file, `${JSON.stringify({ id: letter.id, ...edit })}\n`, { mode: 0o600 });
  return { edits: new Map([[letter.id, edit]]), file };
}

/** The same command with --yes. */
function commandLine(host: Host, { pipeline, filter, options }: Redrive, editsFile: string | null): string {
  const file = editsFile === null ? options.with : relative(host.cwd, editsFile);
  const words = [
    'pipectl dead-letters redrive',
    pipeline,
    ...(file === undefined ? filter.ids : []),
    `--env ${options.env}`,
    ...(options.reason ?? []).map((each) => `--reason ${each}`),
    ...(options.stage ?? []).map((each) => `--stage ${each}`),
    ...(options.since === undefined ? [] : [`--since ${options.since}`]),
    ...(options.until === undefined ? [] : [`--until ${options.until}`]),
    ...(file === undefined ? [] : [`--with ${file}`]),
    ...(options.to === undefined ? [] : [`--to ${options.to}`]),
    ...(options.keep ? ['--keep'] : []),
    ...(options.retryDoubtful ? ['--retry-doubtful'] : []),
    '--yes',
  ];
  return words.join(' ');
}

const usage = (problem: string): Error =>
  refuse('usage', { problem, near: [], help: 'pipectl dead-letters redrive --help' }, exit.usage);
