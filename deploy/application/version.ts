/** A compiled version of a pipeline, as a jar holds it. */
import type { Bundle } from '../../compiler/ir/bundle.js';

export interface Version {
  readonly bundle: Bundle;
  /** Flink's compiled plan with stable uids. */
  readonly plan: unknown;
}
