/** READY → DELETING → gone, with all snapshots. */
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Application } from '../application.js';
import type { Control } from '../control.js';
import { requireNoneInProgress } from './snapshots.js';

export function deleteApplication(control: Control, application: Application): void {
  application.requireStatus(['READY']);
  requireNoneInProgress(application);
  application.takeTurn(control.now());
  application.become('DELETING', control.now());
  control.background(async () => {
    await control.faults.meet('DeleteApplication').catch(() => undefined);
    for (const { path } of application.snapshots) {
      if (path !== null) await rm(dirname(path), { recursive: true, force: true });
    }
    control.applications.remove(application);
  });
}
