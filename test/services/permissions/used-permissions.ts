/** What a job asked for, held against what its role has: nothing refused, and nothing allowed without a use. */
import type { Permission } from '../../../deploy/infrastructure/permissions.js';

export interface Call {
  readonly action: string;
  readonly resource: string;
  /** False for one that was refused, true unless said otherwise. */
  readonly allowed?: boolean;
}

/** What the role of a job allows, and what the job asked for. */
export interface Uses {
  readonly permissions: readonly Permission[];
  readonly calls: readonly Call[];
}

export const isOf = ({ action, resource }: Permission, call: Call): boolean =>
  action === call.action && matches(resource, call.resource);

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(text);

/** Calls that were refused, or that no permission covers, in words. */
export const refusals = ({ permissions, calls }: Uses): string[] =>
  calls
    .filter((call) => call.allowed === false || !permissions.some((permission) => isOf(permission, call)))
    .map(({ action, resource }) => `the role does not allow ${action} on ${resource}`);

/** Permissions that no call has used, and that are not known to be rare. */
export const unused = ({ permissions, calls }: Uses): string[] =>
  permissions
    .filter((permission) => !calls.some((call) => isOf(permission, call)) && rarity(permission) === null)
    .map(({ action, resource }) => `nothing uses ${action} on ${resource}`);

/** The actions that were used, sorted, each once. */
export const usedActions = ({ permissions, calls }: Uses): readonly string[] =>
  sortedOnce(permissions.filter((each) => calls.some((call) => isOf(each, call))).map(({ action }) => action));

/** The actions that `docs/infrastructure.md` says somebody has used: `one of everything`, or `every scenario`. */
export const documentedActions = (markdown: string, usedBy: string): readonly string[] =>
  sortedOnce(
    markdown
      .split('\n')
      .filter((line) => line.split('|')[3]?.includes(usedBy))
      .flatMap((line) => [...line.matchAll(/`([a-z0-9]+:[A-Za-z]+)`/g)].map(([, action = '']) => action)),
  );

const sortedOnce = (all: readonly string[]): readonly string[] => [...new Set(all)].sort();

/** Why a permission is not used by a job that runs as it should; null for one that is. */
export const rarity = ({ action, use }: Permission): string | null =>
  RARE.find(({ actions }) => actions.some((each) => each === action || each === use))?.reason ?? null;

/** By action, or by what they are for. */
export const RARE: readonly { readonly actions: readonly string[]; readonly reason: string }[] = [
  {
    actions: ['fetch the code'],
    reason:
      'the service fetches the jar as the role, before there is a job; a version of it where the bucket has versions',
  },
  {
    actions: ['find the log group', 'find the log stream', 'write logs'],
    reason: 'the service writes the logs of the job as the role',
  },
  {
    actions: ['kinesis:DescribeStreamSummary'],
    reason: 'asked only when shards can not be listed: it tells a stream that is being deleted from one that changes',
  },
  { actions: ['aoss:APIAccessAll'], reason: 'no collection runs on this machine' },
  {
    actions: ['secretsmanager:GetSecretValue'],
    reason: 'no secrets are kept on this machine; that the job reads one is tested in the jar',
  },
  { actions: ['use the key'], reason: 'the services use the key as the role, where an environment names one' },
  {
    actions: ['see the network', 'join the network'],
    reason: 'the service joins the subnets of an environment that names them',
  },
];
