/** Deletes an application that is stopped, and waits until it is gone. */
import { DeleteApplicationCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import { readApplication, type ActualApplication } from '../application/actual.js';
import type { Clients } from '../application/clients.js';
import { until, type Waiting } from '../application/wait.js';
import { asking, ServiceFailure } from '../aws/service-failure.js';

/** False when it is still there at the deadline. */
export async function deleteApplication(
  clients: Clients,
  { name, createdAt }: Pick<ActualApplication, 'name' | 'createdAt'>,
  waiting: Waiting,
): Promise<boolean> {
  await asking('kinesisanalytics:DeleteApplication', `the application '${name}'`, () =>
    // The service wants the moment of its creation, so that a new one of the same name is not taken for it.
    clients.applications.send(new DeleteApplicationCommand({ ApplicationName: name, CreateTimestamp: createdAt })),
  ).catch((error: unknown) => {
    if (!(error instanceof ServiceFailure) || error.kind !== 'missing') throw error;
  });
  const gone = await until(
    async () => ((await readApplication(clients, { application: name })) === null ? true : null),
    waiting,
  );
  return gone === true;
}
