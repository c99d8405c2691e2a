/** Why an operator of the new version can't take over what one of the same stage kept: what differs, in words. */
import type { HeldAggregates, HeldCall, HeldState } from '../../compiler/ir/held-state.js';
import type { WindowShape } from '../../compiler/ir/plan.js';
import { listed, same } from './words.js';
import { windowText } from './window-text.js';

export function whyLost(before: HeldState, after: HeldState): string {
  if (before.kind === 'aggregates' && after.kind === 'aggregates') return aggregates(before, after);
  if (before.kind === 'positions' && after.kind === 'positions') {
    if (before.stream !== after.stream)
      return `it read the stream '${before.stream}' and reads '${after.stream}', where the positions mean nothing`;
    return `positions were kept in form ${before.version} and are in form ${after.version}`;
  }
  if (before.kind === 'rows' && after.kind === 'rows')
    return 'the columns of the rows that wait for an answer changed, and with them the form in which they wait';
  return `it kept ${WORDS[before.kind]} and keeps ${WORDS[after.kind]}`;
}

const WORDS: Readonly<Record<HeldState['kind'], string>> = {
  positions: 'positions',
  rows: 'rows that wait',
  aggregates: 'aggregates',
};

/** The causes that an author knows first; types that Flink gave only where nothing else explains it. */
function aggregates(before: HeldAggregates, after: HeldAggregates): string {
  const causes = [
    ...windows(before, after),
    ...names('key', before.keyNames, after.keyNames),
    ...aggregateNames(before, after),
    ...conditions(before, after),
    ...versions(before, after),
  ];
  if (causes.length > 0) return listed(causes);
  return listed([...keyTypes(before, after), ...calls(before, after)]) || 'what it computes changed';
}

function windows({ window: before }: HeldAggregates, { window: after }: HeldAggregates): string[] {
  if (before === null || after === null) return continuous(before, after);
  if (same(before, after)) return [];
  const [was, is] = [windowText(before), windowText(after)];
  return [was === is ? 'its windows are put together from other pieces' : `its window was ${was} and is ${is}`];
}

function continuous(before: WindowShape | null, after: WindowShape | null): string[] {
  if (before) return [`its window was ${windowText(before)}, and it is continuous now`];
  return after ? [`it was continuous and has windows now: ${windowText(after)}`] : [];
}

function names(what: string, before: readonly string[], after: readonly string[]): string[] {
  const gone = before.filter((name) => !after.includes(name));
  const added = after.filter((name) => !before.includes(name));
  const said = (list: readonly string[], verb: string): string[] =>
    list.length === 0 ? [] : [`the ${what} ${list.map((name) => `'${name}'`).join(', ')} ${verb}`];
  return [...said(gone, 'is gone'), ...said(added, 'is new')];
}

function aggregateNames(before: HeldAggregates, after: HeldAggregates): string[] {
  const kinds = new Map(before.aggregates.map(({ name, kind }) => [name, kind]));
  const changed = after.aggregates.flatMap(({ name, kind }) => {
    const was = kinds.get(name);
    return was === undefined || was === kind ? [] : [`the aggregate '${name}' was ${was} and is ${kind}`];
  });
  const namesOf = ({ aggregates: list }: HeldAggregates): string[] => list.map(({ name }) => name);
  return [...names('aggregate', namesOf(before), namesOf(after)), ...changed];
}

/** `count()` takes no value, `count(where)` does. */
const conditions = (before: HeldAggregates, after: HeldAggregates): string[] =>
  after.aggregates.flatMap(({ name, kind }) => {
    const was = before.aggregates.find((each) => each.name === name)?.kind === kind && kind === 'count';
    const [had, has] = [name in before.values, name in after.values];
    if (!was || had === has) return [];
    return [`the aggregate '${name}' ${has ? 'has a condition now' : 'has no condition any more'}`];
  });

const versions = (before: HeldAggregates, after: HeldAggregates): string[] =>
  after.aggregates.flatMap(({ name, kind, version }) => {
    const was = before.aggregates.find((each) => each.name === name && each.kind === kind)?.version ?? version;
    return was === version ? [] : [`pipectl keeps the aggregate '${name}' in another form`];
  });

function keyTypes(before: HeldAggregates, after: HeldAggregates): string[] {
  if (same(before.keyTypes, after.keyTypes)) return [];
  if (before.keyTypes.length !== after.keyTypes.length) return ['a key became a constant, or is none any more'];
  return after.keyTypes.flatMap((type, i) => {
    const was = before.keyTypes[i] ?? '';
    return was === type
      ? []
      : [`the type of the key '${after.keyNames[i] ?? ''}' was ${typeText(was)} and is ${typeText(type)}`];
  });
}

function calls(before: HeldAggregates, after: HeldAggregates): string[] {
  if (same(before.calls, after.calls)) return [];
  if (before.calls.length !== after.calls.length) {
    const more = after.calls.length > before.calls.length;
    return [
      more
        ? 'an output or a later stage now reads an aggregate that none read before, so it was not kept'
        : 'no output or later stage reads one of its aggregates any more, so it is not kept any more',
    ];
  }
  return after.calls.flatMap((call, i) => {
    const was = before.calls[i];
    return was === undefined || same(was, call) ? [] : [`${callText(was)} became ${callText(call)}`];
  });
}

const callText = ({ function: name, distinct, arguments: given }: HeldCall): string =>
  `${name}(${distinct ? 'distinct ' : ''}${given.map(typeText).join(', ')})`;

/** As the author would know it: Flink's word for a text of any length is long. */
const typeText = (type: string): string => type.replaceAll('VARCHAR(2147483647)', 'STRING');
