/** What a deploy would change of an application and around it, setting by setting. Pure. */
import type { ActualApplication } from '../application/actual.js';
import type { DesiredApplication } from '../application/desired.js';
import { settingChanges } from '../application/settings.js';
import type { Step } from '../application/step.js';
import type { SettingDifference } from './settings-changes.js';

/** Settings that an update changes, and what the steps beside it change by calls of their own. */
export function applicationDifferences(
  desired: DesiredApplication,
  actual: ActualApplication,
  steps: readonly Step[],
): SettingDifference[] {
  const settings = settingChanges(desired, actual).map(({ setting, before, after }) => ({ setting, before, after }));
  return [...settings, ...steps.flatMap((step) => besides(step, actual))];
}

function besides(step: Step, actual: ActualApplication): SettingDifference[] {
  switch (step.kind) {
    case 'tags':
      return [
        ...Object.entries(step.set).map(([tag, value]) => tagged(tag, actual, value)),
        ...step.remove.map((tag) => tagged(tag, actual, null)),
      ];
    case 'logging': {
      const before = actual.loggingOptions.map(({ logStreamArn }) => logStreamArn).join(', ');
      return [{ setting: 'log stream', before: before === '' ? null : before, after: step.logStreamArn }];
    }
    case 'vpc': {
      const before = (actual.configuration.VpcConfigurationDescriptions ?? [])
        .flatMap(({ SubnetIds = [] }) => SubnetIds)
        .join(', ');
      return [{ setting: 'VPC', before: before === '' ? null : before, after: step.add?.subnets.join(', ') ?? null }];
    }
    default:
      return [];
  }
}

const tagged = (tag: string, { tags }: ActualApplication, after: string | null): SettingDifference => ({
  setting: `tag ${tag}`,
  before: tags[tag] ?? null,
  after,
});
