/** Snapshots as the API has them. */
import { optional, structure, time } from '../../services/front/shape.js';
import type { Operations } from '../../services/front/operations.js';
import type { Application, Snapshot } from '../application.js';
import type { Control } from '../control.js';
import { describeSnapshot, seconds } from '../describe.js';
import { invalidArgument, invalidRequest, inUse, notFound } from '../errors.js';
import { applicationName, pageSize, pageToken, snapshotName } from '../input/scalars.js';
import { createSnapshot, deleteSnapshot, requireSnapshots } from '../lifecycle/snapshots.js';
import { operation } from './operation.js';
import { pageOf } from './page.js';

export const snapshotOperations = (control: Control): Operations => ({
  CreateApplicationSnapshot: operation(
    structure({ ApplicationName: applicationName(), SnapshotName: snapshotName() }),
    ({ ApplicationName: name, SnapshotName: snapshot }, { region }) => {
      const application = control.applications.byName(region, name);
      if (application.status !== 'RUNNING') {
        throw invalidRequest(`The application ${name} is ${application.status}; a snapshot is taken of a RUNNING one.`);
      }
      requireSnapshots(application);
      createSnapshot(control, application, snapshot);
      return {};
    },
  ),

  DescribeApplicationSnapshot: operation(
    structure({ ApplicationName: applicationName(), SnapshotName: snapshotName() }),
    ({ ApplicationName: name, SnapshotName: snapshot }, { region }) => ({
      SnapshotDetails: describeSnapshot(existing(control.applications.byName(region, name), snapshot)),
    }),
  ),

  ListApplicationSnapshots: operation(
    structure({ ApplicationName: applicationName(), Limit: optional(pageSize()), NextToken: optional(pageToken()) }),
    ({ ApplicationName: name, ...page }, { region }) => {
      const { snapshots } = listed(control, region, name);
      const { items, next } = pageOf([...snapshots].reverse(), (each) => each.name, page);
      return { SnapshotSummaries: items.map(describeSnapshot), ...next };
    },
  ),

  DeleteApplicationSnapshot: operation(
    structure({
      ApplicationName: applicationName(),
      SnapshotName: snapshotName(),
      SnapshotCreationTimestamp: time(),
    }),
    ({ ApplicationName: name, SnapshotName: wanted, SnapshotCreationTimestamp: created }, { region }) => {
      const application = control.applications.byName(region, name);
      const snapshot = existing(application, wanted);
      if (seconds(created).getTime() !== seconds(snapshot.createdAt).getTime()) {
        throw invalidArgument(`The SnapshotCreationTimestamp is not that of the snapshot ${wanted}.`);
      }
      if (snapshot.status === 'CREATING' || snapshot.status === 'DELETING') {
        throw inUse(`The snapshot ${wanted} is ${snapshot.status}.`);
      }
      deleteSnapshot(control, application, snapshot);
      return {};
    },
  ),
});

/** This operation alone does not know ResourceNotFoundException. */
function listed({ applications }: Control, region: string, name: string): Application {
  const found = applications.of(region).find((each) => each.name === name);
  if (found === undefined) throw invalidArgument(`There is no application ${name}.`);
  return found;
}

function existing({ name, snapshots }: Application, wanted: string): Snapshot {
  const found = snapshots.find((each) => each.name === wanted);
  if (found === undefined) throw notFound(`The application ${name} has no snapshot ${wanted}.`);
  return found;
}
