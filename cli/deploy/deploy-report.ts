/** What a deploy would do and has done, for people. */
import { diagnostic, type Diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import type { Span } from '../../compiler/ir/span.js';
import type { GoneBack, Outcome } from '../../deploy/application/carry-out.js';
import type { HealthFacts } from '../../deploy/application/health.js';
import type { DeployPlan } from '../../deploy/application/plan-deploy.js';
import { stepText, type Restore, type Step } from '../../deploy/application/step.js';
import type { ApplicationTarget } from '../../deploy/application/target.js';
import type { Change } from '../../deploy/diff/change.js';
import type { StateVerdict } from '../../deploy/state/verdict.js';
import { table, type Cell } from '../table.js';

export function planText({ application, environment, base, steps }: DeployPlan): string {
  const now = base === null ? 'is not there yet' : `is version ${base.versionId}, ${base.status}`;
  const rows = steps.map((step, i): Cell[] => [`  ${i + 1}.`, stepText(step)]);
  return `'${application}' in '${environment}' ${now}\n${table([['', 'steps'], ...rows])}${settingsText(steps)}`;
}

/** Each setting that an update changes, with both values; of a jar only that it is another one. */
function settingsText(steps: readonly Step[]): string {
  const changes = steps.flatMap((step) => (step.kind === 'update' ? step.settings : []));
  const rows = changes
    .filter(({ group }) => group !== 'code')
    .map(({ setting, before, after }): Cell[] => [`  ${setting}`, before ?? '-', after ?? '-']);
  return rows.length === 0 ? '' : `\n\n${table([['  setting', 'is', 'becomes'], ...rows])}`;
}

const MARKS: Readonly<Record<Change['kind'], string>> = { added: '+', removed: '-', changed: '~' };

/** What is another than in the version that runs, in streaming words. */
export const changesText = (changes: readonly Change[]): string =>
  changes
    .map(({ kind, stage, sentence }) => `${MARKS[kind]} ${stage === null ? '' : `${stage}: `}${sentence}`)
    .join('\n');

/** What becomes of each operator's state. */
export function verdictText({ operators }: StateVerdict): string {
  if (operators.length === 0) return '';
  const rows = operators.map(({ stage, role, fate, reason }): Cell[] => [`  ${stage}`, role, fate, reason]);
  return table([['  stage', 'state', 'is', ''], ...rows]);
}

/** One line while it is waited for. */
export function healthLine({ status, job, restarts, checkpoints, recordsRead, waiting }: HealthFacts): string {
  const parts = [
    status,
    ...(job === null ? [] : [`job ${job}`]),
    ...(restarts === null || restarts === 0 ? [] : [`${restarts} restarts`]),
    ...(checkpoints === 0 ? [] : [`${checkpoints} checkpoints`]),
    ...(recordsRead === null ? [] : [`${recordsRead.toLocaleString('en-US')} records`]),
  ];
  return `Proving: ${parts.join(', ')}${waiting === null ? '' : `; waiting for ${waiting}`}`;
}

export function healthyText({ application, facts, idle, changed }: Extract<Outcome, { kind: 'healthy' }>): string {
  const records = idle ? 'no records yet' : `${(facts.recordsRead ?? 0).toLocaleString('en-US')} records read`;
  const what = changed ? 'runs' : 'ran already, and nothing had to be changed';
  return `${application.name} ${what}: version ${application.versionId}, healthy; ${facts.checkpoints} checkpoints, ${records}`;
}

export function failedDiagnostics(
  { reason, operation, cause, back }: Extract<Outcome, { kind: 'failed' }>,
  { application }: ApplicationTarget,
  spanOf: (stage: string) => Span | null,
): Diagnostic[] {
  const stage = cause?.where?.stage ?? null;
  return [
    diagnostic('deployFailed', stage === null ? null : spanOf(stage), {
      application,
      reason,
      why: cause?.message ?? operation?.error ?? null,
      exception: cause?.exception ?? null,
      stage,
      task: cause?.task ?? null,
    }),
    ...backDiagnostics(back, application),
  ];
}

function backDiagnostics(back: GoneBack, application: string): Diagnostic[] {
  switch (back.kind) {
    case 'back': {
      const { went, health } = back;
      const from = restoredFrom(went.restore, went.by);
      const params = { application, version: went.version ?? 0, from, healthy: health.healthy };
      return [diagnostic('wentBack', null, params)];
    }
    case 'stopped':
      return [diagnostic('stoppedAfterFailure', null, { application })];
    case 'not back':
      return [diagnostic('rollbackFailed', null, { application, reason: back.reason })];
    case 'unchanged':
      return [];
  }
}

export function restoredFrom(restore: Restore | null, by: 'service' | 'update' | 'stop'): string {
  if (restore?.from === 'snapshot') return `with the state of the snapshot ${restore.name}`;
  if (restore?.from === 'nothing') return 'without state';
  return by === 'service' ? 'with the state that the service kept of it' : 'with its latest state';
}
