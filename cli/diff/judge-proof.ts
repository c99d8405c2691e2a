/** What really loaded, held against what the verdict says of each operator. Pure. */
import type { StateVerdict } from '../../deploy/state/verdict.js';
import type { LoadedOperator, RestoreProof } from '../../local/prove-restore.js';

export interface ProvenOperator {
  readonly stage: string;
  readonly role: string;
  readonly fate: string;
  /**
   * `loaded`: there before and claimed; `left behind`: there before and claimed by nobody; `began empty`: not there
   * before; `without state`: the sample gave it none.
   */
  readonly found: 'loaded' | 'left behind' | 'began empty' | 'without state';
  /** Of state, in the savepoint it was restored from. */
  readonly bytes: number | null;
  /** Null where the sample shows nothing. */
  readonly agrees: boolean | null;
}

export interface Judged {
  readonly operators: readonly ProvenOperator[];
  /** Whether Flink took the savepoint without being told to leave anything out. */
  readonly taken: boolean;
  /** Flink's words; null when the new version went on. */
  readonly failed: string | null;
  readonly agrees: boolean;
  readonly disagreeing: readonly string[];
}

export function judgeProof(verdict: StateVerdict, proof: RestoreProof, newUids: ReadonlySet<string>): Judged {
  const operators = verdict.operators.map(({ stage, role, uid, fate }): ProvenOperator => {
    const loaded = proof.operators.find((each) => isOf(each, uid));
    const found = foundOf(loaded);
    const agrees = proof.failed === null ? agreement(fate, found, newUids.has(uid)) : null;
    return { stage, role, fate, found, bytes: loaded?.bytesBefore ?? null, agrees };
  });
  // What only began is no state of the version before: the successor of what is lost has a uid of its own.
  const unknown = proof.operators.filter(
    (each) => each.bytesBefore !== null && !verdict.operators.some(({ uid }) => isOf(each, uid)),
  );
  const wrong = operators.filter(({ agrees }) => agrees === false).map(({ stage }) => stage);
  const refusedWrongly = proof.refused !== null && !verdict.needsAllowNonRestored && verdict.restorable;
  const failedWrongly = proof.failed !== null && verdict.restorable;
  const disagreeing = [...new Set([...wrong, ...unknown.map(({ uid }) => uid)])];
  return {
    operators,
    taken: proof.refused === null,
    failed: proof.failed,
    agrees: disagreeing.length === 0 && !refusedWrongly && !failedWrongly,
    disagreeing,
  };
}

/** Flink appends the transformation to a uid. */
const isOf = (operator: LoadedOperator, uid: string): boolean =>
  operator.uid === uid || operator.uid.startsWith(`${uid}_`);

function foundOf(operator: LoadedOperator | undefined): ProvenOperator['found'] {
  if (operator === undefined) return 'without state';
  if (operator.bytesBefore === null) return 'began empty';
  return operator.bytesAfter === null ? 'left behind' : 'loaded';
}

function agreement(fate: string, found: ProvenOperator['found'], isInNew: boolean): boolean | null {
  switch (fate) {
    case 'kept':
    case 'kept in part':
      return found === 'loaded' ? true : found === 'left behind' ? false : null;
    case 'lost':
      // What an environment decides, as where a stream is, is not so on files.
      if (isInNew) return found === 'left behind' ? true : null;
      return found === 'loaded' ? false : found === 'left behind' ? true : null;
    case 'new':
      return found === 'loaded' || found === 'left behind' ? false : true;
    default:
      return null;
  }
}
