/** The way to Flink's own web interface. */
import { integer, oneOf, optional, structure } from '../../services/front/shape.js';
import type { Operations } from '../../services/front/operations.js';
import type { Control } from '../control.js';
import type { Dashboards } from '../dashboard/dashboards.js';
import { invalidArgument } from '../errors.js';
import { applicationName } from '../input/scalars.js';
import { operation } from './operation.js';

const DEFAULT_SECONDS = 1_800;

export const dashboardOperations = (control: Control, dashboards: Dashboards): Operations => ({
  CreateApplicationPresignedUrl: operation(
    structure({
      ApplicationName: applicationName(),
      UrlType: oneOf(['FLINK_DASHBOARD_URL', 'ZEPPELIN_UI_URL']),
      SessionExpirationDurationInSeconds: optional(integer({ min: 1_800, max: 43_200 })),
    }),
    async (input, { region }) => {
      const application = control.applications.byName(region, input.ApplicationName);
      if (input.UrlType !== 'FLINK_DASHBOARD_URL') throw invalidArgument('A Flink application has no Zeppelin.');
      application.requireStatus(['RUNNING']);
      const lastsMs = 1000 * (input.SessionExpirationDurationInSeconds ?? DEFAULT_SECONDS);
      return { AuthorizedUrl: await dashboards.url(application, lastsMs) };
    },
  ),
});
