/** `pipectl destroy`: says by name what is lost and what stays, asks, stops the application and deletes it. */
import { resourcesOf, type Resource } from '../../compiler/ir/resources.js';
import { foreignTo, readApplication, type ActualApplication } from '../../deploy/application/actual.js';
import { deployedVersion } from '../../deploy/application/deployed-version.js';
import { ServiceFailure } from '../../deploy/aws/service-failure.js';
import { deleteApplication } from '../../deploy/operate/delete-application.js';
import { destruction } from '../../deploy/operate/losses.js';
import { listSnapshots } from '../../deploy/application/snapshot.js';
import { stopApplication } from '../../deploy/operate/stop.js';
import type { Outcome } from '../command.js';
import { confirm } from '../confirm.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { busy, stillUnderWay } from './busy.js';
import { operationProgress, waitingFor } from './waiting.js';
import { withApplication, type OpenApplication } from './with-application.js';

export interface DestroyOptions {
  readonly env: string;
  readonly yes?: true;
}

export const destroy = (host: Host, pipeline: string, options: DestroyOptions): Promise<Outcome> =>
  withApplication(host, { pipeline, env: options.env }, (open) => destroyOpened(host, open, options));

async function destroyOpened(host: Host, open: OpenApplication, { yes }: DestroyOptions): Promise<Outcome> {
  const { target, clients } = open;
  const { application, environment } = target;
  const actual = await readApplication(clients, target);
  if (actual === null) {
    host.print(`${application} is not there in ${environment}; there is nothing to destroy`);
    return { exitCode: exit.ok, data: { application, destroyed: false, before: true } };
  }
  const reason = foreignTo(actual, target);
  if (reason !== null) throw refuse('foreignApplication', { application, environment, reason });

  const { bucket, fileKey } = actual;
  const about = destruction({
    application,
    versionId: actual.versionId,
    snapshots: await listSnapshots(clients, application),
    isRunning: actual.status !== 'READY',
    resources: await resourcesNamed(open, actual),
    jars: `s3://${bucket ?? ''}/${(fileKey ?? '').replace(/[^/]*$/, '')}`,
    logGroup: target.logs.group,
    now: Date.now(),
  });
  const bullets = (lines: readonly string[]): string => lines.map((line) => `  - ${line}`).join('\n');
  host.print(`lost for ever:\n${bullets(about.lost)}\nstays:\n${bullets(about.stays)}`);
  if (yes !== true) {
    const text = `Destroy '${application}' in ${environment}?`;
    if (!(await confirm(host, { text, flag: '--yes', command: 'destroy', word: application }))) {
      host.print(`${application} is as it was`);
      return { exitCode: exit.failed, data: { application, destroyed: false, ...about } };
    }
  }
  await stopped(host, open, actual.status);
  host.progress(`Deleting ${application}`);
  if (!(await deleteApplication(clients, actual, waitingFor(host, clients))))
    throw stillUnderWay(open, { status: 'DELETING', operation: null });
  host.progress('');
  host.print(`${application} is destroyed`);
  return { exitCode: exit.ok, data: { application, destroyed: true, ...about } };
}

/** With a snapshot if it can, because what has been read is written out then; its own snapshot is lost with the rest. */
async function stopped(host: Host, open: OpenApplication, status: ActualApplication['status']): Promise<void> {
  const { clients, target } = open;
  if (status === 'DELETING') return;
  const order = {
    application: target.application,
    waiting: waitingFor(host, clients),
    onLook: operationProgress(host),
  };
  let end = await stopApplication(clients, { status }, { ...order, force: false });
  if (end.kind === 'refused' || end.kind === 'busy') {
    host.say(`${target.application} can not be stopped with a snapshot, so it is stopped by force`);
    end = await stopApplication(clients, end.kind === 'busy' ? end : { status }, { ...order, force: true });
  }
  if (end.kind === 'busy') throw busy(open, end);
  if (end.kind === 'refused') throw busy(open, { status, operation: null });
  if (end.kind === 'under way') throw stillUnderWay(open, end);
}

const KINDS: { readonly [K in Resource['kind']]: string } = {
  stream: 'the stream',
  'delivery-stream': 'the delivery stream',
  table: 'the table',
  index: 'the index',
  queue: 'the queue',
  bucket: 'the bucket',
};

/** What the deployed pipeline touches; of a jar that can not be read, what the pipeline here would. */
async function resourcesNamed(
  { clients, target, compiled }: OpenApplication,
  actual: ActualApplication,
): Promise<string[]> {
  const deployed = await deployedVersion(clients, target, actual).catch(orNull);
  const bundle = deployed?.bundle ?? compiled?.bundle;
  if (bundle === undefined) return ['everything that the pipeline reads and writes'];
  const known = new Set(bundle.placeholders.map(({ name }) => name));
  const names = Object.fromEntries(Object.entries(target.names).filter(([name]) => known.has(name)));
  return resourcesOf(bundle, names).map(({ kind, name }) => `${KINDS[kind]} ${name}`);
}

function orNull(error: unknown): null {
  if (error instanceof ServiceFailure) return null;
  throw error;
}
