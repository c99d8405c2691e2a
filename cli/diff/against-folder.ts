/** A comparison with what an earlier compile wrote: without AWS, as a pull request is judged. */
import { resolve } from 'node:path';
import type { Compiled } from '../../compiler/compile.js';
import { diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import { jobDifferences } from '../../deploy/diff/job-differences.js';
import { stateVerdict } from '../../deploy/state/state-verdict.js';
import type { Host } from '../host.js';
import type { Comparison } from './comparison.js';
import { readVersion } from './read-version.js';

export function againstFolder(host: Host, after: Compiled, folder: string): Comparison {
  const before = readVersion(resolve(host.cwd, folder), after.bundle.pipeline, folder);
  const isPlanned = before !== null && before.plan !== null;
  if (before !== null && !isPlanned) host.diagnose([diagnostic('comparedWithoutPlan', null, { folder })]);
  return {
    against: folder,
    before,
    isUnreadable: false,
    after,
    settings: before === null || before.job === null ? [] : jobDifferences(before.job, after.job),
    state: isPlanned ? stateVerdict(before, after) : null,
    deploy: null,
  };
}
