/** What a job asked for, held against what its role has: nothing refused, and nothing allowed without a use. */
import type { Permission } from '../../../deploy/infrastructure/permissions.js';

export interface Call {
  readonly action: string;
  readonly resource: string;
}

export const isOf = ({ action, resource }: Permission, call: Call): boolean =>
  action === call.action && matches(resource, call.resource);

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(text);

/** Calls that no permission covers, in words. */
export const refusals = (permissions: readonly Permission[], calls: readonly Call[]): string[] =>
  calls
    .filter((call) => !permissions.some((permission) => isOf(permission, call)))
    .map(({ action, resource }) => `the role does not allow ${action} on ${resource}`);

/** Permissions that no call has used, and that are not known to be rare. */
export const unused = (permissions: readonly Permission[], calls: readonly Call[]): string[] =>
  permissions
    .filter((permission) => !calls.some((call) => isOf(permission, call)) && rarity(permission) === null)
    .map(({ action, resource }) => `nothing uses ${action} on ${resource}`);

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
  { actions: ['use the key'], reason: 'the services use the key as the role, where an environment names one' },
  {
    actions: ['see the network', 'join the network'],
    reason: 'the service joins the subnets of an environment that names them',
  },
];
