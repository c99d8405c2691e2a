/** A status for people: one application as a page, several as a table. */
import { spanText } from '../../deploy/operate/span-text.js';
import type { JobLook } from '../../deploy/operate/status/job-look.js';
import type { Status } from '../../deploy/operate/status/status.js';
import type { Ledger } from '../../local/ledger.js';
import { bytesText } from '../bytes-text.js';
import { silentShardsText } from '../silent-shards-text.js';
import { table, type Cell } from '../table.js';
import { placeText } from './place-text.js';

/** How many operations are worth a line. */
const OPERATIONS = 5;

export interface StatusPage {
  readonly status: Status;
  /** The books of the running job; null when they can not be read. */
  readonly ledger: Ledger | null;
}

export function statusText({ status, ledger }: StatusPage): string {
  const { pipeline, environment, judgement, application, name } = status;
  const head = `${pipeline} in ${environment}: ${judgement.verdict}`;
  if (application === null) return `${head}\n\n${name} is not there`;
  return [
    [head, ...judgement.reasons.map((reason) => `  ${reason}`)].join('\n'),
    linesText(aboutLines(status)),
    ...(ledger === null ? [] : [ledgerText(ledger)]),
    operationsText(status),
    driftText(status),
  ].join('\n\n');
}

type Line = readonly [what: string, text: string];

function linesText(lines: readonly Line[]): string {
  const width = Math.max(...lines.map(([what]) => what.length));
  return lines.map(([what, text]) => `${what.padEnd(width)}  ${text}`).join('\n');
}

function aboutLines({ application, job, jobMissing, snapshots, name, at, judgement }: Status): Line[] {
  if (application === null) return [];
  const { status, version, runtime, updated, isOurs, deployed } = application;
  const { newest, ready } = snapshots;
  return [
    ['application', `${name}, ${status}, version ${version}${ago(updated, at)}, ${runtime}`],
    ...(isOurs ? [] : [['made by', 'somebody else: it has not the tags of this pipeline'] as const]),
    ['jar', deployed.unreadable === null ? deployed.key : `${deployed.key}: ${deployed.unreadable}`],
    ...(job === null
      ? jobMissing === null
        ? []
        : [['job', jobMissing] as const]
      : jobLines(job, at, judgement.verdict !== 'unhealthy')),
    [
      'snapshots',
      newest === null
        ? 'none'
        : `${ready.toLocaleString('en-US')}, the newest ${newest.name}, version ${newest.version}${ago(newest.at, at)}`,
    ],
  ];
}

function jobLines(
  { state, parallelism, restarts, runningMs, checkpoints, firstFailure, lags }: JobLook,
  now: number,
  isReading: boolean,
): Line[] {
  const { last, completed, failed, lastFailure } = checkpoints;
  const often = restarts === 0 ? 'never restarted' : `restarted ${restarts} ${restarts === 1 ? 'time' : 'times'}`;
  return [
    [
      'job',
      `${state}${state === 'RUNNING' ? ` for ${spanText(runningMs)}` : ''}, ${often}, parallelism ${parallelism}`,
    ],
    ...(firstFailure === null
      ? []
      : [
          [
            'first failure',
            `${withoutDot(firstFailure.message)}${placeText(firstFailure.where)}${ago(firstFailure.at, now)}`,
          ] as const,
        ]),
    [
      'checkpoints',
      `${completed.toLocaleString('en-US')} completed, ${failed} failed${
        last === null
          ? ''
          : `; the last${ago(last.at, now, ' ')} took ${last.durationMs} ms, state ${bytesText(last.stateBytes)}`
      }`,
    ],
    ...(lastFailure === null
      ? []
      : [['last failed', `${withoutDot(lastFailure.message)}${ago(lastFailure.at, now)}`] as const]),
    ...lags.map(({ source, millisBehindLatest, eventTimeLag }): Line => [
      `lag of ${source}`,
      [
        millisBehindLatest === null
          ? 'not known yet'
          : millisBehindLatest === 0
            ? // What a reader last heard; one that waits for a sink asks for nothing.
              isReading
              ? 'at the end of its stream'
              : 'was at the end of its stream when it last read'
            : `${spanText(millisBehindLatest)} behind the end of its stream`,
        ...(eventTimeLag === null ? [] : [`event time ${spanText(eventTimeLag)} behind`]),
      ].join(', '),
    ]),
    ...lags.flatMap(({ source, waitsFor }): Line[] =>
      waitsFor === null ? [] : [['silent shards', silentShardsText(source, waitsFor)]],
    ),
  ];
}

const ago = (then: number | null, now: number, before = ', '): string =>
  then === null ? '' : `${before}${spanText(now - then)} ago`;

/** Without the balance: of a running job some records are always between two stages. */
function ledgerText({ stages, complete }: Ledger): string {
  const rows = stages.map(({ stage, kind, counts }): Cell[] => [
    stage,
    kind,
    Object.entries(counts)
      .filter(([term, count]) => count !== 0 || term === 'in' || term === 'read')
      .map(([term, count]) => `${count.toLocaleString('en-US')} ${term}`)
      .join(', '),
  ]);
  const remark = complete ? [] : ['since the last restart; what was read again is counted again'];
  return [table([['stage', 'kind', 'since the job began'], ...rows]), ...remark].join('\n');
}

function operationsText({ operations }: Status): string {
  if (operations.length === 0) return 'no operations yet';
  const rows = operations
    .slice(0, OPERATIONS)
    .map(({ operation, status, began, ended, error }): Cell[] => [
      operation,
      status,
      began === null ? '' : seconds(began),
      began === null || ended === null ? '' : spanText(ended - began),
      error ?? '',
    ]);
  return table([['operation', 'status', 'began', 'took', 'error'], ...rows]);
}

const withoutDot = (text: string): string => text.replace(/\.$/, '');

const seconds = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

function driftText({ drift: { differences, unknown } }: Status): string {
  if (unknown !== null) return `what was changed by hand is not known: ${unknown}`;
  if (differences.length === 0) return 'nothing was changed by hand';
  const rows = differences.map(({ setting, asked, actual }): Cell[] => [setting, asked ?? NONE, actual ?? NONE]);
  return `changed by hand\n${table([['setting', 'asked for', 'is'], ...rows])}`;
}

const NONE = '(none)';

/** One line each. */
export function statusTable(all: readonly Status[]): string {
  const rows = all.map(({ pipeline, application, judgement, job, snapshots, drift, at }): Cell[] => {
    const lag = Math.max(...(job?.lags ?? []).map(({ millisBehindLatest }) => millisBehindLatest ?? 0), 0);
    const last = job?.checkpoints.last ?? null;
    return [
      pipeline,
      judgement.verdict,
      application?.status ?? '',
      application === null ? '' : String(application.version),
      job === null ? '' : spanText(job.runningMs),
      job === null ? '' : String(job.restarts),
      last === null ? '' : spanText(at - last.at),
      job === null ? '' : spanText(lag),
      String(snapshots.ready),
      drift.unknown === null ? String(drift.differences.length) : '?',
    ];
  });
  const heading = [
    'pipeline',
    'health',
    'status',
    'version',
    'running',
    'restarts',
    'checkpoint',
    'lag',
    'snapshots',
    'by hand',
  ];
  const reasons = all
    .filter(({ judgement }) => !['healthy', 'stopped'].includes(judgement.verdict))
    .flatMap(({ pipeline, judgement }) => judgement.reasons.map((reason) => `${pipeline}: ${reason}`));
  return [table([heading, ...rows]), ...(reasons.length > 0 ? [reasons.join('\n')] : [])].join('\n\n');
}
