/** What `--env` means: an environment of pipectl.yaml, or the services that `pipectl dev` runs on this machine. */
import { join } from 'node:path';
import { hasErrors } from '../../compiler/diagnostics/diagnostic.js';
import { nearest } from '../../compiler/diagnostics/did-you-mean.js';
import type { Bundle } from '../../compiler/ir/bundle.js';
import type { AwsAccess } from '../../deploy/aws/access.js';
import type { Host } from '../host.js';
import { refuse, Refusal } from '../refusal.js';
import type { EnvironmentSettings, ResourceNames } from './configuration.js';
import { CONFIGURATION_FILE, LOCAL, readConfiguration } from './read-configuration.js';
import { runningDev, type RunningDev } from './running-dev.js';

export interface Environment {
  readonly name: string;
  readonly access: AwsAccess;
  /** The account that the caller must be of; null where there is none. */
  readonly account: string | null;
  /** Physical names by placeholder, only of those that the bundle has. */
  readonly names: ResourceNames;
  /** URL of the OpenSearch of a running `pipectl dev`. */
  readonly opensearch: string | null;
}

/** The environment's settings; null for the local one. Refuses before a pipeline is compiled in vain. */
export function findEnvironment(host: Host, name: string): EnvironmentSettings | null {
  if (name === LOCAL) return null;
  const { value, diagnostics } = readConfiguration(host.cwd);
  if (hasErrors(diagnostics)) throw new Refusal(diagnostics);
  if (value === null) throw refuse('configurationFileMissing', { file: CONFIGURATION_FILE, environment: name });
  const settings = Object.hasOwn(value.environments, name) ? value.environments[name] : undefined;
  if (settings) return settings;
  const known = [...Object.keys(value.environments), LOCAL];
  throw refuse('noSuchEnvironment', { written: name, near: nearest(name, known), known });
}

/** The `pipectl dev` of a pipeline that runs in this project. */
export function localDev(host: Host, pipeline: string): RunningDev {
  const dev = runningDev(join(host.cwd, '.pipectl', 'dev'), pipeline);
  if (dev === null) throw refuse('devNotRunning', { pipeline });
  return dev;
}

export function environmentOf(
  host: Host,
  { name, settings, bundle }: { name: string; settings: EnvironmentSettings | null; bundle: Bundle },
): Environment {
  const known = new Set(bundle.placeholders.map((placeholder) => placeholder.name));
  const namesOf = (names: ResourceNames): ResourceNames =>
    Object.fromEntries(Object.entries(names).filter(([logical]) => known.has(logical)));
  if (settings === null) {
    const dev = localDev(host, bundle.pipeline);
    const access = { region: dev.region, endpoint: dev.endpoint };
    return { name, access, account: null, names: namesOf(dev.names), opensearch: dev.opensearch };
  }
  const { account, region, names = {}, pipelines = {} } = settings;
  const { pipeline } = bundle;
  const own = pipelines[pipeline]?.names ?? {};
  // Names for all pipelines may be meant for another one; these can not.
  const written = Object.keys(own).find((logical) => !known.has(logical));
  if (written !== undefined) {
    const choice = [...known];
    const near = nearest(written, choice);
    throw refuse('noSuchResource', { environment: name, pipeline, written, near, known: choice });
  }
  return {
    name,
    access: { region, endpoint: null },
    account,
    names: namesOf({ ...names, ...own }),
    opensearch: null,
  };
}
