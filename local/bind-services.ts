/** The binding to local services: every table as it was compiled, its placeholders filled, and where the services are. */
import type { Bundle } from '../compiler/ir/bundle.js';
import { bindNames, fill, type Names } from '../compiler/ir/placeholders.js';
import type { Binding } from './bind.js';

export interface ServiceTargets {
  /** Of everything but OpenSearch. */
  readonly endpoint: string;
  readonly region: string;
  /** Only when the bundle has an index. */
  readonly opensearch?: string;
  /** Physical names by placeholder; by default a resource has its own. */
  readonly names?: Names;
}

/** The options that tables have on the local services. Pure. */
export function bindToServices(bundle: Bundle, { endpoint, region, opensearch, names }: ServiceTargets): Binding {
  const values = bindNames(bundle, names);
  return Object.fromEntries(
    bundle.statements.flatMap((statement) => {
      if (statement.kind !== 'table') return [];
      const { name, options } = statement;
      const addressed = { ...options, ...addressOf(name, options, { endpoint, region, opensearch }) };
      return [[name, Object.fromEntries(Object.entries(addressed).map(([key, value]) => [key, fill(value, values)]))]];
    }),
  );
}

function addressOf(
  table: string,
  options: Readonly<Record<string, string>>,
  { endpoint, region, opensearch }: { endpoint: string; region: string; opensearch: string | undefined },
): Record<string, string> {
  if (options['index'] === undefined) return { endpoint, region };
  if (opensearch === undefined) throw new Error(`'${table}' needs an OpenSearch, and there is none`);
  // Its dead letters go where everything else is.
  return { endpoint: opensearch, region, 'dead-letters-endpoint': endpoint };
}
