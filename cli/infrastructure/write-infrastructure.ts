/** Compiles a pipeline and writes the template of its surroundings, or says why there can be none. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { infrastructureOf } from '../../deploy/infrastructure/infrastructure-of.js';
import { templateText } from '../../deploy/infrastructure/template-text.js';
import type { Outcome } from '../command.js';
import { compilePipeline } from '../compile-pipeline.js';
import { applicationTarget, deployTarget } from '../configuration/application-target.js';
import { findEnvironment } from '../configuration/environment.js';
import { exit } from '../exit.js';
import { findPipeline } from '../find-pipelines.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { reasonOf } from '../../local/system-error.js';
import { checkSurroundings } from './check-surroundings.js';
import { infrastructureTarget } from './infrastructure-target.js';

export interface InfrastructureOptions {
  readonly env: string;
  readonly out?: string;
}

export async function writeInfrastructure(
  host: Host,
  pipeline: string,
  { env, out }: InfrastructureOptions,
): Promise<Outcome> {
  const entry = findPipeline(host.cwd, pipeline);
  const settings = findEnvironment(host, env);
  if (settings === null) throw refuse('infrastructureLocal', { pipeline: basename(dirname(entry)) });
  const { bundle, job } = await compilePipeline(host, entry, null);
  const application = deployTarget(applicationTarget(host, { name: env, settings, bundle }));
  const target = infrastructureTarget(application, settings, bundle.pipeline);
  checkSurroundings(bundle, target);
  const template = infrastructureOf(bundle, job, target);
  const text = templateText(template);
  if (out === undefined) host.print(text.trimEnd());
  else write(host, resolve(host.cwd, out), text);
  const about = { pipeline: bundle.pipeline, environment: env, application: target.application };
  return {
    exitCode: exit.ok,
    data: { ...about, ...(out !== undefined && { file: host.path(resolve(host.cwd, out)) }), template },
  };
}

function write(host: Host, file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw refuse('templateNotWritten', { file: host.path(file), reason: reasonOf(error) });
  }
  host.say(`wrote ${host.path(file)}`);
}
