/** The files of a redrive, in `.pipectl/redrive` of the working folder, which no repository should hold. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RedriveFiles {
  readonly journal: string;
  readonly lock: string;
  /** Records as they are edited, and what became of them. */
  readonly edits: string;
}

export function redriveFiles(cwd: string, pipeline: string, environment: string): RedriveFiles {
  const root = join(cwd, '.pipectl');
  const folder = join(root, 'redrive');
  mkdirSync(folder, { recursive: true });
  const ignore = join(root, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  const name = `${pipeline}-${environment}`;
  return {
    journal: join(folder, `${name}.jsonl`),
    lock: join(folder, `${name}.lock`),
    edits: join(folder, `${name}-edits`),
  };
}
