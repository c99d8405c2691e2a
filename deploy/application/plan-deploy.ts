/** Desired application × actual one × state verdict → the steps from one to the other, or why there are none. Pure. */
import type { ActualApplication } from './actual.js';
import type { DesiredApplication } from './desired.js';
import { provenVersions } from './proven.js';
import { settingChanges, type SettingChange } from './settings.js';
import type { Snapshot } from './snapshot.js';
import type { Restore, Step } from './step.js';
import type { LogPlace } from './target.js';

/** Everything about the world that a plan depends on. */
export interface Situation {
  readonly application: ActualApplication | null;
  readonly isJarThere: boolean;
  /** Null: nobody may tell. */
  readonly logs: { readonly group: boolean; readonly stream: boolean } | null;
  /** Of the application, the newest first. */
  readonly snapshots: readonly Snapshot[];
  /** Of a running application: whether its job keeps failing; null when that is not known. */
  readonly isFailing: boolean | null;
}

/** What a plan needs of a state verdict. */
export interface Losses {
  /** Stages whose state the new version would not find. */
  readonly lost: readonly string[];
  readonly needsAllowNonRestored: boolean;
  /** False: Flink can not take the state at all, and everything starts empty. */
  readonly restorable: boolean;
}

export interface PlanOptions {
  readonly environment: string;
  readonly logs: LogPlace;
  readonly keepSnapshots: number;
  /** Stages whose state may be lost. */
  readonly discard: readonly string[];
}

export interface DeployPlan {
  readonly format: 1;
  readonly application: string;
  readonly environment: string;
  /** Of the jar that is brought there. */
  readonly sha256: string;
  /** What the plan was made on; null: there was no application. */
  readonly base: { readonly versionId: number; readonly conditionalToken: string; readonly status: string } | null;
  readonly steps: readonly Step[];
  readonly remarks: readonly Remark[];
}

export type Remark =
  /** It ran before, and no snapshot of it is there. */
  | 'starts without state'
  /** It is stopped, and a deploy ends with a running application. */
  | 'starts a stopped application'
  | 'stops a failing job by force';

export type Planned =
  | { readonly kind: 'plan'; readonly plan: DeployPlan }
  /** `unnamed`: those of the lost that may not be lost. */
  | { readonly kind: 'state lost'; readonly lost: readonly string[]; readonly unnamed: readonly string[] }
  /** Stages are named that lose nothing. */
  | { readonly kind: 'nothing to discard'; readonly stages: readonly string[]; readonly lost: readonly string[] };

export function planDeploy(
  desired: DesiredApplication,
  situation: Situation,
  verdict: Losses | null,
  options: PlanOptions,
): Planned {
  const { application: actual, snapshots } = situation;
  const changes = actual === null ? [] : settingChanges(desired, actual);
  const restarts = actual === null || actual.status !== 'RUNNING' || changes.length > 0;
  const hasState =
    actual !== null && restarts && (actual.status === 'RUNNING' ? !startsAnew(situation) : newest(snapshots) !== null);
  const lost = hasState ? (verdict?.lost ?? []) : [];
  const unnamed = lost.filter((stage) => !options.discard.includes(stage));
  if (unnamed.length > 0) return { kind: 'state lost', lost, unnamed };
  const superfluous = options.discard.filter((stage) => !lost.includes(stage));
  if (superfluous.length > 0) return { kind: 'nothing to discard', stages: superfluous, lost };
  const isRestorable = !hasState || verdict === null || verdict.restorable;
  const allowNonRestoredState = isRestorable && lost.length > 0 && verdict?.needsAllowNonRestored === true;

  const main =
    actual === null
      ? creation(desired)
      : [
          ...surroundings(desired, actual),
          ...change(actual, changes, situation, { isRestorable, allowNonRestoredState }),
        ];
  const tookSnapshot = main.some(({ kind }) => kind === 'snapshot');
  return {
    kind: 'plan',
    plan: {
      format: 1,
      application: desired.name,
      environment: options.environment,
      sha256: desired.code.sha256,
      base: actual && {
        versionId: actual.versionId,
        conditionalToken: actual.conditionalToken,
        status: actual.status,
      },
      steps: [
        ...preparation(desired, situation, options),
        ...main,
        { kind: 'prove' },
        ...(tookSnapshot ? [{ kind: 'prune', keep: options.keepSnapshots } as const] : []),
      ],
      remarks: remarksOn(situation, main),
    },
  };
}

/** Of this version the state is that a start or restart goes on with; null when there is none. */
export function stateVersion({ application, snapshots, ...situation }: Situation): number | null {
  if (application === null) return null;
  if (application.status === 'RUNNING' && situation.isFailing !== true) return application.versionId;
  return newest(snapshots)?.versionId ?? null;
}

/** What has to be there before the application is touched. */
function preparation({ code }: DesiredApplication, { isJarThere, logs }: Situation, options: PlanOptions): Step[] {
  const { group, stream, retentionDays } = options.logs;
  return [
    ...(isJarThere ? [] : [{ kind: 'upload', bucket: code.bucket, key: code.key, bytes: code.bytes } as const]),
    ...(logs?.group === false ? [{ kind: 'log-group', group, retentionDays } as const] : []),
    ...(logs?.stream === false ? [{ kind: 'log-stream', group, stream } as const] : []),
  ];
}

const creation = ({ name, runtime, role }: DesiredApplication): Step[] => [
  { kind: 'create', application: name, runtime, role },
  { kind: 'start', restore: { from: 'nothing' }, allowNonRestoredState: false },
];

/** What is changed by calls of its own. */
function surroundings(desired: DesiredApplication, actual: ActualApplication): Step[] {
  const set = Object.fromEntries(Object.entries(desired.tags).filter(([tag, value]) => actual.tags[tag] !== value));
  // Tags that somebody else has put there are left alone; which those are is not known, so none is removed.
  const isLogging = actual.loggingOptions.some(({ logStreamArn }) => logStreamArn === desired.logStreamArn);
  const others = actual.loggingOptions.filter(({ logStreamArn }) => logStreamArn !== desired.logStreamArn);
  const vpcs = actual.configuration.VpcConfigurationDescriptions ?? [];
  const fits = vpcs.filter(
    ({ SubnetIds = [], SecurityGroupIds = [] }) =>
      desired.vpc !== null &&
      sameSet(SubnetIds, desired.vpc.subnets) &&
      sameSet(SecurityGroupIds, desired.vpc.securityGroups),
  );
  const remove = vpcs.filter((each) => !fits.includes(each)).map(({ VpcConfigurationId = '' }) => VpcConfigurationId);
  const add = fits.length === 0 ? desired.vpc : null;
  return [
    ...(Object.keys(set).length > 0 ? [{ kind: 'tags', set, remove: [] } as const] : []),
    ...(isLogging && others.length === 0
      ? []
      : [{ kind: 'logging', logStreamArn: desired.logStreamArn, replaces: others.map(({ id }) => id) } as const]),
    ...(remove.length > 0 || add !== null ? [{ kind: 'vpc', remove, add } as const] : []),
  ];
}

function change(
  { status, versionId }: ActualApplication,
  settings: readonly SettingChange[],
  situation: Situation,
  { isRestorable, allowNonRestoredState }: { readonly isRestorable: boolean; readonly allowNonRestoredState: boolean },
): Step[] {
  const isRunning = status === 'RUNNING';
  if (isRunning && settings.length === 0) return [];
  if (isRunning && situation.isFailing !== true)
    return [
      { kind: 'snapshot', version: versionId },
      { kind: 'update', settings, restore: { from: isRestorable ? 'latest' : 'nothing' }, allowNonRestoredState },
    ];
  const hasSnapshot = newest(situation.snapshots) !== null;
  const restore: Restore = hasSnapshot && isRestorable ? { from: 'latest' } : { from: 'nothing' };
  return [
    // A job that can not take a snapshot can not be updated while it runs either.
    ...(isRunning ? [{ kind: 'force-stop' } as const] : []),
    ...(settings.length > 0
      ? [{ kind: 'update', settings, restore: null, allowNonRestoredState: false } as const]
      : []),
    { kind: 'start', restore, allowNonRestoredState },
  ];
}

function remarksOn({ application, snapshots }: Situation, steps: readonly Step[]): Remark[] {
  const start = steps.find(({ kind }) => kind === 'start');
  const ranBefore = application !== null && provenVersions(application).length > 0;
  const isForced = steps.some(({ kind }) => kind === 'force-stop');
  return [
    ...(isForced ? (['stops a failing job by force'] as const) : []),
    ...(start && application !== null && !isForced ? (['starts a stopped application'] as const) : []),
    ...(start && ranBefore && newest(snapshots) === null ? (['starts without state'] as const) : []),
  ];
}

/** Of a running application: whether its job would be started without any state. */
const startsAnew = ({ isFailing, snapshots }: Situation): boolean => isFailing === true && newest(snapshots) === null;

const newest = (snapshots: readonly Snapshot[]): Snapshot | null =>
  snapshots.find(({ status }) => status === 'READY') ?? null;

const sameSet = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each) => others.includes(each));
