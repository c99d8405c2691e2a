/** Where `pipectl dev` keeps what it needs, and the file that says where a running one answers. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdLock } from '../lock.js';
import { refusal } from '../refused.js';
import { reasonOf } from '../system-error.js';
import type { DeployPlace } from './deploy-place.js';

/** What a running `pipectl dev` says of itself; `--env local` is this. */
export interface DevState {
  readonly format: 1;
  readonly pid: number;
  readonly endpoint: string;
  readonly region: string;
  readonly opensearch: string | null;
  /** Physical names by logical ones. */
  readonly names: Readonly<Record<string, string>>;
  /** The target of dead letters. */
  readonly letters: string | null;
  /** The folder of the lake's buckets. */
  readonly lake: string;
  /** What the pipeline can be deployed to; null where `pipectl dev` runs it itself. */
  readonly applications: DeployPlace | null;
}

const root = (project: string): string => join(project, '.pipectl', 'dev');

export const devStateFile = (project: string, pipeline: string): string => join(root(project), `${pipeline}.json`);

/** What a running `pipectl dev` of that pipeline says of itself; null when none runs. */
export function readDevState(project: string, pipeline: string): DevState | null {
  try {
    return JSON.parse(readFileSync(devStateFile(project, pipeline), 'utf8')) as DevState;
  } catch {
    return null;
  }
}

/** The folder of one pipeline, held by one process: whoever dies gives it up. */
export class DevFolder {
  /** Refused while another `pipectl dev` of the pipeline runs. What an earlier one left is removed. */
  static async take(project: string, pipeline: string): Promise<DevFolder> {
    const folder = join(root(project), pipeline);
    try {
      mkdirSync(folder, { recursive: true });
      const release = await holdLock(`${folder}.lock`);
      if (release === null) {
        const { pid = null } = readDevState(project, pipeline) ?? {};
        throw refusal('devAlreadyRuns', { pipeline, pid });
      }
      rmSync(folder, { recursive: true, force: true });
      rmSync(devStateFile(project, pipeline), { force: true });
      mkdirSync(folder, { recursive: true });
      return new DevFolder(folder, devStateFile(project, pipeline), release);
    } catch (error) {
      if (error instanceof Error && error.name === 'Refused') throw error;
      throw refusal('devFolderUnusable', { folder, reason: reasonOf(error) });
    }
  }

  private constructor(
    readonly path: string,
    private readonly stateFile: string,
    private readonly release: () => Promise<void>,
  ) {}

  get services(): string {
    return join(this.path, 'services');
  }

  get checkpoints(): string {
    return join(this.path, 'checkpoints');
  }

  get savepoints(): string {
    return join(this.path, 'savepoints');
  }

  async say(state: DevState): Promise<void> {
    const partial = `${this.stateFile}.${process.pid}`;
    await writeFile(partial, `${JSON.stringify(state, null, 2)}\n`);
    await rename(partial, this.stateFile);
  }

  /** The lake stays, to be looked at; all else is of no more use. */
  async leave(): Promise<void> {
    await rm(this.stateFile, { force: true });
    const others = [
      this.checkpoints,
      this.savepoints,
      join(this.services, 'opensearch'),
      join(this.services, 'dynamodb'),
      join(this.services, 'msf'),
    ];
    await Promise.all(others.map((path) => rm(path, { recursive: true, force: true })));
    await this.release();
  }
}
