/** Applications: made, looked at, changed and removed. */
import { optional, structure, flag, time } from '../../services/front/shape.js';
import type { Operations } from '../../services/front/operations.js';
import { Application } from '../application.js';
import { applicationArn } from '../applications.js';
import type { Control } from '../control.js';
import { describeApplication, describeMaintenance, seconds, summarizeApplication } from '../describe.js';
import { invalidArgument } from '../errors.js';
import { createApplicationInput, type CreateApplicationInput } from '../input/create-application.js';
import { applicationName, pageSize, windowStart } from '../input/scalars.js';
import { updateApplicationInput, type UpdateApplicationInput } from '../input/update-application.js';
import { changeApplication } from '../lifecycle/change.js';
import { deleteApplication } from '../lifecycle/delete.js';
import { runOf } from '../lifecycle/restore.js';
import {
  changedConfiguration,
  changedLocation,
  requireSupported as requireSupportedUpdate,
} from './changed-configuration.js';
import { checkConfiguration } from './check-configuration.js';
import { locationOf, newConfiguration, requireSupported } from './new-configuration.js';
import { operation, type Called } from './operation.js';
import { pageOf } from './page.js';
import { taggedWith } from './tag-list.js';

export const applicationOperations = (control: Control): Operations => ({
  CreateApplication: operation(createApplicationInput, (input, called) => create(control, input, called)),
  UpdateApplication: operation(updateApplicationInput, (input, called) => update(control, input, called)),

  DescribeApplication: operation(
    structure({ ApplicationName: applicationName(), IncludeAdditionalDetails: optional(flag()) }),
    ({ ApplicationName: name }, { region }) => ({
      ApplicationDetail: describeApplication(control.applications.byName(region, name)),
    }),
  ),

  ListApplications: operation(
    structure({ Limit: optional(pageSize()), NextToken: optional(applicationName()) }),
    ({ Limit, NextToken: after = '' }, { region }) => {
      // The token is a name, and what comes after it the next page, whether there is such an application or not.
      const rest = control.applications.of(region).filter(({ name }) => name > after);
      const { items, next } = pageOf(rest, ({ name }) => name, { Limit });
      return { ApplicationSummaries: items.map(summarizeApplication), ...next };
    },
    'InvalidRequestException',
  ),

  DeleteApplication: operation(
    structure({ ApplicationName: applicationName(), CreateTimestamp: time() }),
    ({ ApplicationName: name, CreateTimestamp: created }, { region }) => {
      const application = control.applications.byName(region, name);
      if (seconds(created).getTime() !== seconds(application.createdAt).getTime()) {
        throw invalidArgument(`The CreateTimestamp is not that of the application ${name}.`);
      }
      deleteApplication(control, application);
      return {};
    },
  ),

  UpdateApplicationMaintenanceConfiguration: operation(
    structure({
      ApplicationName: applicationName(),
      ApplicationMaintenanceConfigurationUpdate: structure({
        ApplicationMaintenanceWindowStartTimeUpdate: windowStart(),
      }),
    }),
    ({ ApplicationName: name, ApplicationMaintenanceConfigurationUpdate: changed }, { region }) => {
      const application = control.applications.byName(region, name);
      application.requireStatus(['READY', 'RUNNING']);
      application.maintenanceStart = changed.ApplicationMaintenanceWindowStartTimeUpdate;
      const shown = describeMaintenance(application);
      return { ApplicationARN: application.arn, ApplicationMaintenanceConfigurationDescription: shown };
    },
  ),
});

async function create(control: Control, input: CreateApplicationInput, { region }: Called): Promise<object> {
  const { applications, settings, code: store, now } = control;
  const { ApplicationName: name } = input;
  requireSupported(input);
  applications.requireRoom(region, name, settings.applicationsLimit);
  const tags = taggedWith(new Map(), input.Tags ?? []);
  const location = locationOf(input.ApplicationConfiguration);
  checkConfiguration(newConfiguration(input, null, settings.checkpointMs), settings.kpuLimit);
  const code = location && (await store.fetch(location, input.ServiceExecutionRole));
  // Another request may have taken the name while the code was copied.
  applications.requireRoom(region, name, settings.applicationsLimit);
  const application = new Application({
    name,
    region,
    arn: applicationArn(region, name),
    description: input.ApplicationDescription ?? null,
    createdAt: now(),
    tags,
    configuration: newConfiguration(input, code, settings.checkpointMs),
  });
  applications.add(application);
  return { ApplicationDetail: describeApplication(application) };
}

async function update(control: Control, input: UpdateApplicationInput, { region }: Called): Promise<object> {
  const { applications, settings, code: store } = control;
  const { ApplicationName: name, ConditionalToken: token, CurrentApplicationVersionId: current } = input;
  requireSupportedUpdate(input);
  const application = applications.byName(region, name);
  if (token === undefined && current === undefined) {
    throw invalidArgument('An update needs a ConditionalToken or a CurrentApplicationVersionId.');
  }
  const allowed = (): void => {
    application.requireStatus(['READY', 'RUNNING']);
    application.requireCurrent(token, current);
  };
  allowed();
  const { configuration: before } = application.version;
  const location = changedLocation(input.ApplicationConfigurationUpdate, before.code);
  const role = input.ServiceExecutionRoleUpdate ?? before.role;
  const code = location && (await store.fetch(location, role));
  // Another request may have changed it while the code was copied.
  allowed();
  const configuration = changedConfiguration(before, input, code, settings.checkpointMs);
  checkConfiguration(configuration, settings.kpuLimit);
  const run = runOf(application, input.RunConfigurationUpdate);
  const { id } = changeApplication(control, application, { name: 'UpdateApplication', configuration, run });
  return { ApplicationDetail: describeApplication(application), OperationId: id };
}
