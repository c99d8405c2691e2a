/** What becomes of each operator's state when one version of a pipeline takes over from another. */
import type { Origin } from '../../compiler/ir/bundle.js';
import type { Names } from '../../compiler/ir/placeholders.js';

/**
 * - `kept`: found again, and it means what the new version takes it for.
 * - `kept in part`: found again, but what is in it was made under another rule, or has lost what should have come in.
 * - `lost`: not found again, or of no use.
 * - `new`: there was none before; it starts empty.
 * - `unknown`: the rules do not cover what the plans hold.
 */
export type Fate = 'kept' | 'kept in part' | 'lost' | 'new' | 'unknown';

export interface OperatorVerdict {
  /** The author's stage; of the version before for what is lost. */
  readonly stage: string;
  /** Such as `source`, `window`, `aggregate`, `enrich`. */
  readonly role: string;
  /** Without the transformation that Flink appends: `perTitle-window.97d85441`. */
  readonly uid: string;
  readonly fate: Fate;
  /** One sentence, for people. */
  readonly reason: string;
  /** Where the stage is written: in the new version, or in the one before when it is gone. */
  readonly origin: Origin | null;
}

export interface StateVerdict {
  /** One for each operator with state, those of the new version first, in the order of its plan. */
  readonly operators: readonly OperatorVerdict[];
  /** Stages of the version before that lose state, each once: what `--discard-state` has to name. */
  readonly lost: readonly string[];
  /** Whether Flink refuses the snapshot unless it is told to leave out state that no operator claims. */
  readonly needsAllowNonRestored: boolean;
  /** False when Flink can't take the snapshot at all, whatever it is told: then everything starts empty or not. */
  readonly restorable: boolean;
}

/** What an environment decides about a version. */
export interface Surroundings {
  /** Physical names by placeholder. */
  readonly names?: Names;
  /** Such as `FLINK-2_2`; taken for the bundle's own when not given. */
  readonly runtime?: string;
}

export interface StateSettings {
  readonly before?: Surroundings;
  readonly after?: Surroundings;
}
