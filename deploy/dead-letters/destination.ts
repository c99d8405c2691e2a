/** Where a letter goes when it is redriven. Pure: from its reason and stage, and what the bundle touches. */
import type { Bundle, TableStatement } from '../../compiler/ir/bundle.js';
import { bindNames, fill, type Names } from '../../compiler/ir/placeholders.js';
import type { Resource } from '../../compiler/ir/resources.js';
import type { Letter } from './letter.js';

/** A place that something can be sent to. */
export type Place = Exclude<Destination, { readonly kind: 'nowhere' }>;

export type Destination =
  /** Back to the source, or on to the sink; a file takes late ones. */
  | { readonly kind: 'resource'; readonly resource: Sendable; readonly options: TableStatement['options'] }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'nowhere'; readonly why: string };

export type Sendable = Exclude<Resource, { readonly kind: 'queue' | 'bucket' }>;

export interface Ways {
  readonly bundle: Bundle;
  readonly resources: readonly Resource[];
  /** Physical names by placeholder. */
  readonly names: Names;
  /** What late letters are written to. */
  readonly file: string | null;
  /** Of a running `pipectl dev`, in place of what the pipeline has. */
  readonly opensearch: string | null;
}

export function destinationOf(
  { reason, stage }: Letter,
  { bundle, resources, names, file, opensearch }: Ways,
): Destination {
  if (reason === 'late')
    return file === null ? nowhere('late records go to a file only: --to FILE') : { kind: 'file', file };
  const isRejected = reason === 'rejected';
  const resource = resources.find(({ readBy, writtenBy }) => (isRejected ? writtenBy : readBy).includes(stage));
  if (!resource || resource.kind === 'queue' || resource.kind === 'bucket')
    return nowhere(`the pipeline has no ${isRejected ? 'output' : 'source'} '${stage}' any more`);
  if (resource.kind === 'index' && opensearch === null && resource.endpoint === null)
    return nowhere(`nothing says where the index '${resource.name}' is`);
  return { kind: 'resource', resource, options: optionsOf({ bundle, names }, isRejected ? 'output' : 'source', stage) };
}

const nowhere = (why: string): Destination => ({ kind: 'nowhere', why });

/** The options of the stage's table, with the environment's names; without those that nothing is bound to. */
function optionsOf(
  { bundle, names }: Pick<Ways, 'bundle' | 'names'>,
  role: 'output' | 'source',
  stage: string,
): TableStatement['options'] {
  const values = bindNames(bundle, names);
  const isBound = (text: string): boolean =>
    [...text.matchAll(/\$\{([^}]*)\}/g)].every(([, each = '']) => values.has(each));
  const table = bundle.statements.find((each) => each.kind === 'table' && each.options[role] === stage);
  const options = Object.entries(table?.kind === 'table' ? table.options : {});
  return Object.fromEntries(
    options.filter(([, text]) => isBound(text)).map(([key, text]) => [key, fill(text, values)]),
  );
}

const WORDS: { readonly [K in Sendable['kind']]: string } = {
  stream: 'stream',
  'delivery-stream': 'delivery stream',
  table: 'table',
  index: 'index',
};

/** For people and the journal: `stream 'playback'`. */
export function destinationText(destination: Place): string {
  if (destination.kind === 'file') return `file '${destination.file}'`;
  const { kind, name } = destination.resource;
  return `${WORDS[kind]} '${name}'`;
}
