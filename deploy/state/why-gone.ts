/** Why no operator of the new version takes over what one of the version before kept. */
import type { Operator } from './operators.js';
import { whyLost } from './why-lost.js';

/** What of the new version may have taken the place of an operator. */
export interface Candidates {
  /** Of the same stage and role. */
  readonly successor: Operator | undefined;
  readonly after: readonly Operator[];
  /** Those of them that the version before did not have. */
  readonly added: readonly Operator[];
}

export function whyGone(before: Operator, { successor, after, added }: Candidates): string {
  const { keeps, stage } = before;
  if (successor) return keeps && successor.keeps ? whyLost(keeps, successor.keeps) : 'what it keeps changed';
  const changed = after.find((each) => each.stage === stage);
  if (changed?.keeps && keeps) return whyLost(keeps, changed.keeps);
  const renamed = added.filter((each) => each.role === before.role && meaningOf(each) === meaningOf(before));
  const [only, ...others] = renamed;
  if (only && others.length === 0)
    return `the stage is called '${only.stage}' now, and state is kept under a stage's name: .named('${stage}') on it keeps the state`;
  if (keeps?.kind === 'positions') return `no stage called '${stage}' reads the stream '${keeps.stream}' any more`;
  return 'the stage is gone, and its state with it';
}

/** What the uid says beside the stage. */
const meaningOf = ({ uid }: Operator): string => uid.slice(uid.lastIndexOf('.'));
