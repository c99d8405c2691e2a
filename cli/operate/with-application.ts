/** What every command for a deployed application begins with: the environment, the pipeline, whose account it is, clients. */
import { basename, dirname } from 'node:path';
import type { Bundle } from '../../compiler/ir/bundle.js';
import type { Job } from '../../compiler/emit/job/job.js';
import { diagnostic, hasErrors } from '../../compiler/diagnostics/diagnostic.js';
import { foreignTo, readApplication, type ActualApplication } from '../../deploy/application/actual.js';
import { openClients, type Clients } from '../../deploy/application/clients.js';
import type { ApplicationTarget } from '../../deploy/application/target.js';
import { callerAccount } from '../../deploy/aws/caller-account.js';
import { ServiceFailure } from '../../deploy/aws/service-failure.js';
import { unknownVersion } from '../../deploy/operate/unknown-version.js';
import { applicationTarget } from '../configuration/application-target.js';
import { findEnvironment } from '../configuration/environment.js';
import { serviceRefusal } from '../configuration/service-refusal.js';
import { findPipeline } from '../find-pipelines.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';

export interface OpenApplication {
  readonly target: ApplicationTarget;
  readonly clients: Clients;
  /** The pipeline as it is here; null when it does not compile. */
  readonly compiled: { readonly bundle: Bundle; readonly job: Job } | null;
  /** As somebody would write the command again: `title-popularity --env production`. */
  readonly words: string;
}

export interface Asked {
  /** PIPELINE, as written. */
  readonly pipeline: string;
  readonly env: string;
}

export async function withApplication<T>(
  host: Host,
  { pipeline: written, env }: Asked,
  work: (open: OpenApplication) => Promise<T>,
): Promise<T> {
  const entry = findPipeline(host.cwd, written);
  const settings = findEnvironment(host, env);
  const compiled = await compiledIfPossible(host, entry);
  const bundle = compiled?.bundle ?? unknownVersion(folderName(entry)).bundle;
  const target = applicationTarget(host, { name: env, settings, bundle });
  const clients = openClients(target.access);
  try {
    const actual = await callerAccount(target.access);
    if (actual !== target.account)
      throw refuse('accountDiffers', { environment: env, expected: target.account, actual });
    return await work({ target, clients, compiled, words: `${written} --env ${env}` });
  } catch (error) {
    throw error instanceof ServiceFailure ? serviceRefusal(error, env) : error;
  } finally {
    clients.close();
  }
}

/** An application that does not do its work is stopped and looked at also when its source is broken meanwhile. */
async function compiledIfPossible(host: Host, entry: string): Promise<OpenApplication['compiled']> {
  const { compile } = await import('../../compiler/compile.js');
  host.progress(`Reading ${host.path(entry)}`);
  const { value, diagnostics } = await compile({ entry, planner: null });
  host.progress('');
  if (value !== null && !hasErrors(diagnostics)) return value;
  const [first] = diagnostics.filter(({ severity }) => severity === 'error');
  const params = { file: host.path(entry), pipeline: folderName(entry), problem: first?.message ?? 'it gives nothing' };
  host.diagnose([diagnostic('sourceBroken', null, params)]);
  return null;
}

const folderName = (entry: string): string => basename(dirname(entry));

/** The application, or a refusal that says what to do. */
export async function existing({ clients, target }: OpenApplication): Promise<ActualApplication> {
  const { application, environment } = target;
  const actual = await readApplication(clients, target);
  if (actual === null) throw refuse('noSuchApplication', { application, environment });
  return actual;
}

/** The same, and pipectl's own: nothing else is changed. */
export async function own(open: OpenApplication): Promise<ActualApplication> {
  const actual = await existing(open);
  const reason = foreignTo(actual, open.target);
  const { application, environment } = open.target;
  if (reason !== null) throw refuse('foreignApplication', { application, environment, reason });
  return actual;
}
