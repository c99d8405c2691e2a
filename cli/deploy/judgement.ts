/** What a deploy asks of the other rooms: what becomes of state, and what the role must be allowed. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import type { NeededPermission } from '../../deploy/application/preflight/role.js';
import type { DeployTarget } from '../../deploy/application/target.js';
import type { Version } from '../../deploy/application/version.js';
import { requiredPermissions } from '../../deploy/infrastructure/permissions.js';
import { stateVerdict } from '../../deploy/state/state-verdict.js';
import type { StateVerdict, Surroundings } from '../../deploy/state/verdict.js';

export const judge = (
  before: Version,
  after: Version,
  settings: { readonly before?: Surroundings; readonly after?: Surroundings } = {},
): StateVerdict => stateVerdict(before, after, settings);

export const neededPermissions = (bundle: Bundle, target: DeployTarget): readonly NeededPermission[] =>
  requiredPermissions(bundle, target);
