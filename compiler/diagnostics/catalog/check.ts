/** Codes PC2xxx: what TypeScript can't know of a pipeline. */
import { define } from '../define.js';

const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

export const check = {
  // Names and settings
  duplicateStageName: define<{ name: string }>('PC2001', 'error', ({ name }) => ({
    message: `two stages are called '${name}'`,
    cause: "A stage's name is its view, its metrics and the address of its state; two stages can't share one.",
    hint: `give one of them another name:  .named('${name}-2')`,
  })),
  stageNameTaken: define<{ name: string; by: string }>('PC2002', 'error', ({ name, by }) => ({
    message: `stage name '${name}' is taken by a part of '${by}'`,
    cause: `The SQL of '${by}' is several views, and one of them has this name.`,
    hint: "rename the stage:  .named('…')",
  })),
  reservedOutputName: define<{ name: string }>('PC2003', 'error', ({ name }) => ({
    message: `output name '${name}' is reserved`,
    cause: 'The writer of dead letters has this name in the SQL, the metrics and the files.',
    hint: "rename the output:  .to(…).named('…')",
  })),
  unusedStage: define<{ name: string }>('PC2004', 'warning', ({ name }) => ({
    message: `stage '${name}' reaches no output`,
    cause: 'Only what an output of the pipeline reads is compiled; this stage is left out.',
    hint: "add  .to(…)  of it to the pipeline's outputs, or remove it",
  })),
  reservedColumn: define<{ name: string; place: string }>('PC2005', 'error', ({ name, place }) => ({
    message: `column '${name}' of ${place} has a reserved name`,
    cause: name.startsWith('$')
      ? 'Names that start with $ are the columns that pipectl carries beside the row, such as the event time.'
      : 'Every row of a window has its bounds already: windowStart and windowEnd, in Flink window_start, window_end and window_time.',
    hint: `rename it, for example '${name.startsWith('$') ? name.replace(/^\$+/, '') || 'value' : `${name}Of`}'`,
  })),
  duplicateColumn: define<{ name: string; stage: string }>('PC2006', 'error', ({ name, stage }) => ({
    message: `'${name}' is both a key and an aggregate of '${stage}'`,
    cause: "A row's columns are its keys and its aggregates together, so each needs a name of its own.",
    hint: `rename the aggregate '${name}'`,
  })),
  duplicateOutputName: define<{ name: string }>('PC2007', 'error', ({ name }) => ({
    message: `two outputs are called '${name}'`,
    cause: "An output's name is its table, its file in a local run and its line in the ledger.",
    hint: `name one of them:  .to(…).named('${name}-2')`,
  })),
  sharedResource: define<{ resource: string; name: string }>('PC2008', 'error', ({ resource, name }) => ({
    message: `two outputs write to ${resource} '${name}'`,
    cause: 'Their rows would be mixed, and in a keyed store each would replace the rows of the other.',
    hint: 'write to two resources, or bring both streams into one shape before a single output',
  })),
  parallelismOutOfRange: define<{ parallelism: number; most: number }>('PC2009', 'error', ({ parallelism, most }) => ({
    message: `parallelism ${parallelism} is not between 1 and ${most}`,
    cause: `The state of a pipeline is split into ${most} parts once and for all; a job can't run wider than that.`,
    hint: 'write  parallelism: 8  or another number that is not larger',
  })),
  checkpointEveryOutOfRange: define<{ milliseconds: number }>('PC2010', 'error', ({ milliseconds }) => ({
    message: `checkpointEvery of ${milliseconds} ms is not between 1 second and 1 hour`,
    cause:
      'A checkpoint is what a restart goes back to, and rows that wait for it are written then; more often costs more than the work itself.',
    hint: 'write  checkpointEvery: minutes(1)',
  })),
  unknownRuntime: define<{ runtime: string }>('PC2011', 'error', ({ runtime }) => ({
    message: `runtime '${runtime}' is not known`,
    cause: 'The SQL, the plan and the jar are made for one version of Flink.',
    hint: "write  runtime: 'FLINK-2_2', or leave it out",
  })),
  rejectRateOutOfRange: define<{ rate: number }>('PC2012', 'error', ({ rate }) => ({
    message: `rejectRate ${rate} is not a share of less than 1`,
    cause:
      'It is the share of undecodable and invalid records, among the last thousand of a source, above which the job stops.',
    hint: 'write  rejectRate: 0.05  for one record in twenty',
  })),

  // Windows
  windowNeedsEventTime: define<{ stage: string; table: string }>('PC2101', 'error', ({ stage, table }) => ({
    message: `window '${stage}' has no event time`,
    cause: `A window closes when the watermark, which follows the event time, passes its end. Rows of '${table}' are replaced as events arrive, and have none.`,
    hint: `window the stream that '${table}' was made from`,
  })),
  windowNotMultiple: define<{ kind: 'hop' | 'cumulate'; size: string; step: string }>(
    'PC2102',
    'error',
    ({ kind, size, step }) => ({
      message: `the size of this ${kind} window, ${size}, is not a multiple of its ${kind === 'hop' ? 'slide' : 'step'}, ${step}`,
      cause: `Flink adds a window up from slices as long as its ${kind === 'hop' ? 'slide' : 'step'}, and starts no job where they don't fit.`,
      hint: `choose a size that ${step} divides, or another ${kind === 'hop' ? '`every`' : '`step`'}`,
    }),
  ),
  windowOffsetTooLarge: define<{ kind: string; offset: string; size: string }>(
    'PC2103',
    'error',
    ({ kind, offset, size }) => ({
      message: `the offset of this ${kind} window, ${offset}, is not smaller than its size, ${size}`,
      cause: 'An offset moves where windows begin; moved by a whole window they are the same windows again.',
      hint: `write the remainder after whole windows of ${size}`,
    }),
  ),
  offsetOnCascadedWindow: define<{ stage: string; input: string }>('PC2104', 'error', ({ stage, input }) => ({
    message: `window '${stage}' follows window '${input}', and one of them has an offset`,
    cause:
      'Not yet: in Flink 2.2 a window with an offset behind another window gives no rows (FLINK-38998, mended in 2.3).',
    hint: "leave the offset out of windows that follow one another, or write the first one's rows to a stream and window that",
  })),
  windowOffsetTooFine: define<{
    kind: string;
    offset: string;
    size: string;
    piece: string;
    pieces: number;
    most: number;
  }>('PC2106', 'error', ({ kind, offset, size, piece, pieces, most }) => ({
    message: `the offset of this ${kind} window, ${offset}, cuts its size, ${size}, into ${pieces} pieces`,
    cause: `Not yet: Flink 2.2 loses rows of windows with such an offset (it looks for windows to close without it), so they are put together from pieces of ${piece}; more than ${most} would cost more than the window itself.`,
    hint: 'choose an offset that has a larger divisor in common with the window, such as a quarter of its size',
  })),
  aggregateOverTable: define<{ stage: string; table: string }>('PC2105', 'error', ({ stage, table }) => ({
    message: `aggregate '${stage}' reads '${table}', whose rows are replaced`,
    cause:
      'Not implemented: the aggregate would have to take back what a replaced row added, which first, latest, min and max can not.',
    hint: `aggregate the stream that '${table}' was made from`,
  })),

  // Sinks
  appendOnlySink: define<{ output: string; table: string; sink: string }>(
    'PC2201',
    'error',
    ({ output, table, sink }) => ({
      message: `output '${output}' can't hold '${table}', whose rows are replaced`,
      cause: `${sink} only adds rows: every change of a row would stand there as a new one.`,
      hint: `window '${table}', or write it to a sink with a key:  dynamodb({ table, partitionKey })  or  opensearch({ index, id })`,
    }),
  ),
  sinkKeyMissing: define<{ column: string; option: string; near: readonly string[]; columns: readonly string[] }>(
    'PC2202',
    'error',
    ({ column, option, near, columns }) => ({
      message: `${option} '${column}' is not a column of what is written`,
      cause: `The rows have ${list(columns)}.`,
      hint: near.length > 0 ? `write ${list(near)}` : `add '${column}' in a map before the output`,
    }),
  ),
  sinkKeyNullable: define<{ what: string; value: string }>('PC2203', 'error', ({ what, value }) => ({
    message: `${what} can be null`,
    cause: 'A row without a key has no place in the store: the job would stop at the first one.',
    hint: `give it a value:  ${value} ?? 'none'`,
  })),
  sinkKeyType: define<{ option: string; column: string; type: string }>(
    'PC2204',
    'error',
    ({ option, column, type }) => ({
      message: `${option} '${column}' is ${type}`,
      cause: 'A key of a DynamoDB table is text, a number or bytes; a Date is written as text.',
      hint: `make it a string in a map before the output:  .map(r => ({ ...r, ${column}: \`\${…}\` }))`,
    }),
  ),
  rowsOverwriteEachOther: define<{
    output: string;
    missing: readonly string[];
    key: readonly string[];
    stage: string;
    optOut: boolean;
  }>('PC2205', 'error', ({ output, missing, key, stage, optOut }) => ({
    message: `rows of '${stage}' would overwrite each other in '${output}': ${list(missing)} ${missing.length > 1 ? 'are' : 'is'} not in its key`,
    cause: `A row of '${stage}' is told from the others by ${list(key)} together; two that differ only in ${list(missing)} would be one row here.`,
    hint: `bring ${list(missing)} into the key, for example with a map that makes a column from ${missing.length > 1 ? 'them' : 'it'}${
      optOut ? '; where the last row is all that is wanted, write  overwrite: true' : ''
    }`,
  })),
  tableKeyChanges: define<{ output: string; stage: string; columns: readonly string[] }>(
    'PC2206',
    'error',
    ({ output, stage, columns }) => ({
      message: `the key of '${output}' is made from ${list(columns)}, which changes as rows of '${stage}' are replaced`,
      cause: 'A replaced row would be written under a new key, and the old one would stay for ever.',
      hint: `make the key only from what '${stage}' is keyed by`,
    }),
  ),

  orderColumnMissing: define<{ column: string; near: readonly string[]; columns: readonly string[] }>(
    'PC2207',
    'error',
    ({ column, near, columns }) => ({
      message: `onlyIfNewer '${column}' is not a column of what is written`,
      cause: `The rows have ${list(columns)}.`,
      hint: near.length > 0 ? `write ${list(near)}` : `add '${column}' in a map before the output`,
    }),
  ),
  orderColumnNullable: define<{ column: string; least: string }>('PC2208', 'error', ({ column, least }) => ({
    message: `onlyIfNewer '${column}' can be null`,
    cause: 'A row without a value there is neither newer nor older than another.',
    hint: `give it a value in a map before the output:  .map(r => ({ ...r, ${column}: r.${column} ?? ${least} }))`,
  })),
  orderColumnType: define<{ column: string; type: string }>('PC2209', 'error', ({ column, type }) => ({
    message: `onlyIfNewer '${column}' is ${type}`,
    cause: 'Which of two rows is newer is told by a time or a number.',
    hint: "name a column that is a Date, a number or a bigint, such as the event time:  onlyIfNewer: 'at'",
  })),
  expiryColumn: define<{ column: string; problem: string }>('PC2210', 'error', ({ column, problem }) => ({
    message: `timeToLive '${column}' ${problem}`,
    cause: 'DynamoDB lets an item go when the whole seconds since 1970 in one of its attributes are past.',
    hint: "name a column that is a number or a bigint:  timeToLive: 'deleteAt'",
  })),
  partitionColumn: define<{ column: string; problem: string }>('PC2211', 'error', ({ column, problem }) => ({
    message: `partitionBy '${column}' ${problem}`,
    cause: 'Every row lies in the folder of its hour, so that every row needs a time there.',
    hint: "name a column that is a Date and never null, such as the event time:  partitionBy: 'at'",
  })),

  // State
  unboundedState: define<{ stage: string }>('PC2301', 'error', ({ stage }) => ({
    message: `aggregate '${stage}' keeps every key for ever without saying so`,
    cause: 'Without a window nothing ends: state grows with every new key until the job fails.',
    hint: "say how long a key is kept after its last event:  .aggregate({ … }, { retain: days(30) }), or  { retain: 'forever' }",
  })),

  // Lookups
  enrichKey: define<{ table: string; key: readonly string[]; given: readonly string[] }>(
    'PC2501',
    'error',
    ({ table, key, given }) => ({
      message: `enrich looks up '${table}' by ${list(given) || 'nothing'}, and its key is ${list(key)}`,
      cause: 'An item is found by its whole key, and by nothing else.',
      hint: `write  on: (e) => ({ ${key.map((name) => `${name}: e.…`).join(', ')} })`,
    }),
  ),
  enrichKeyType: define<{ name: string; table: string; wanted: string; found: string }>(
    'PC2502',
    'error',
    ({ name, table, wanted, found }) => ({
      message: `'${name}' of the key of '${table}' is ${wanted}, and ${found} is given`,
      cause: 'A key of another type finds nothing, and without a value there is nothing to look up.',
      hint: `give '${name}' ${wanted} that is always there`,
    }),
  ),
  enrichColumnMissing: define<{ name: string; table: string; near: readonly string[] }>(
    'PC2503',
    'error',
    ({ name, table, near }) => ({
      message: `'${table}' has no column '${name}'`,
      cause: "What a table's items hold is the type argument of dynamodbTable.",
      hint: near[0] ? `write '${near[0]}'` : `add '${name}' to the type of its items`,
    }),
  ),
  enrichColumnTaken: define<{ name: string; table: string; of: string }>('PC2504', 'error', ({ name, table, of }) => ({
    message: `the rows of '${of}' have a column '${name}' already`,
    cause: `The one of '${table}' would hide it.`,
    hint: `give the row's own another name before:  .map((e) => ({ …, own${name.charAt(0).toUpperCase()}${name.slice(1)}: e.${name} }))`,
  })),
  enrichOverTable: define<{ stage: string; table: string }>('PC2505', 'error', ({ stage, table }) => ({
    message: `enrich '${stage}' reads '${table}', whose rows are replaced`,
    cause: 'What is taken back later must be what was given, and the item may have changed in between.',
    hint: `enrich the stream before it is aggregated in '${table}'`,
  })),

  // Types of keys and aggregates
  groupKeyType: define<{ key: string; type: string }>('PC2401', 'error', ({ key, type }) => ({
    message: `key '${key}' is ${type}`,
    cause: 'Rows are grouped by values that can be compared whole: text, numbers, booleans, dates and bytes.',
    hint: `take the part that matters, as a property of its own:  keyBy(e => ({ ${key}: e.….id }))`,
  })),
  aggregateType: define<{ name: string; kind: string; type: string; takes: string }>(
    'PC2402',
    'error',
    ({ name, kind, type, takes }) => ({
      message: `${kind} of '${name}' is given ${type}`,
      cause: `Flink's ${kind} takes ${takes}.`,
      hint: `give ${kind} a function that returns ${takes}`,
    }),
  ),
} as const;
