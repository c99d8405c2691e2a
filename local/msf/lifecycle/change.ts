/** A new version of an application: of a stopped one it is only written down, a running one goes on as that version. */
import type { Application, Operation, Version } from '../application.js';
import { DEFAULT_RUN, type Configuration, type RunConfiguration } from '../configuration.js';
import type { Control } from '../control.js';
import { endJob, launch } from './launch.js';
import { restoreOf } from './restore.js';
import { previousRunning, rollBack } from './rollback.js';
import { requireNoneInProgress, stopWithSnapshot } from './snapshots.js';
import { carryOut } from './turn.js';

export interface Change {
  /** As operations are listed: `UpdateApplication`. */
  readonly name: string;
  readonly configuration: Configuration;
  readonly run?: RunConfiguration;
}

export function changeApplication(
  control: Control,
  application: Application,
  { name, configuration, run = DEFAULT_RUN }: Change,
): Operation {
  application.requireStatus(['READY', 'RUNNING']);
  requireNoneInProgress(application);
  const wasRunning = application.status === 'RUNNING';
  application.takeTurn(control.now());
  const before = application.version;
  const version = application.addVersion(configuration, control.now(), { run });
  const operation = application.begin(name, control.now(), { from: before.id, to: version.id });
  application.become('UPDATING', control.now());
  if (wasRunning) restart(control, application, version, operation);
  else rest(control, application, version, operation);
  return operation;
}

function rest(control: Control, application: Application, version: Version, operation: Operation): void {
  carryOut(control, application, {
    operation,
    async run() {
      application.become('READY', control.now());
    },
    async failed() {
      application.dropVersion(version, control.now());
      application.become('READY', control.now());
      return null;
    },
  });
}

function restart(control: Control, application: Application, version: Version, operation: Operation): void {
  const { snapshotsEnabled, rollbackEnabled } = version.configuration;
  let stopped = false;
  carryOut(control, application, {
    operation,
    async run(still) {
      if (snapshotsEnabled) await stopWithSnapshot(control, application, still);
      stopped = true;
      await endJob(application);
      still();
      // Without snapshots nothing of the state is kept, unless one is named.
      const { run } = version;
      const keeps = snapshotsEnabled || run.snapshotName !== null;
      await launch(control, application, version, keeps ? restoreOf(application, run) : null, still);
      application.become('RUNNING', control.now());
    },
    async failed(still) {
      if (!stopped) {
        // The job of the version before runs on.
        application.dropVersion(version, control.now());
        application.become('RUNNING', control.now());
        return null;
      }
      await endJob(application);
      still();
      const target = rollbackEnabled ? previousRunning(application) : null;
      if (target) return rollBack(control, application, target);
      application.become('READY', control.now());
      return null;
    },
  });
}
