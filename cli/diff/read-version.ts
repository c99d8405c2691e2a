/** A version that an earlier `pipectl compile` wrote: `<folder>/<pipeline>/`, or that folder itself. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProblems } from '../../compiler/emit/validate-bundle.js';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { refuse } from '../refusal.js';

export interface WrittenVersion {
  readonly bundle: Bundle;
  /** Null when it was compiled without Flink's planner. */
  readonly plan: unknown;
  /** `job.json`; null when it is not there. */
  readonly job: unknown;
}

/** Null when the folder has no version of the pipeline. */
export function readVersion(folder: string, pipeline: string, shown: string): WrittenVersion | null {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw refuse('comparedFolder', { folder: shown, problem: 'is not a folder' });
  const own = [join(folder, pipeline), folder].find((each) => existsSync(join(each, 'bundle.json')));
  if (own === undefined) return null;
  const read = (name: string): unknown => {
    const file = join(own, name);
    if (!existsSync(file)) return null;
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as unknown;
    } catch {
      throw refuse('comparedVersion', { file: join(shown, name), problem: 'it is not JSON' });
    }
  };
  const bundle = read('bundle.json');
  const [problem] = bundleProblems(bundle);
  if (problem !== undefined) throw refuse('comparedVersion', { file: join(shown, 'bundle.json'), problem });
  return { bundle: bundle as Bundle, plan: read('plan.json'), job: read('job.json') };
}
