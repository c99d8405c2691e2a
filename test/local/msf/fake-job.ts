/** Stands for Flink where a test is about the API alone: runs at once, unless the test says otherwise. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Version } from '../../../local/msf/application.js';
import type { Job, StartJob } from '../../../local/msf/run/job.js';

export interface Started {
  readonly versionId: number;
  /** The path of the savepoint that it was started from. */
  readonly from: string | null;
  readonly allowsNonRestored: boolean;
  closed: boolean;
}

export class FakeJobs {
  readonly started: Started[] = [];
  /** Why versions do not start. */
  readonly broken = new Map<number, string>();
  healthy = true;
  private savepoints = 0;

  constructor(private readonly directory: string) {}

  readonly start: StartJob = (_control, _application, version, restore) => {
    const record: Started = {
      versionId: version.id,
      from: restore?.path ?? null,
      allowsNonRestored: restore?.allowNonRestoredState ?? false,
      closed: false,
    };
    this.started.push(record);
    return this.job(version, record);
  };

  private job(version: Version, record: Started): Job {
    const savepoint = async (): Promise<string> => {
      const path = join(this.directory, 'savepoints', `savepoint-${++this.savepoints}`);
      mkdirSync(path, { recursive: true });
      return path;
    };
    return {
      versionId: version.id,
      processes: null,
      started: async () => {
        const reason = this.broken.get(version.id);
        if (reason !== undefined) throw new Error(reason);
      },
      isHealthy: async () => this.healthy,
      takeSavepoint: savepoint,
      stopWithSavepoint: savepoint,
      close: async () => void (record.closed = true),
    };
  }
}
