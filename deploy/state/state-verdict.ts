/**
 * The verdict: for each operator with state, what becomes of it when the version after goes on from a snapshot of the
 * version before. Pure, and without Flink: uids say what is found again, the notes beside them what it means.
 */
import { judgeKept } from './judge-kept.js';
import { operatorsOf, type Operator } from './operators.js';
import { whyNotRestorable, whyUnknown } from './restorable.js';
import type { Version } from '../application/version.js';
import type { Fate, OperatorVerdict, StateSettings, StateVerdict } from './verdict.js';
import { whyGone, type Candidates } from './why-gone.js';
import { sentence } from './words.js';

export function stateVerdict(before: Version, after: Version, settings: StateSettings = {}): StateVerdict {
  const old = new Map(operatorsOf(before).map((operator) => [operator.uid, operator]));
  const now = operatorsOf(after);
  const refused = whyNotRestorable(before, after);
  const unknown = whyUnknown(before, after, settings);
  const missing = [...old.values()].filter(({ uid }) => !now.some((each) => each.uid === uid));
  const lostBy = new Map(
    now.flatMap((operator) => {
      const lost = old.has(operator.uid) ? undefined : missing.find((each) => placeOf(each) === placeOf(operator));
      return lost ? [[operator.uid, lost] as const] : [];
    }),
  );

  const added = now.filter(({ uid }) => !old.has(uid));

  /** What began anew by then feeds what comes behind it. */
  const anew = new Set<string>();
  const judge = (is: Operator): OperatorVerdict => {
    const was = old.get(is.uid);
    if (was && refused !== null) return says(is, 'lost', `starts empty: ${refused}`);
    if (was) return judgeKept({ was, is, before, after, settings, unknown, anew });
    const lost = lostBy.get(is.uid);
    return lost
      ? gone(lost, { successor: is, after: now, added })
      : says(is, 'new', `there was none before: it ${beginning(is)}`);
  };
  const judged = now.map((operator) => {
    const verdict = judge(operator);
    // A new lookup has let nothing by: there is nothing that it could have lost.
    const began = verdict.fate === 'new' ? operator.keeps?.kind !== 'rows' : verdict.fate === 'lost';
    if (began || lostBy.has(operator.uid)) anew.add(operator.uid);
    return verdict;
  });
  const replaced = new Set(lostBy.values());
  const operators = [
    ...judged,
    ...missing
      .filter((each) => !replaced.has(each))
      .map((each) => gone(each, { successor: undefined, after: now, added })),
  ];
  return {
    operators,
    lost: [...new Set([...operators.filter(({ fate }) => fate === 'lost'), ...missing].map(({ stage }) => stage))],
    needsAllowNonRestored: refused === null && missing.length > 0,
    restorable: refused === null,
  };
}

/** Stage and role as the uid has them: `perTitle-window`. */
const placeOf = ({ uid }: Operator): string => uid.slice(0, uid.lastIndexOf('.'));

/** What nothing of the new version claims. */
function gone(operator: Operator, candidates: Candidates): OperatorVerdict {
  const { successor } = candidates;
  const why = whyGone(operator, candidates);
  const verdict = says(
    operator,
    operator.keeps === null ? 'unknown' : 'lost',
    successor ? `${beginning(successor)}: ${why}` : why,
  );
  return { ...verdict, origin: successor?.origin ?? verdict.origin };
}

const says = ({ stage, role, uid, origin }: Operator, fate: Fate, reason: string): OperatorVerdict => ({
  stage,
  role,
  uid,
  fate,
  reason: sentence(reason),
  origin,
});

function beginning({ keeps }: Operator): string {
  if (keeps?.kind !== 'positions') return 'starts empty';
  if (keeps.start === 'trim-horizon') return 'reads from the oldest record that is left';
  return keeps.start === 'latest'
    ? 'reads what comes after the start'
    : `reads from ${new Date(keeps.start.at).toISOString()}`;
}
