/** What would make a template that can't be deployed, or tables that can't be read: said before one is written. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import { bindNames } from '../../compiler/ir/placeholders.js';
import { resourcesOf } from '../../compiler/ir/resources.js';
import type { InfrastructureTarget } from '../../deploy/infrastructure/target.js';
import { refuse } from '../refusal.js';

export function checkSurroundings(bundle: Bundle, { environment, names, external, kms }: InfrastructureTarget): void {
  if (kms?.includes(':alias/')) throw refuse('keyIsAlias', { environment, kms });
  const bound = bindNames(bundle, names);
  const missing = bundle.placeholders.map(({ name }) => name).filter((name) => !bound.has(name));
  if (missing.length > 0) throw refuse('namesUnbound', { environment, names: missing });
  const resources = resourcesOf(bundle, names);
  for (const { kind, columns, logical, writtenBy } of resources) {
    const lower = columns?.map(({ name }) => name.toLowerCase()) ?? [];
    const twice = columns?.find((_, at) => lower.indexOf(lower[at] ?? '') !== at);
    if (kind === 'delivery-stream' && twice && !external.includes(logical))
      throw refuse('lakeColumnsCollide', { output: writtenBy[0] ?? logical, column: twice.name });
  }
}
