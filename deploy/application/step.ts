/** The steps of a deploy: plain data that can be printed, saved, compared and carried out. */
import type { SettingChange } from './settings.js';

export type Restore =
  { readonly from: 'nothing' } | { readonly from: 'latest' } | { readonly from: 'snapshot'; readonly name: string };

export type Step =
  | { readonly kind: 'upload'; readonly bucket: string; readonly key: string; readonly bytes: number }
  | { readonly kind: 'log-group'; readonly group: string; readonly retentionDays: number }
  | { readonly kind: 'log-stream'; readonly group: string; readonly stream: string }
  | { readonly kind: 'create'; readonly application: string; readonly runtime: string; readonly role: string }
  | { readonly kind: 'tags'; readonly set: Readonly<Record<string, string>>; readonly remove: readonly string[] }
  /** `replaces`: options that point elsewhere. */
  | { readonly kind: 'logging'; readonly logStreamArn: string; readonly replaces: readonly string[] }
  | {
      readonly kind: 'vpc';
      readonly remove: readonly string[];
      readonly add: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] } | null;
    }
  | { readonly kind: 'snapshot'; readonly version: number }
  /** Ends a job that can not stop by itself, without a snapshot. */
  | { readonly kind: 'force-stop' }
  | {
      readonly kind: 'update';
      readonly settings: readonly SettingChange[];
      /** Null: the job does not run, and is not started by it. */
      readonly restore: Restore | null;
      readonly allowNonRestoredState: boolean;
    }
  | { readonly kind: 'start'; readonly restore: Restore; readonly allowNonRestoredState: boolean }
  | { readonly kind: 'prove' }
  | { readonly kind: 'prune'; readonly keep: number };

/** One line for people. */
export function stepText(step: Step): string {
  switch (step.kind) {
    case 'upload':
      return `upload the jar, ${(step.bytes / 1_048_576).toFixed(1)} MB, to s3://${step.bucket}/${step.key}`;
    case 'log-group':
      return `make the log group ${step.group}, which keeps ${step.retentionDays} days`;
    case 'log-stream':
      return `make the log stream ${step.stream} in ${step.group}`;
    case 'create':
      return `create the application '${step.application}' on ${step.runtime} with the role ${step.role}`;
    case 'tags':
      return `set tags ${[...Object.keys(step.set), ...step.remove.map((tag) => `${tag} (removed)`)].join(', ')}`;
    case 'logging':
      return 'write logs to the log stream';
    case 'vpc':
      return step.add === null ? 'take the application out of its VPC' : `run inside ${step.add.subnets.join(', ')}`;
    case 'snapshot':
      return `take a snapshot of version ${step.version}`;
    case 'force-stop':
      return 'stop the failing job by force; its last snapshot is kept';
    case 'update':
      return `update ${step.settings.map(({ setting }) => setting).join(', ')}${restarting(step.restore)}${discarded(step)}`;
    case 'start':
      return `start ${restoreText(step.restore)}${discarded(step)}`;
    case 'prove':
      return 'wait until data moves and a checkpoint completes';
    case 'prune':
      return `delete snapshots of earlier deploys, except the newest ${step.keep}`;
  }
}

const discarded = ({ allowNonRestoredState }: { allowNonRestoredState: boolean }): string =>
  allowNonRestoredState ? ', without the discarded state' : '';

function restarting(restore: Restore | null): string {
  if (restore === null) return '';
  return restore.from === 'nothing'
    ? ', which restarts the job without its state'
    : ', which restarts the job from its state';
}

function restoreText(restore: Restore): string {
  if (restore.from === 'nothing') return 'from the beginning of the streams, without state';
  return restore.from === 'latest' ? 'from the latest snapshot' : `from the snapshot ${restore.name}`;
}
