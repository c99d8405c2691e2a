/** What every dead-letters command begins with: the environment, the pipeline, whose account it is, and the store. */
import type { Bundle } from '../../compiler/ir/bundle.js';
import { resourcesOf, type Resource } from '../../compiler/ir/resources.js';
import type { LetterStore } from '../../deploy/dead-letters/letter-store.js';
import { environmentOf, findEnvironment, type Environment } from '../configuration/environment.js';
import { serviceRefusal } from '../configuration/service-refusal.js';
import { findPipeline } from '../find-pipelines.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';

export interface OpenLetters {
  readonly bundle: Bundle;
  readonly resources: readonly Resource[];
  readonly environment: Environment;
  /** As an environment names it: `sqs:plays-dead-letters`. */
  readonly target: string;
  readonly store: LetterStore;
}

export interface Asked {
  /** PIPELINE, as written. */
  readonly pipeline: string;
  readonly env: string;
}

/** Opens the letters for `work`, and gives back what it has not used up. */
export async function withLetters<T>(
  host: Host,
  { pipeline, env }: Asked,
  work: (open: OpenLetters) => Promise<T>,
): Promise<T> {
  const entry = findPipeline(host.cwd, pipeline);
  const settings = findEnvironment(host, env);
  const { compilePipeline } = await import('../compile-pipeline.js');
  const { bundle } = await compilePipeline(host, entry, null);
  return withLettersOf(bundle, environmentOf(host, { name: env, settings, bundle }), work);
}

/** The same for a bundle that is there already. */
export async function withLettersOf<T>(
  bundle: Bundle,
  environment: Environment,
  work: (open: OpenLetters) => Promise<T>,
): Promise<T> {
  const { lettersResource, openLetters, targetText } = await import('../../deploy/dead-letters/open-letters.js');
  const { ServiceFailure } = await import('../../deploy/aws/service-failure.js');
  const { name, names, access } = environment;
  const resources = resourcesOf(bundle, names);
  const resource = lettersResource(resources);
  const target = targetText(resource);
  let place: string | null = null;
  try {
    await checkAccount(environment);
    const store = await openLetters(resource, access);
    place = store.name;
    try {
      return await work({ bundle, resources, environment, target, store });
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    if (error.kind === 'missing' && (place === null || error.resource === place))
      throw refuse('lettersTargetMissing', { environment: name, target, logical: resource.logical });
    throw serviceRefusal(error, name);
  }
}

async function checkAccount({ name, account: expected, access }: Environment): Promise<void> {
  if (expected === null) return;
  const { callerAccount } = await import('../../deploy/aws/caller-account.js');
  const actual = await callerAccount(access);
  if (actual !== expected) throw refuse('accountDiffers', { environment: name, expected, actual });
}
