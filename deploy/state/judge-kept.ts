/** The verdict on state that Flink finds again: whether it still means what the new version takes it for. */
import { durationText } from '../../compiler/ir/duration-text.js';
import type { HeldAggregates, HeldPositions } from '../../compiler/ir/held-state.js';
import { madeUnder } from './made-under.js';
import type { Operator } from './operators.js';
import { isSameStream, streamOf } from './same-stream.js';
import type { Version } from '../application/version.js';
import type { Fate, OperatorVerdict, StateSettings } from './verdict.js';
import { listed, same, sentence } from './words.js';

export interface Kept {
  readonly was: Operator;
  readonly is: Operator;
  readonly before: Version;
  readonly after: Version;
  readonly settings: StateSettings;
  /** Why the rules do not hold between the two versions. */
  readonly unknown: string | null;
  /** Uids of what begins anew, as far as it comes before this one. */
  readonly anew: ReadonlySet<string>;
}

export function judgeKept(kept: Kept): OperatorVerdict {
  const { stage, role, uid, origin } = kept.is;
  const [fate, reason] = judge(kept);
  return { stage, role, uid, fate, reason: sentence(reason), origin };
}

type Judged = readonly [Fate, string];

function judge(kept: Kept): Judged {
  const [before, after] = [kept.was.keeps, kept.is.keeps];
  if (kept.unknown !== null) return ['unknown', kept.unknown];
  if (before === null || after === null)
    return ['unknown', `Flink's '${kept.is.kind}' keeps something that these rules do not know`];
  if (before.kind === 'positions' && after.kind === 'positions') return positions(kept, before, after);
  if (before.kind === 'aggregates' && after.kind === 'aggregates') return aggregates(kept, before, after);
  return ['kept', 'rows that wait for an answer are asked about again'];
}

function positions({ is, before, after, settings }: Kept, was: HeldPositions, now: HeldPositions): Judged {
  const from = streamOf(is.stage, before, settings.before);
  const to = streamOf(is.stage, after, settings.after);
  if (!isSameStream(from, to))
    return ['lost', `'${now.stream}' was the stream '${from}' and is '${to}', where the positions mean nothing`];
  if (same(was.start, now.start)) return ['kept', 'goes on behind the last record that was read'];
  return ['kept', 'goes on behind the last record that was read; the other start is only for a start without state'];
}

function aggregates({ is, anew }: Kept, was: HeldAggregates, now: HeldAggregates): Judged {
  const goesOn = now.window === null ? 'goes on with what it holds' : 'open windows go on with what they hold';
  const mixed = madeUnder(was, now);
  const fedAnew = [...is.fedBy].filter((uid) => anew.has(uid));
  const causes = [
    ...(mixed === null ? [] : [`that was made under another rule: ${mixed}`]),
    ...(fedAnew.length === 0 ? [] : [`what feeds it begins anew (${listed(fedAnew.map(stagePart))})`]),
  ];
  if (causes.length > 0) return ['kept in part', `${goesOn}, but ${causes.join('; ')}`];
  return ['kept', goesOn + retention(was, now)];
}

/** `plays` of `plays-source.6ba7a08b`. */
const stagePart = (uid: string): string => `'${uid.replace(/-[a-z]+\.[0-9a-f]{8}$/, '')}'`;

function retention({ retain: was }: HeldAggregates, { retain: is }: HeldAggregates): string {
  if (was === is || was === null || is === null) return '';
  const said =
    is === 0 ? 'no key is forgotten any more' : `a key is forgotten ${durationText(is)} after its last change`;
  return `; from now on ${said}`;
}
