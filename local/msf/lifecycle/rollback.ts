/** Back to the version that ran before, with its last snapshot, as a new version of the same content. */
import type { Application, Operation, Version } from '../application.js';
import { DEFAULT_RUN } from '../configuration.js';
import type { Control } from '../control.js';
import { invalidRequest } from '../errors.js';
import { endJob, halt, launch } from './launch.js';
import { snapshotOf } from './restore.js';
import { carryOut } from './turn.js';

const NAME = 'RollbackApplication';

/** Asked for by a user. */
export function rollbackApplication(control: Control, application: Application, current: number): Operation {
  application.requireStatus(['RUNNING', 'UPDATING', 'AUTOSCALING']);
  application.requireCurrent(undefined, current);
  const target = previousRunning(application);
  if (target === null) {
    throw invalidRequest(
      `The application ${application.name} has no earlier version that ran, so there is nothing to roll back to.`,
    );
  }
  if (snapshotOf(application, target) === null) {
    throw invalidRequest(
      `The application ${application.name} has no snapshot of version ${target.id} to roll back to.`,
    );
  }
  application.takeTurn(control.now());
  return rollBack(control, application, target);
}

/** The caller has the turn. */
export function rollBack(control: Control, application: Application, target: Version): Operation {
  const from = application.version;
  const operation = application.begin(NAME, control.now(), { from: from.id, to: from.id + 1 });
  const version = application.addVersion(target.configuration, control.now(), {
    rolledBackFrom: from.id,
    rolledBackTo: target.id,
    run: DEFAULT_RUN,
  });
  application.become('ROLLING_BACK', control.now());
  carryOut(control, application, {
    operation,
    async run(still) {
      await endJob(application);
      still();
      const path = snapshotOf(application, target)?.path ?? null;
      await launch(control, application, version, path === null ? null : { path }, still);
      application.become('RUNNING', control.now());
    },
    async failed(still) {
      await halt(control, application, still);
      return null;
    },
  });
  return operation;
}

/** Not the one that a rollback has just left behind, nor one that is the same as now. */
export function previousRunning({ version, versions }: Application): Version | null {
  const before = version.rolledBackTo ?? version.id;
  return versions.findLast(({ id, hasRun }) => id < before && hasRun) ?? null;
}
