/** RUNNING → STOPPING → READY with a snapshot; or by force, from wherever it is, without one. */
import type { Application, Operation } from '../application.js';
import type { Control } from '../control.js';
import { invalidConfiguration } from '../errors.js';
import { halt } from './launch.js';
import { requireNoneInProgress, stopWithSnapshot } from './snapshots.js';
import { carryOut } from './turn.js';

export async function stopApplication(control: Control, application: Application): Promise<Operation> {
  application.requireStatus(['RUNNING']);
  requireNoneInProgress(application);
  const { snapshotsEnabled } = application.version.configuration;
  const { turn } = application;
  if (snapshotsEnabled && !(await application.job?.isHealthy())) {
    throw invalidConfiguration(
      `The application ${application.name} is in downtime, so no snapshot can be taken of it. Disable snapshots, or stop it by force.`,
    );
  }
  // It was asked for its health meanwhile.
  if (application.turn !== turn) application.requireStatus(['RUNNING']);
  application.takeTurn(control.now());
  const operation = application.begin('StopApplication', control.now());
  application.become('STOPPING', control.now());
  carryOut(control, application, {
    operation,
    async run(still) {
      if (snapshotsEnabled) await stopWithSnapshot(control, application, still);
      await halt(control, application, still);
    },
    async failed() {
      application.become('RUNNING', control.now());
      return null;
    },
  });
  return operation;
}

export function forceStopApplication(control: Control, application: Application): Operation {
  application.requireStatus(['STARTING', 'UPDATING', 'STOPPING', 'RUNNING', 'ROLLING_BACK', 'AUTOSCALING']);
  application.takeTurn(control.now());
  const operation = application.begin('StopApplication', control.now());
  application.become('FORCE_STOPPING', control.now());
  carryOut(control, application, {
    operation,
    run: (still) => halt(control, application, still),
    async failed(still) {
      await halt(control, application, still);
      return null;
    },
  });
  return operation;
}
