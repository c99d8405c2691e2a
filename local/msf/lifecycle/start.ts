/** READY → STARTING → RUNNING, or READY again. */
import type { Application, Operation } from '../application.js';
import type { RunConfiguration } from '../configuration.js';
import type { Control } from '../control.js';
import { invalidConfiguration } from '../errors.js';
import { launch } from './launch.js';
import { restoreOf } from './restore.js';
import { carryOut } from './turn.js';

export function startApplication(control: Control, application: Application, run: RunConfiguration): Operation {
  application.requireStatus(['READY']);
  const { version } = application;
  if (version.configuration.code === null) {
    throw invalidConfiguration(`The application ${application.name} has no code to run.`);
  }
  version.run = run;
  application.takeTurn(control.now());
  const operation = application.begin('StartApplication', control.now());
  application.become('STARTING', control.now());
  carryOut(control, application, {
    operation,
    async run(still) {
      await launch(control, application, version, restoreOf(application, run), still);
      application.become('RUNNING', control.now());
    },
    async failed() {
      application.become('READY', control.now());
      return null;
    },
  });
  return operation;
}
