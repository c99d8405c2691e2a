/** Everything around an application that a deploy depends on, looked at at once, so that all problems are told together. */
import type { Resource } from '../../../compiler/ir/resources.js';
import type { Clients } from '../clients.js';
import type { DesiredApplication } from '../desired.js';
import type { DeployTarget } from '../target.js';
import type { Version } from '../version.js';
import { checkLimits } from './limits.js';
import { joined, type Findings } from './problem.js';
import { checkBucket, checkResources } from './resources.js';
import { checkRole, type NeededPermission } from './role.js';

export interface Preflight {
  readonly clients: Clients;
  readonly target: DeployTarget;
  readonly version: Version;
  readonly desired: DesiredApplication;
  readonly resources: readonly Resource[];
  readonly permissions: readonly NeededPermission[];
}

export async function preflight(order: Preflight): Promise<Findings> {
  const { clients, target, version, desired, resources, permissions } = order;
  const limits = checkLimits(desired, version.bundle);
  const looks = await Promise.all([
    checkBucket(clients.s3, target.artifacts.bucket),
    checkRole(clients, target.role, permissions),
    checkResources(clients, resources),
  ]);
  return joined([limits, ...looks]);
}
