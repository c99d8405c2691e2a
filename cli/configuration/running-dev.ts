/** What a running `pipectl dev` has written about itself; null when it does not run. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployPlace } from '../../local/dev/deploy-place.js';

const REGION = 'us-east-1';

export interface RunningDev {
  readonly pid: number;
  readonly endpoint: string;
  /** Where its resources are; local services know regions, too. */
  readonly region: string;
  readonly opensearch: string | null;
  readonly names: Readonly<Record<string, string>>;
  /** Where it can be deployed to; null when `pipectl dev` runs the pipeline itself. */
  readonly applications: DeployPlace | null;
}

export function runningDev(folder: string, pipeline: string): RunningDev | null {
  const file = join(folder, `${pipeline}.json`);
  if (!existsSync(file)) return null;
  let written: Partial<RunningDev>;
  try {
    written = JSON.parse(readFileSync(file, 'utf8')) as Partial<RunningDev>;
  } catch {
    // It is being written, or was cut off when the machine went down.
    return null;
  }
  const { pid, endpoint, region = REGION, opensearch = null, names = {}, applications = null } = written;
  if (typeof pid !== 'number' || typeof endpoint !== 'string' || !isAlive(pid)) return null;
  return { pid, endpoint, region, opensearch, names, applications };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
