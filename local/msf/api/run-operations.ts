/** Start, stop and rollback, and what became of them. */
import { flag, oneOf, optional, structure, text } from '../../services/front/shape.js';
import type { Operations } from '../../services/front/operations.js';
import type { Control } from '../control.js';
import { describeApplication, describeOperation, describeVersion, statusOf, summarizeOperation } from '../describe.js';
import { notFound } from '../errors.js';
import {
  applicationName,
  operationId,
  OPERATION_STATUSES,
  pageSize,
  pageToken,
  runConfiguration,
  versionId,
} from '../input/scalars.js';
import { runOf } from '../lifecycle/restore.js';
import { rollbackApplication } from '../lifecycle/rollback.js';
import { startApplication } from '../lifecycle/start.js';
import { forceStopApplication, stopApplication } from '../lifecycle/stop.js';
import { operation } from './operation.js';
import { pageOf } from './page.js';

export const runOperations = (control: Control): Operations => ({
  StartApplication: operation(
    structure({ ApplicationName: applicationName(), RunConfiguration: optional(runConfiguration()) }),
    ({ ApplicationName: name, RunConfiguration: run }, { region }) => {
      const application = control.applications.byName(region, name);
      application.requireStatus(['READY']);
      return { OperationId: startApplication(control, application, runOf(application, run)).id };
    },
  ),

  StopApplication: operation(
    structure({ ApplicationName: applicationName(), Force: optional(flag()) }),
    async ({ ApplicationName: name, Force: force = false }, { region }) => {
      const application = control.applications.byName(region, name);
      const stopping = force ? forceStopApplication(control, application) : await stopApplication(control, application);
      return { OperationId: stopping.id };
    },
  ),

  RollbackApplication: operation(
    structure({ ApplicationName: applicationName(), CurrentApplicationVersionId: versionId() }),
    ({ ApplicationName: name, CurrentApplicationVersionId: current }, { region }) => {
      const application = control.applications.byName(region, name);
      const { id } = rollbackApplication(control, application, current);
      return { ApplicationDetail: describeApplication(application), OperationId: id };
    },
  ),

  DescribeApplicationOperation: operation(
    structure({ ApplicationName: applicationName(), OperationId: operationId() }),
    ({ ApplicationName: name, OperationId: id }, { region }) => {
      const found = control.applications.byName(region, name).operations.find((each) => each.id === id);
      if (found === undefined) throw notFound(`The application ${name} has no operation ${id}.`);
      return { ApplicationOperationInfoDetails: describeOperation(found) };
    },
  ),

  ListApplicationOperations: operation(
    structure({
      ApplicationName: applicationName(),
      Limit: optional(pageSize()),
      NextToken: optional(pageToken()),
      Operation: optional(text({ min: 1, max: 64 })),
      OperationStatus: optional(oneOf(OPERATION_STATUSES)),
    }),
    ({ ApplicationName: name, Operation: kind, OperationStatus: status, ...page }, { region }) => {
      const found = control.applications
        .byName(region, name)
        .operations.filter((each) => (kind ?? each.name) === each.name && (status ?? each.status) === each.status);
      const { items, next } = pageOf(found.reverse(), ({ id }) => id, page);
      return { ApplicationOperationInfoList: items.map(summarizeOperation), ...next };
    },
  ),

  DescribeApplicationVersion: operation(
    structure({ ApplicationName: applicationName(), ApplicationVersionId: versionId() }),
    ({ ApplicationName: name, ApplicationVersionId: id }, { region }) => {
      const application = control.applications.byName(region, name);
      const version = application.versions.find((each) => each.id === id);
      if (version === undefined) throw notFound(`The application ${name} has no version ${id}.`);
      return { ApplicationVersionDetail: describeVersion(application, version) };
    },
  ),

  ListApplicationVersions: operation(
    structure({ ApplicationName: applicationName(), Limit: optional(pageSize()), NextToken: optional(pageToken()) }),
    ({ ApplicationName: name, ...page }, { region }) => {
      const application = control.applications.byName(region, name);
      const { items, next } = pageOf([...application.versions].reverse(), ({ id }) => String(id), page);
      const ApplicationVersionSummaries = items.map((version) => ({
        ApplicationVersionId: version.id,
        ApplicationStatus: statusOf(application, version),
      }));
      return { ApplicationVersionSummaries, ...next };
    },
  ),
});
