/** The local binding: the options that make every source of a bundle a file and every sink a file. Pure. */
import type { Bundle, TableStatement } from '../compiler/ir/bundle.js';
import { placeholderIn } from '../compiler/ir/placeholders.js';

export type Binding = Record<string, Record<string, string>>;

export interface BindingTargets {
  /** Absolute paths by source name. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  /** Where the sinks write their parts. */
  readonly directory: string;
  /** Tables whose sink is fed updates, from `changedTables`. */
  readonly changed: ReadonlySet<string>;
}

/** What says how a record is decoded; the rest of a source's options says where it comes from. */
const DECODING = ['source', 'lookup', 'contract', 'event-time', 'timestamps', 'max-ahead'];

const tablesOf = (bundle: Bundle): TableStatement[] =>
  bundle.statements.filter((statement): statement is TableStatement => statement.kind === 'table');

/** The names that inputs are given for: sources, and tables that are looked up in. */
export const inputsOf = (bundle: Bundle): string[] => [
  ...new Set(tablesOf(bundle).flatMap(({ options }) => inputOf(options) ?? [])),
];

const inputOf = (options: TableStatement['options']): string | undefined =>
  options['source'] ?? (options['lookup'] === undefined ? undefined : logicalName(options['table'] ?? ''));

const logicalName = (written: string): string => placeholderIn(written) ?? written;

/** The names that files are written for, dead letters included. */
export const outputsOf = (bundle: Bundle): { output: string; table: TableStatement }[] =>
  tablesOf(bundle).flatMap((table) => {
    const output = table.options['output'];
    return output === undefined ? [] : [{ output, table }];
  });

export function bindToFiles(bundle: Bundle, targets: BindingTargets): Binding {
  return Object.fromEntries(tablesOf(bundle).map((table) => [table.name, optionsOf(table, targets)]));
}

function optionsOf(table: TableStatement, { inputs, directory, changed }: BindingTargets): Record<string, string> {
  const { output } = table.options;
  const input = inputOf(table.options);
  if (input !== undefined) {
    const decoding = DECODING.flatMap((key) => {
      const value = table.options[key];
      return value === undefined ? [] : [[key, value] as const];
    });
    return { connector: 'pipectl-files', ...Object.fromEntries(decoding), paths: (inputs[input] ?? []).join('\n') };
  }
  if (output === undefined) throw new Error(`table '${table.name}' is neither an input nor an output`);
  return {
    connector: 'pipectl-files',
    output,
    directory,
    // The real sink takes upserts exactly when the table has a key; the plan has been made for that.
    mode: table.primaryKey.length > 0 ? 'upsert' : 'append',
    changes: String(changed.has(table.name)),
  };
}

interface PlanNode {
  readonly inputChangelogMode?: readonly string[];
  readonly dynamicTableSink?: { readonly table?: { readonly identifier?: string } };
}

/** The sink tables that a compiled plan feeds more than inserts. */
export function changedTables(plan: unknown): Set<string> {
  const { nodes = [] } = plan as { readonly nodes?: readonly PlanNode[] };
  return new Set(
    nodes.flatMap(({ inputChangelogMode: mode, dynamicTableSink: sink }) => {
      const name = lastPart(sink?.table?.identifier ?? '');
      return mode?.some((kind) => kind !== 'INSERT') ? [name] : [];
    }),
  );
}

/** `t` of `` `catalog`.`database`.`t` ``; a backtick in a name is doubled. */
const lastPart = (identifier: string): string =>
  (/`((?:[^`]|``)*)`$/.exec(identifier)?.[1] ?? identifier).replaceAll('``', '`');
