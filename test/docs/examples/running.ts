/** PC6…: a run over files. */
import { run } from '../../../compiler/diagnostics/catalog/run.js';
import { json, prose, sh, text, type Examples } from './example.js';

const COMMAND = 'pipectl run title-popularity';
const input = 'playback';

export const running: Examples<keyof typeof run> = {
  inputFileMissing: {
    params: { input, file: 'event.jsonl' },
    wrong: sh(`${COMMAND} --input playback=event.jsonl --out out`),
    right: sh(`${COMMAND} --input playback=events.jsonl --out out`),
  },
  inputNotAFile: {
    params: { input, file: 'events' },
    wrong: sh(`${COMMAND} --input playback=events --out out`),
    right: sh(`${COMMAND} --input playback=events/monday.jsonl playback=events/tuesday.jsonl --out out`),
  },
  inputFileUnreadable: {
    params: { input, file: 'events.jsonl', reason: 'permission denied' },
    wrong: sh(`${COMMAND} --input playback=events.jsonl --out out`),
    right: sh(`chmod u+r events.jsonl\n${COMMAND} --input playback=events.jsonl --out out`),
  },
  inputWithoutSource: {
    params: { input: 'playbak', pipeline: 'title-popularity', sources: ['playback'], nearest: ['playback'] },
    wrong: sh(`${COMMAND} --input playbak=events.jsonl --out out`),
    right: sh(`${COMMAND} --input playback=events.jsonl --out out`),
  },
  sourceWithoutInput: {
    params: { source: 'titles', pipeline: 'sessions' },
    wrong: sh('pipectl run sessions --input playback=events.jsonl --out out'),
    right: sh('pipectl run sessions --input playback=events.jsonl titles=titles.jsonl --out out'),
  },
  inputFileTwice: {
    params: { input, file: 'events.jsonl' },
    wrong: sh(`${COMMAND} --input playback=events.jsonl playback=events.jsonl --out out`),
    right: sh(`${COMMAND} --input playback=events.jsonl --out out`),
  },
  inputFileNamesClash: {
    params: { input, files: ['monday/events.jsonl', 'tuesday/events.jsonl'] },
    wrong: sh(`${COMMAND} --input playback=monday/events.jsonl playback=tuesday/events.jsonl --out out`),
    right: sh(`${COMMAND} --input playback=monday.jsonl playback=tuesday.jsonl --out out`),
  },
  outFolderNotEmpty: {
    params: { folder: 'out' },
    wrong: sh(`${COMMAND} --input playback=events.jsonl --out out`),
    right: sh(`${COMMAND} --input playback=events.jsonl --out out --force`),
  },
  outNotAFolder: {
    params: { folder: 'rows.jsonl' },
    wrong: sh(`${COMMAND} --input playback=events.jsonl --out rows.jsonl`),
    right: sh(`${COMMAND} --input playback=events.jsonl --out rows`),
  },
  outFolderUnwritable: {
    params: { folder: '/results', reason: 'permission denied' },
    wrong: sh(`${COMMAND} --input playback=events.jsonl --out /results`),
    right: sh(`${COMMAND} --input playback=events.jsonl --out results`),
  },
  outFileIsInput: {
    params: { input, file: 'playback-raw.jsonl' },
    wrong: sh(`${COMMAND} --input playback=playback-raw.jsonl --out . --force`),
    right: sh(`${COMMAND} --input playback=playback-raw.jsonl --out out`),
  },
  nothingDecodable: {
    params: { input, file: 'events.jsonl.gz', lines: 812, detail: null },
    wrong: sh(`${COMMAND} --input playback=events.jsonl.gz --out out`),
    right: sh(`gunzip events.jsonl.gz\n${COMMAND} --input playback=events.jsonl --out out`),
  },
  jobFailed: {
    params: {
      pipeline: 'bytes-by-user',
      message: 'The sum of a bigint does not fit into 64 bits',
      operator: 'bytesByUser',
      causes: [],
    },
    wrong: json(
      '{"userId":"u1","bytes":9223372036854775807,"at":"2026-03-01T10:00:00Z"}\n{"userId":"u1","bytes":1,"at":"2026-03-01T10:00:01Z"}',
    ),
    right: json(
      '{"userId":"u1","bytes":4096,"at":"2026-03-01T10:00:00Z"}\n{"userId":"u1","bytes":1,"at":"2026-03-01T10:00:01Z"}',
    ),
  },
  ledgerUnbalanced: {
    params: { problems: ["'popularity' took in 1000, but 12 late + 987 counted = 999."] },
    wrong: text('popularity  window  1,000  987 counted, 12 late'),
    right: text('popularity  window  1,000  988 counted, 12 late'),
  },
  restarted: {
    params: { restarts: 1 },
    wrong: prose(
      'The job failed on the way, went back to its last checkpoint and ran to the end. The rows are right; the counts are not.',
    ),
    right: sh(`${COMMAND} --input playback=events.jsonl --out out --force`),
  },
  devJobFailed: {
    params: {
      pipeline: 'title-popularity',
      message: "The stream 'playback' is not there any more.",
      stage: { stage: 'playback', origin: { file: 'pipelines/title-popularity/pipeline.ts', line: 13 } },
      operator: 'Source: source.playback[1] (1/1)',
      causes: [],
    },
    wrong: sh('pipectl dev title-popularity\naws kinesis delete-stream --stream-name playback'),
    right: sh('pipectl dev title-popularity'),
  },
  devAlreadyRuns: {
    params: { pipeline: 'title-popularity', pid: 4711 },
    wrong: sh('pipectl dev title-popularity &\npipectl dev title-popularity'),
    right: sh('pipectl dev title-popularity'),
  },
  feedWithoutSource: {
    params: { written: 'plays', sources: ['playback'] },
    wrong: text("yield { source: 'plays', data: event };"),
    right: text("yield { source: 'playback', data: event };"),
  },
  generatorFailed: {
    params: { file: 'generate.ts', reason: 'it has no default export' },
    wrong: text('export function* generate() { … }'),
    right: text('export default function* generate() { … }'),
  },
  recordsNotDelivered: {
    params: { stream: 'playback-raw', records: 1200, reason: 'The disk of the local S3 is full.' },
    wrong: prose('`pipectl dev` on a disk that is full, and Ctrl-C before there is room on it again.'),
    right: sh('rm -r .pipectl/dev/title-popularity/services/s3/lake\npipectl dev title-popularity'),
  },
  resourceNotMade: {
    params: { kind: 'stream', name: 'play backs', reason: 'ValidationException: 1 validation error detected' },
    wrong: text("kinesis<Playback>({ stream: 'play backs', … })"),
    right: text("kinesis<Playback>({ stream: 'play-backs', … })"),
  },
};
