/** Differences between lists of columns: fields of a source, columns of a map or an output, keys, aggregates. */
import type { DescribedAggregate, DescribedColumn, DescribedValue } from '../../compiler/ir/description.js';
import { changed, type Difference } from './change.js';
import { namedChanges } from './named-changes.js';
import { code, codeInstead } from './words.js';

type Columns<T> = readonly [before: readonly T[], after: readonly T[]];

const typeChanged = (what: 'field' | 'column' | 'key' | 'aggregate', name: string, owner: string) => {
  return (before: DescribedColumn, after: DescribedColumn): Difference[] =>
    changed(
      what,
      before.type,
      after.type,
      () => `${what} '${name}' of ${owner} is ${codeInstead(before.type, after.type)}`,
    );
};

/** A record without it is accepted. */
const isOptional = (type: string): boolean => / \| (null|undefined)$/.test(type);

export const fieldChanges = (stage: string, [before, after]: Columns<DescribedColumn>): Difference[] =>
  namedChanges(before, after, {
    what: 'field',
    text: ({ type }) => type,
    added: ({ name, type }) =>
      `'${stage}' has a new field '${name}', ${code(type)}${
        isOptional(type) ? '' : '; records without it become dead letters'
      }`,
    removed: ({ name, type }) => `'${stage}' no longer has the field '${name}', ${code(type)}`,
    changed: (one, other) => typeChanged('field', other.name, `'${stage}'`)(one, other),
    reordered: `'${stage}' has its fields in another order`,
  });

/** Columns that are only named, as those of `output 'x'` are. */
export const columnChanges = (owner: string, [before, after]: Columns<DescribedColumn>): Difference[] =>
  namedChanges(before, after, {
    what: 'column',
    text: ({ type }) => type,
    added: ({ name, type }) => `${owner} has a new column '${name}', ${code(type)}`,
    removed: ({ name, type }) => `${owner} no longer has the column '${name}', ${code(type)}`,
    changed: (one, other) => typeChanged('column', other.name, owner)(one, other),
    reordered: `${owner} has its columns in another order`,
  });

/** The same value and another type: what it reads has changed. */
const valueChanged =
  (what: 'column' | 'key', owner: string) =>
  (before: DescribedValue, after: DescribedValue): Difference[] =>
    before.value === after.value
      ? typeChanged(what, after.name, `'${owner}'`)(before, after)
      : changed(
          what,
          before.value,
          after.value,
          () =>
            `${what} '${after.name}' of '${owner}' is ${codeInstead(before.value, after.value)}${ofType(before, after)}`,
        );

const ofType = (before: DescribedColumn, after: DescribedColumn): string =>
  before.type === after.type ? '' : `, of type ${codeInstead(before.type, after.type)}`;

const isPassedOn = ({ name, value }: DescribedValue): boolean => name === value;

export const mappedChanges = (stage: string, [before, after]: Columns<DescribedValue>): Difference[] =>
  namedChanges(before, after, {
    what: 'column',
    text: ({ value }) => value,
    added: (column) =>
      isPassedOn(column)
        ? `'${stage}' passes on another column, '${column.name}'`
        : `'${stage}' gives a new column '${column.name}', ${code(column.value)}`,
    removed: (column) =>
      `'${stage}' no longer ${isPassedOn(column) ? 'passes on' : 'gives'} the column '${column.name}'`,
    changed: valueChanged('column', stage),
    reordered: `'${stage}' gives its columns in another order`,
  });

export const keyChanges = (stage: string, [before, after]: Columns<DescribedValue>): Difference[] =>
  namedChanges(before, after, {
    what: 'key',
    text: ({ value }) => value,
    added: (key) => `'${stage}' is also keyed by '${key.name}'${isPassedOn(key) ? '' : `, ${code(key.value)}`}`,
    removed: (key) => `'${stage}' is no longer keyed by '${key.name}'`,
    changed: valueChanged('key', stage),
    reordered: `'${stage}' gives its keys in another order`,
  });

export const aggregateChanges = (stage: string, [before, after]: Columns<DescribedAggregate>): Difference[] =>
  namedChanges(before, after, {
    what: 'aggregate',
    text: aggregateText,
    added: (call) => `'${stage}' has a new aggregate '${call.name}', ${aggregateText(call)}`,
    removed: (call) => `'${stage}' no longer has the aggregate '${call.name}', ${aggregateText(call)}`,
    changed: (one, other) => {
      if (one.kind === other.kind && one.of === other.of)
        return typeChanged('aggregate', other.name, `'${stage}'`)(one, other);
      const sentence =
        one.kind === other.kind && one.of !== null && other.of !== null
          ? `${AGGREGATES[other.kind]} ${codeInstead(one.of, other.of)}`
          : `${aggregateText(other)} instead of ${aggregateText(one)}`;
      return changed(
        'aggregate',
        `${one.kind}(${one.of ?? ''})`,
        `${other.kind}(${other.of ?? ''})`,
        () => `aggregate '${other.name}' of '${stage}' is ${sentence}${ofType(one, other)}`,
      );
    },
    reordered: `'${stage}' gives its aggregates in another order`,
  });

const AGGREGATES: Record<DescribedAggregate['kind'], string> = {
  count: 'the count of rows where',
  countDistinct: 'the count of different',
  sum: 'the sum of',
  avg: 'the mean of',
  min: 'the least',
  max: 'the greatest',
  first: 'the first',
  latest: 'the latest',
};

/** `the sum of \`seconds\``. */
export const aggregateText = ({ kind, of }: DescribedAggregate): string =>
  of === null ? 'the count of rows' : `${AGGREGATES[kind]} ${code(of)}`;
