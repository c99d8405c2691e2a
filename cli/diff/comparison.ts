/** The two versions of one `pipectl diff`, and what a deploy would do; wherever the one before was found. */
import type { DeployPlan } from '../../deploy/application/plan-deploy.js';
import type { ComparedVersion } from '../../deploy/diff/changes-of.js';
import type { SettingDifference } from '../../deploy/diff/settings-changes.js';
import type { StateVerdict } from '../../deploy/state/verdict.js';

export interface Comparison {
  /** What the new version is compared with: `production`, `../main/dist`. */
  readonly against: string;
  /** Null when there is none yet, or it can not be read. */
  readonly before: ComparedVersion | null;
  /** There is one, and nobody can read what it is. */
  readonly isUnreadable: boolean;
  readonly after: ComparedVersion;
  readonly settings: readonly SettingDifference[];
  /** Null without two plans. */
  readonly state: StateVerdict | null;
  /** Null where there is nothing to deploy to. */
  readonly deploy: PlannedDeploy | null;
}

export interface PlannedDeploy {
  readonly plan: DeployPlan;
  /** The plan's, one line each; none when it would only look whether the application is healthy. */
  readonly steps: readonly string[];
  /** Stages whose state they lose, which nobody has agreed to yet. */
  readonly discards: readonly string[];
  /** Whether anything of the application or around it would be changed. */
  readonly changes: boolean;
  readonly save: (file: string) => void;
}
