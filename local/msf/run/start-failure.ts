/** Why a job did not start, as the managed service tells it: the exceptions without their stack traces. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDS_SUFFIX } from '../../cluster/log-config.js';

const ENTRY = 'org.apache.flink.client.program.ProgramInvocationException';

interface Said {
  readonly messageType: string;
  readonly throwableInformation: string;
}

/** Null when the logs say nothing that explains it. */
export function startFailure(logs: string): string | null {
  const errors = namesIn(logs)
    .filter((name) => name.startsWith('jobmanager') && name.endsWith(RECORDS_SUFFIX))
    .flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n').flatMap(parsed))
    .filter(({ messageType, throwableInformation: thrown }) => messageType === 'ERROR' && thrown !== '');
  const thrown = (errors.find((error) => error.throwableInformation.includes(ENTRY)) ?? errors[0])
    ?.throwableInformation;
  return thrown === undefined ? null : inWords(thrown);
}

/** `A: what Caused by: B: why`; what only wraps another is left out. */
export function inWords(thrown: string): string {
  const lines = thrown.split(/\r?\n/).filter((line) => !/^\s+(at |\.\.\. \d+ more|Suppressed: )/.test(line));
  const said = lines
    .join('\n')
    .split(/\nCaused by: /)
    .map((part) => part.trim())
    .filter((part) => !/^java\.util\.concurrent\.(CompletionException|ExecutionException)/.test(part));
  const distinct = said.filter((part, index) => !said[index - 1]?.endsWith(part.replace(/^[\w.$]+: /, '')));
  const words = distinct.join('\nCaused by: ').replace(/\s+/g, ' ');
  // What comes before it only says that an application was started.
  return words.slice(Math.max(0, words.indexOf(ENTRY)));
}

/** The folder is there once the processes are. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function parsed(line: string): Said[] {
  try {
    return [JSON.parse(line) as Said];
  } catch {
    return [];
  }
}
