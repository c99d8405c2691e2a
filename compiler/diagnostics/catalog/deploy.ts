/** Codes PC8…: environments, the services in them, and what was asked of both. */
import { define } from '../define.js';

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const listed = (names: readonly string[], most = 3): string =>
  `${names
    .slice(0, most)
    .map((name) => `'${name}'`)
    .join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`;

export const deploy = {
  accountDiffers: define<{ environment: string; expected: string; actual: string }>(
    'PC8001',
    'error',
    ({ environment, expected, actual }) => ({
      message: `the credentials are of account ${actual}, and environment '${environment}' is account ${expected}`,
      cause: 'What is meant for one account must not happen in another, where names may be the same.',
      hint: `sign in to account ${expected}, or name the environment of account ${actual}`,
    }),
  ),
  credentialsUnusable: define<{ environment: string; action: string; reason: string }>(
    'PC8002',
    'error',
    ({ environment, action, reason }) => ({
      message: `no usable credentials for environment '${environment}': ${reason}`,
      cause: `${action} was the first to need them; they are looked for as the AWS SDK does.`,
      hint: 'sign in with  aws sso login  or  aws configure,  or set AWS_PROFILE',
    }),
  ),
  serviceDenied: define<{ environment: string; action: string; resource: string }>(
    'PC8003',
    'error',
    ({ environment, action, resource }) => ({
      message: `${action} on ${resource} is denied in environment '${environment}'`,
      cause: 'A policy of the caller, of the resource or of the organisation does not allow it.',
      hint: `allow ${action} on ${resource}`,
    }),
  ),
  resourceMissing: define<{ environment: string; action: string; resource: string }>(
    'PC8004',
    'error',
    ({ environment, action, resource }) => ({
      message: `environment '${environment}' has not ${resource}`,
      cause: `${action} was answered with: there is no such thing, in this account and region.`,
      hint: `create it, or say what it is called there under  environments.${environment}.names  in pipectl.yaml`,
    }),
  ),
  serviceUnreachable: define<{ environment: string; action: string; reason: string }>(
    'PC8005',
    'error',
    ({ environment, action, reason }) => ({
      message: `${action} got no answer in environment '${environment}': ${reason}`,
      cause: 'Nothing listens there, the network is down, or the service is too busy.',
      hint: 'check the region, the network and AWS_ENDPOINT_URL, and run the command again',
    }),
  ),
  serviceRefused: define<{ action: string; resource: string; code: string; reason: string }>(
    'PC8006',
    'error',
    ({ action, resource, code, reason }) => ({
      message: `${action} on ${resource} was refused: ${code}`,
      cause: reason,
      hint: 'mend what the service names, and run the command again',
    }),
  ),

  lettersTargetMissing: define<{ environment: string; target: string; logical: string }>(
    'PC8010',
    'error',
    ({ environment, target, logical }) => ({
      message: `environment '${environment}' has nothing at '${target}', where dead letters should lie`,
      cause: `The pipeline's dead letters go to '${logical}'; without its target the job stops at the first one.`,
      hint: `create it, or write  names: { ${logical}: sqs:… }  for '${environment}' in pipectl.yaml`,
    }),
  ),
  noSuchLetter: define<{ ids: readonly string[]; environment: string; target: string }>(
    'PC8011',
    'error',
    ({ ids, environment, target }) => ({
      message: `there is no dead letter ${listed(ids)} in environment '${environment}'`,
      cause: `All of ${target} was read. A letter leaves it when it is redriven or too old, or while someone else looks at it.`,
      hint: 'list what is there:  pipectl dead-letters list',
    }),
  ),
  lettersIncomplete: define<{ ids: readonly string[] }>('PC8012', 'warning', ({ ids }) => ({
    message: `${counted(ids.length, 'letter is', 'letters are')} incomplete: ${listed(ids)}`,
    cause: 'Long letters lie in parts, and not all of them were found: some are hidden by another reader, or too old.',
    hint: 'run the command again in ten minutes, when what others look at has come back',
  })),
  lettersInDoubt: define<{ ids: readonly string[]; journal: string }>('PC8013', 'error', ({ ids, journal }) => ({
    message: `${counted(ids.length, 'letter is', 'letters are')} in doubt: ${listed(ids)}`,
    cause: `${journal} says that they were about to be sent, and not that they were: sent again they may be there twice.`,
    hint: 'look whether they arrived; send them again with  --retry-doubtful',
  })),
  lettersNotSent: define<{ letters: number; reasons: readonly string[] }>(
    'PC8014',
    'error',
    ({ letters, reasons }) => ({
      message: `${counted(letters, 'letter was', 'letters were')} not sent`,
      cause: reasons.join('; '),
      hint: 'mend what the service names (the record with --edit), and run the same command again',
    }),
  ),
  lettersWithoutWay: define<{ letters: number; reasons: readonly string[] }>(
    'PC8015',
    'warning',
    ({ letters, reasons }) => ({
      message: `${counted(letters, 'letter has', 'letters have')} nowhere to go`,
      cause: reasons.join('; '),
      hint: 'leave them out with  --reason  or  --stage,  or write late records to a file with  --to FILE',
    }),
  ),
  editedRecord: define<{ file: string; line: number; problem: string }>(
    'PC8016',
    'error',
    ({ file, line, problem }) => ({
      message: `${file}:${line}: ${problem}`,
      cause: 'Edited records are JSON lines, one a letter, and none is sent before all can be read.',
      hint: 'write  {"id":"<32 hexadecimal digits>","record":"<text>"}  on each line',
    }),
  ),
  editorFailed: define<{ editor: string; problem: string }>('PC8017', 'error', ({ editor, problem }) => ({
    message: `'${editor}' ${problem}`,
    cause: '--edit opens the record in the editor of VISUAL or EDITOR and goes on when it ends with 0.',
    hint: 'set EDITOR, or give edited records with  --with FILE',
  })),
  messagesForeign: define<{ messages: number; target: string }>('PC8018', 'warning', ({ messages, target }) => ({
    message: `${counted(messages, 'message is no letter', 'messages are no letters')} in ${target}`,
    cause: 'Someone else writes to the same place; these messages are left alone.',
    hint: 'give dead letters a target of their own',
  })),
  lettersLeft: define<{ messages: number; target: string }>('PC8019', 'warning', ({ messages, target }) => ({
    message: `${counted(messages, 'message', 'messages')} could not be deleted from ${target}`,
    cause: 'The letters have been sent and noted; only their messages are still there.',
    hint: 'run the same command again, which deletes them and sends nothing twice',
  })),
} as const;
