/** Codes PC83…: an application that is there already, and what is done to it by hand. */
import { define } from '../define.js';

/** `words` in all of them: a pipeline and its environment, as in `title-popularity --env production`. */
export interface Busy {
  readonly application: string;
  readonly status: string;
  /** What is being done; null when nobody knows. */
  readonly operation: string | null;
  /** For how long: `40 s`. */
  readonly since: string | null;
  readonly words: string;
}

const under = (operation: string | null, since: string | null): string =>
  operation === null
    ? 'Something is being done to it'
    : `${operation} is under way${since === null ? '' : ` for ${since}`}`;

export const deployOperate = {
  applicationBusy: define<Busy>('PC8301', 'error', ({ application, status, operation, since, words }) => ({
    message: `'${application}' is ${status}, so nothing else can be done to it now`,
    cause: `${under(operation, since)}. The service does one thing at a time to an application.`,
    hint: `run the same command again when it is over; to see how far it is:  pipectl status ${words}`,
  })),
  operationEndless: define<Busy>('PC8302', 'error', ({ application, status, operation, since, words }) => ({
    message: `'${application}' is still ${status}`,
    cause: `${under(operation, since)}, and the command has waited long enough. It goes on without being watched.`,
    hint: `look again later:  pipectl status ${words}`,
  })),
  sourceBroken: define<{ file: string; pipeline: string; problem: string }>(
    'PC8303',
    'warning',
    ({ file, pipeline, problem }) => ({
      message: `${file} does not compile: ${problem}`,
      cause: `Its application is looked for all the same, by the name of the folder: '${pipeline}'.`,
      hint: `see all that is wrong:  pipectl compile ${pipeline} --no-planner`,
    }),
  ),
  stopRefused: define<{ application: string; reason: string; loss: string; words: string }>(
    'PC8304',
    'error',
    ({ application, reason, loss, words }) => ({
      message: `'${application}' can not be stopped with a snapshot: ${reason}`,
      cause: `A snapshot needs a job that runs without failing. Stopped by force, ${loss}`,
      hint: `mend what fails and deploy it, or stop without a snapshot:  pipectl stop ${words} --force`,
    }),
  ),
  startRefused: define<{ application: string; from: string; words: string }>(
    'PC8305',
    'error',
    ({ application, from, words }) => ({
      message: `'${application}' runs, so it can not be started from '${from}'`,
      cause: 'State is restored when a job starts; what runs keeps the state that it has.',
      hint: `stop it before:  pipectl stop ${words}`,
    }),
  ),
  startFailed: define<{ application: string; reason: string; words: string }>(
    'PC8306',
    'error',
    ({ application, reason, words }) => ({
      message: `'${application}' could not be started: ${reason}`,
      cause: 'The service has given up and stopped it again; its snapshots are as they were.',
      hint: `see what the job itself says:  pipectl logs ${words}`,
    }),
  ),
  startUnhealthy: define<{ application: string; reason: string; words: string }>(
    'PC8314',
    'error',
    ({ application, reason, words }) => ({
      message: `'${application}' is started and does not work: ${reason}`,
      cause: 'A service that calls it RUNNING says nothing of its job, which may fail and be restarted for ever.',
      hint: `see all that it says:  pipectl logs ${words};  to end it:  pipectl stop ${words} --force`,
    }),
  ),
  noSuchSnapshot: define<{
    written: string;
    application: string;
    known: readonly string[];
    near: readonly string[];
    words: string;
  }>('PC8307', 'error', ({ written, application, known, near, words }) => ({
    message: `'${application}' has no snapshot '${written}'`,
    cause: known.length === 0 ? 'It has none at all.' : `Its newest are ${known.slice(0, 5).join(', ')}.`,
    hint: near.length > 0 ? `write  ${near.join('  or  ')}` : `look at them:  pipectl snapshots list ${words}`,
  })),
  snapshotUnusable: define<{ name: string; status: string; words: string }>(
    'PC8308',
    'error',
    ({ name, status, words }) => ({
      message: `the snapshot '${name}' is ${status}`,
      cause: 'Only a snapshot that is READY holds a whole state.',
      hint: `name another one:  pipectl snapshots list ${words}`,
    }),
  ),
  snapshotFailed: define<{ name: string; application: string; status: string; words: string }>(
    'PC8309',
    'error',
    ({ name, application, status, words }) => ({
      message: `the snapshot '${name}' of '${application}' is ${status}`,
      cause: 'A snapshot is taken of a job that runs without failing; a restart in the middle ends it.',
      hint: `see whether the job fails:  pipectl status ${words}`,
    }),
  ),
  snapshotOfStopped: define<{ application: string; words: string }>('PC8310', 'error', ({ application, words }) => ({
    message: `'${application}' is stopped, and a snapshot is taken of what runs`,
    cause: 'What was stopped has the snapshot that was taken when it stopped.',
    hint: `look at the snapshots that are there:  pipectl snapshots list ${words}`,
  })),
  stateLeftBehind: define<{ application: string; snapshots: number; newest: string; words: string }>(
    'PC8311',
    'error',
    ({ application, snapshots, newest, words }) => ({
      message: `'${application}' would start without its state`,
      cause:
        `It has ${snapshots} ${snapshots === 1 ? 'snapshot' : 'snapshots'}, the newest ${newest}. From nothing it reads ` +
        'its streams from their oldest record, and windows and totals begin anew.',
      hint: `say that this is meant:  pipectl start ${words} --from nothing --yes`,
    }),
  ),
  logsMissing: define<{ what: string; application: string; words: string }>(
    'PC8312',
    'error',
    ({ what, application, words }) => ({
      message: `${what}, so nothing that '${application}' says is kept`,
      cause: 'The managed service drops what it can not write, without an error.',
      hint: `a deploy makes it and ties the application to it:  pipectl deploy ${words}`,
    }),
  ),
  jarUnreadable: define<{ application: string; key: string; reason: string; words: string }>(
    'PC8313',
    'warning',
    ({ application, key, reason, words }) => ({
      message: `the jar of '${application}', ${key}, can not be read: ${reason}`,
      cause: 'It holds the pipeline as it was deployed; without it, operators have no stages and the books no lines.',
      hint: `allow s3:GetObject on it, or deploy the pipeline again:  pipectl deploy ${words}`,
    }),
  ),
} as const;
