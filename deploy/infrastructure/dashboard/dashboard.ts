/** The dashboard of a pipeline: the state of its alarms, then graphs. */
import type { Bundle } from '../../../compiler/ir/bundle.js';
import type { Resource } from '../../../compiler/ir/resources.js';
import { alarmName, type Alarm } from '../alarms/alarm.js';
import type { Watched } from '../alarms/alarms-of.js';
import { arn } from '../target.js';
import type { Resources } from '../template.js';
import { graphsOf } from './graphs-of.js';
import { alarmStates, graphs } from './widget.js';

/** Alarms stand beside each other, six in a row. */
const IN_ROW = 6;
const ALARM_ROW = 2;

export function dashboardResources(
  bundle: Bundle,
  resources: readonly Resource[],
  alarms: readonly Alarm[],
  watched: Watched,
): Resources {
  const { application, region } = watched;
  const arns = alarms.map((alarm) => arn('cloudwatch', watched, `alarm:${alarmName(watched, alarm)}`));
  const height = Math.ceil(arns.length / IN_ROW) * ALARM_ROW;
  const widgets = [
    alarmStates(application, arns, height),
    ...graphs(graphsOf(bundle, resources, watched), region, height),
  ];
  return {
    Dashboard: {
      Type: 'AWS::CloudWatch::Dashboard',
      Properties: {
        DashboardName: application.replaceAll('.', '-'),
        // A widget a line: reviewed line by line, and a template stays within what CloudFormation takes.
        DashboardBody: `{"widgets": [\n${widgets.map((widget) => JSON.stringify(widget)).join(',\n')}\n]}\n`,
      },
    },
  };
}
