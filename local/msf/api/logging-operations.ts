/** Logging options are added and taken away by operations of their own, each of which makes a new version. */
import { optional, structure } from '../../services/front/shape.js';
import type { Operations } from '../../services/front/operations.js';
import type { Application } from '../application.js';
import type { LoggingOption } from '../configuration.js';
import type { Control } from '../control.js';
import { describeLogging } from '../describe.js';
import { invalidArgument, notFound } from '../errors.js';
import { applicationName, arn, conditionalToken, identifier, versionId } from '../input/scalars.js';
import { changeApplication } from '../lifecycle/change.js';
import { nextLoggingId, requireLogStream } from './logging-options.js';
import { operation } from './operation.js';

const application = {
  ApplicationName: applicationName(),
  CurrentApplicationVersionId: optional(versionId()),
  ConditionalToken: optional(conditionalToken()),
};

export const loggingOperations = (control: Control): Operations => ({
  AddApplicationCloudWatchLoggingOption: operation(
    structure({ ...application, CloudWatchLoggingOption: structure({ LogStreamARN: arn() }) }),
    ({ CloudWatchLoggingOption: added, ...input }, { region }) => {
      const found = current(control, region, input);
      requireLogStream(added.LogStreamARN);
      if (found.version.configuration.logging.length > 0) {
        throw invalidArgument(`The application ${found.name} has a logging option already.`);
      }
      const option = { id: nextLoggingId(found.version.id + 1), logStreamArn: added.LogStreamARN };
      return change(control, found, 'AddApplicationCloudWatchLoggingOption', [option]);
    },
  ),

  DeleteApplicationCloudWatchLoggingOption: operation(
    structure({ ...application, CloudWatchLoggingOptionId: identifier() }),
    ({ CloudWatchLoggingOptionId: id, ...input }, { region }) => {
      const found = current(control, region, input);
      const { logging } = found.version.configuration;
      const left = logging.filter((option) => option.id !== id);
      if (left.length === logging.length) throw notFound(`The application ${found.name} has no logging option ${id}.`);
      return change(control, found, 'DeleteApplicationCloudWatchLoggingOption', left);
    },
  ),
});

interface Which {
  readonly ApplicationName: string;
  readonly CurrentApplicationVersionId: number | undefined;
  readonly ConditionalToken: string | undefined;
}

function current({ applications }: Control, region: string, which: Which): Application {
  const { ApplicationName: name, CurrentApplicationVersionId: id, ConditionalToken: token } = which;
  const found = applications.byName(region, name);
  if (token === undefined && id === undefined) {
    throw invalidArgument('A ConditionalToken or a CurrentApplicationVersionId is needed.');
  }
  found.requireStatus(['READY', 'RUNNING']);
  found.requireCurrent(token, id);
  return found;
}

function change(control: Control, found: Application, name: string, logging: readonly LoggingOption[]): object {
  const configuration = { ...found.version.configuration, logging };
  const { id } = changeApplication(control, found, { name, configuration });
  return {
    ApplicationARN: found.arn,
    ApplicationVersionId: found.version.id,
    CloudWatchLoggingOptionDescriptions: describeLogging(found.version.configuration),
    OperationId: id,
  };
}
