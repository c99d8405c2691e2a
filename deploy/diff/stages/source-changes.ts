/** What differs between two versions of a source. */
import { durationText } from '../../../compiler/ir/duration-text.js';
import type { DescribedSource } from '../../../compiler/ir/description.js';
import { changed, type Difference } from '../change.js';
import { fieldChanges } from '../columns.js';
import { namedChanges } from '../named-changes.js';
import { code, codeInstead, orNever } from '../words.js';

const TIMESTAMPS: Record<DescribedSource['timestamps'], string> = {
  iso: 'ISO-8601 text',
  seconds: 'seconds since 1970',
  millis: 'milliseconds since 1970',
};

export function sourceChanges(before: DescribedSource, after: DescribedSource): Difference[] {
  const { name } = after;
  const differs = (
    what: Difference['what'],
    pick: (source: DescribedSource) => string,
    sentence: string,
  ): Difference[] => changed(what, pick(before), pick(after), (was, is) => `${sentence} ${is} instead of ${was}`);
  return [
    ...differs('source', ({ connector, stream }) => `${connector} '${stream}'`, `'${name}' reads`),
    ...changed(
      'event time',
      before.time,
      after.time,
      (was, is) => `event time of '${name}' is ${codeInstead(was, is)}`,
    ),
    ...differs(
      'event time',
      ({ outOfOrder }) => durationText(outOfOrder),
      `'${name}' waits for events out of order for`,
    ),
    ...differs('event time', ({ idleAfter }) => orNever(idleAfter), `'${name}' takes a shard for idle`),
    ...differs(
      'event time',
      ({ maxAhead }) => durationText(maxAhead),
      `'${name}' accepts events ahead of their arrival by up to`,
    ),
    ...differs('event time', ({ timestamps }) => TIMESTAMPS[timestamps], `dates of '${name}' are read as`),
    ...fieldChanges(name, [before.columns, after.columns]),
    ...ruleChanges(before, after),
    ...differs('start', ({ start }) => startText(start), `without saved state '${name}' begins`),
  ];
}

export const startText = (start: string): string =>
  start === 'trim-horizon' ? 'at the oldest record' : start === 'latest' ? 'at the newest record' : `at ${start}`;

const ruleChanges = ({ name, rules }: DescribedSource, after: DescribedSource): Difference[] =>
  namedChanges(rules, after.rules, {
    what: 'rule',
    text: ({ where }) => where,
    added: (rule) => `'${name}' has a new rule '${rule.name}', ${code(rule.where)}`,
    removed: (rule) => `'${name}' no longer has the rule '${rule.name}', ${code(rule.where)}`,
    changed: (one, other) =>
      changed(
        'rule',
        one.where,
        other.where,
        (was, is) => `rule '${other.name}' of '${name}' is ${codeInstead(was, is)}`,
      ),
    reordered: `'${name}' asks its rules in another order`,
  });
