/** Codes PC81…: bringing a pipeline to its application, and taking it back. */
import { define } from '../define.js';

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

export const deployApply = {
  noApplicationsThere: define<{ pipeline: string }>('PC8101', 'error', ({ pipeline }) => ({
    message: `the  pipectl dev  of '${pipeline}' runs the pipeline itself, so nothing can be deployed to it`,
    cause: '--env local means what a running  pipectl dev  has started on this machine.',
    hint: `stop it, and start it without a job:  pipectl dev ${pipeline} --control-plane`,
  })),
  deployNeedsSetting: define<{ environment: string; setting: 'artifacts' | 'role' }>(
    'PC8102',
    'error',
    ({ environment, setting }) => ({
      message: `environment '${environment}' has no '${setting}', which a deploy needs`,
      cause:
        setting === 'role'
          ? 'The application reads its jar and its streams, and writes its outputs, with this IAM role.'
          : 'The jar lies in S3 under its own hash, where the service fetches it.',
      hint:
        setting === 'role'
          ? `write  role: arn:aws:iam::…:role/…  under  environments.${environment}  in pipectl.yaml`
          : `write  artifacts: s3://bucket/prefix  under  environments.${environment}  in pipectl.yaml`,
    }),
  ),
  foreignApplication: define<{ application: string; environment: string; reason: string }>(
    'PC8103',
    'error',
    ({ application, environment, reason }) => ({
      message: `the application '${application}' in environment '${environment}' is not this pipeline's: ${reason}`,
      cause: 'Pipectl changes only applications that it has made, which it knows by two tags.',
      hint: `give this pipeline's application another name:  pipelines: { …: { application: … } }  in pipectl.yaml`,
    }),
  ),
  noSuchApplication: define<{ application: string; environment: string }>(
    'PC8104',
    'error',
    ({ application, environment }) => ({
      message: `environment '${environment}' has no application '${application}'`,
      cause: 'The pipeline has not been deployed there, or its application was destroyed.',
      hint: `deploy it:  pipectl deploy --env ${environment}`,
    }),
  ),
  deployWaitedInVain: define<{ application: string; status: string; seconds: number; operation: string | null }>(
    'PC8105',
    'error',
    ({ application, status, seconds, operation }) => ({
      message: `the application '${application}' is still ${status} after ${seconds} s`,
      cause: `Nothing can be changed while ${operation === null ? 'it is doing something' : `${operation} is in progress`}.`,
      hint: 'run the command again when that is over, or wait longer with  --timeout SECONDS',
    }),
  ),
  applicationMoved: define<{ application: string; moved: string }>('PC8106', 'error', ({ application, moved }) => ({
    message: `the application '${application}' has changed meanwhile: ${moved}`,
    cause: 'Somebody else works on it, and what was planned is not for what it is now.',
    hint: 'run the command again, which looks anew; what is done already is not done twice',
  })),
  stateWouldBeLost: define<{ application: string; lost: readonly string[]; unnamed: readonly string[] }>(
    'PC8107',
    'error',
    ({ application, lost, unnamed }) => ({
      message: `the deploy of '${application}' would lose the state of ${quoted(unnamed)}`,
      cause: `The new version can not go on with what ${lost.length === 1 ? 'this stage has' : 'these stages have'} counted so far. Nothing was changed.`,
      hint: `keep the stage as it was, or give its state up with  ${lost.map((stage) => `--discard-state ${stage}`).join(' ')}`,
    }),
  ),
  nothingToDiscard: define<{ stages: readonly string[]; lost: readonly string[] }>(
    'PC8108',
    'error',
    ({ stages, lost }) => ({
      message: `--discard-state names ${quoted(stages)}, of which no state would be lost`,
      cause:
        'It names exactly the stages whose state is given up, so that none is lost by mistake. Nothing was changed.',
      hint:
        lost.length === 0
          ? 'leave --discard-state out'
          : `write  ${lost.map((stage) => `--discard-state ${stage}`).join(' ')}`,
    }),
  ),
  planFileUnusable: define<{ file: string; problem: string }>('PC8109', 'error', ({ file, problem }) => ({
    message: `the plan in '${file}' can not be applied: ${problem}`,
    cause: 'A saved plan is applied exactly as it was looked at, or not at all. Nothing was changed.',
    hint: 'look at what would be done now, and save that:  pipectl diff … --out FILE',
  })),

  roleMissing: define<{ role: string }>('PC8110', 'error', ({ role }) => ({
    message: `there is no role ${role}`,
    cause: 'The application runs with it.',
    hint: 'create it with  pipectl infrastructure,  or name another one in pipectl.yaml',
  })),
  roleNotTrusting: define<{ role: string }>('PC8111', 'error', ({ role }) => ({
    message: `the role ${role} can not be taken on by the service`,
    cause: 'Its trust policy does not let kinesisanalytics.amazonaws.com call sts:AssumeRole.',
    hint: 'allow it:  { Effect: Allow, Principal: { Service: kinesisanalytics.amazonaws.com }, Action: sts:AssumeRole }',
  })),
  roleLacksPermission: define<{ role: string; actions: readonly string[]; resource: string; use: string }>(
    'PC8112',
    'error',
    ({ role, actions, resource, use }) => ({
      message: `the role ${role} may not ${use}: it lacks ${actions.join(', ')}`,
      cause: `IAM's simulation of the role's policies says so for ${resource}; the job would fail at its first request.`,
      hint: `allow ${actions.join(', ')} on ${resource}`,
    }),
  ),
  artifactsBucketMissing: define<{ bucket: string; environment: string }>(
    'PC8113',
    'error',
    ({ bucket, environment }) => ({
      message: `environment '${environment}' has no bucket '${bucket}' for jars`,
      cause: `environments.${environment}.artifacts  in pipectl.yaml names it, and a deploy does not make buckets.`,
      hint: `create it, or name another one:  artifacts: s3://bucket/prefix`,
    }),
  ),
  resourceNotReady: define<{ resource: string; status: string }>('PC8114', 'error', ({ resource, status }) => ({
    message: `${resource} is ${status}`,
    cause: 'The job would fail at its first request to it.',
    hint: 'run the command again when it is ACTIVE',
  })),
  tableKeyDiffers: define<{ table: string; expected: string; actual: string }>(
    'PC8115',
    'error',
    ({ table, expected, actual }) => ({
      message: `the table '${table}' has the key ${actual}, and the pipeline writes ${expected}`,
      cause: 'DynamoDB refuses rows without the key of the table; a table keeps its key for life.',
      hint: 'write to a table with that key, or change  partitionKey  and  sortKey',
    }),
  ),
  nameUnbound: define<{ name: string; environment: string }>('PC8116', 'error', ({ name, environment }) => ({
    message: `environment '${environment}' does not say what '${name}' is`,
    cause: 'The pipeline has no name of its own for it, and a job without it stops before it starts.',
    hint: `write  names: { ${name}: … }  under  environments.${environment}  in pipectl.yaml`,
  })),
  overLimit: define<{ what: string; value: string; limit: string }>('PC8117', 'error', ({ what, value, limit }) => ({
    message: `${what}: ${value}, and the limit is ${limit}`,
    cause: 'The application could not be made or started so.',
    hint: `stay within ${limit}`,
  })),
  notChecked: define<{ what: string; why: string }>('PC8118', 'warning', ({ what, why }) => ({
    message: `${what} could not be checked: ${why}`,
    cause: 'The deploy goes on; should something be wrong there, the job will tell.',
    hint: 'allow the caller to look, to have it checked beforehand',
  })),

  deployFailed: define<{
    application: string;
    reason: string;
    why: string | null;
    exception: string | null;
    stage: string | null;
    task: string | null;
  }>('PC8120', 'error', ({ application, reason, why, exception, stage, task }) => ({
    message: `the deploy of '${application}' failed${stage === null ? '' : ` in '${stage}'`}: ${reason}`,
    cause: `${why ?? 'Neither Flink nor the service has said why.'}${exception === null ? '' : ` (${exception})`}${task === null ? '' : `\nin ${task}`}`,
    hint: 'mend what it says and deploy again; the whole log:  pipectl logs',
  })),
  wentBack: define<{ application: string; version: number; from: string; healthy: boolean }>(
    'PC8121',
    'warning',
    ({ application, version, from, healthy }) => ({
      message: `'${application}' runs again as version ${version} was, ${from}${healthy ? '' : ', and is not healthy'}`,
      cause: 'A deploy that does not prove its health is taken back.',
      hint: healthy ? 'nothing is left to do there' : 'look at it:  pipectl status,  pipectl logs',
    }),
  ),
  stoppedAfterFailure: define<{ application: string }>('PC8122', 'warning', ({ application }) => ({
    message: `'${application}' is stopped`,
    cause: 'There is no version that has run before and could run again.',
    hint: 'deploy a version that works; nothing has to be cleaned up',
  })),
  rollbackFailed: define<{ application: string; reason: string }>('PC8123', 'error', ({ application, reason }) => ({
    message: `'${application}' could not be brought back: ${reason}`,
    cause: 'The failed version is still there. Its streams keep what is not read yet.',
    hint: 'run  pipectl rollback,  which tries again from what is there now',
  })),
  stateUnknown: define<{ application: string }>('PC8124', 'warning', ({ application }) => ({
    message: `what '${application}' runs can not be read, so nothing is known of its state`,
    cause: 'Its jar is gone from S3, or another version of pipectl has made it.',
    hint: 'go on: Flink refuses state that does not fit, and then the deploy is taken back',
  })),
  startsWithoutState: define<{ application: string }>('PC8125', 'warning', ({ application }) => ({
    message: `'${application}' starts without state, from the beginning of its streams`,
    cause: 'It has run before, and there is no snapshot of it.',
    hint: 'go on, if what it counted may begin anew',
  })),
  deployOperationEndless: define<{ application: string; operation: string; seconds: number }>(
    'PC8126',
    'error',
    ({ application, operation, seconds }) => ({
      message: `${operation} of '${application}' has not ended after ${seconds} s`,
      cause: 'The service goes on with it all the same.',
      hint: 'run the command again, which waits for it and goes on; or wait longer with  --timeout SECONDS',
    }),
  ),
  deploySnapshotFailed: define<{ application: string; name: string; reason: string }>(
    'PC8127',
    'error',
    ({ application, name, reason }) => ({
      message: `the snapshot '${name}' of '${application}' failed: ${reason}`,
      cause: 'Without it there would be nothing to go back to. The running version was not touched.',
      hint: 'run the command again; if snapshots keep failing, look at checkpoints:  pipectl status',
    }),
  ),
  uploadDiffers: define<{ place: string }>('PC8128', 'error', ({ place }) => ({
    message: `${place} is not the jar that was uploaded`,
    cause: 'What S3 has there has another size or checksum.',
    hint: 'delete that object and run the command again',
  })),
  deployCutOff: define<{ application: string; doing: string; isDoubtful: boolean }>(
    'PC8129',
    'error',
    ({ application, doing, isDoubtful }) => ({
      message: `the deploy of '${application}' was cut off at: ${doing}`,
      cause: `${isDoubtful ? 'Whether that was done is not known.' : 'The request that failed has done nothing.'} What the service has begun goes on without this command.`,
      hint: 'run the same command again: it looks at what is there and does the rest',
    }),
  ),
  nothingToGoBackTo: define<{ application: string; asked: number | null; known: readonly number[] }>(
    'PC8130',
    'error',
    ({ application, asked, known }) => ({
      message:
        asked === null
          ? `'${application}' has no earlier version to go back to`
          : `'${application}' has no version ${asked} to go back to`,
      cause:
        known.length === 0
          ? 'No version but the present one has proved its health.'
          : `Versions that have proved their health: ${known.join(', ')}.`,
      hint: known.length === 0 ? 'deploy the version that is wanted' : `write  --to ${known[0]}`,
    }),
  ),
  jarGone: define<{ application: string; place: string }>('PC8131', 'error', ({ application, place }) => ({
    message: `the jar of '${application}' is gone: ${place}`,
    cause:
      'It was there when the deploy began; somebody, or a rule of the bucket, has deleted it since. What ran before runs on.',
    hint: 'run the command again, which uploads it; let no lifecycle rule delete jars',
  })),
  versionUnreadable: define<{
    application: string;
    version: number;
    jar: string | null;
    known: readonly number[];
  }>('PC8132', 'error', ({ application, version, jar, known }) => ({
    message:
      jar === null
        ? `the service has no version ${version} of '${application}' any more`
        : `version ${version} of '${application}' can not be run again: its jar is gone, ${jar}`,
    cause: 'A version is known by its jar alone. Nothing was changed.',
    hint: `${known.length === 0 ? '' : `write  --to ${known[0]},  or `}deploy that version again from its source`,
  })),
  planFileUnwritable: define<{ file: string; reason: string }>('PC8133', 'error', ({ file, reason }) => ({
    message: `the plan can not be written to '${file}': ${reason}`,
    cause: 'It was made, and nothing was changed.',
    hint: 'name a file in a folder that is there and that this user can write',
  })),
} as const;
