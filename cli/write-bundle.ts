/** Writes a pipeline's four files into its folder: each appears whole, and nothing else there is touched. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Compiled } from '../compiler/compile.js';
import { jsonText } from '../compiler/ir/json-text.js';
import { codeOf, reasonOf } from '../local/system-error.js';
import type { Host } from './host.js';
import { refuse } from './refusal.js';

/** The files by name; without a planner there is no `plan.json`. */
export function bundleFiles({ sql, job, bundle, plan }: Compiled): Readonly<Record<string, string | null>> {
  return {
    'pipeline.sql': sql,
    'job.json': jsonText(job),
    'bundle.json': jsonText(bundle),
    'plan.json': plan === null ? null : jsonText(plan),
  };
}

/** Gives the names of the files that are there now. An old plan is removed when there is no new one. */
export function writeBundle(host: Host, folder: string, compiled: Compiled): string[] {
  try {
    return writeFiles(folder, compiled);
  } catch (error) {
    if (codeOf(error) === null) throw error;
    throw refuse('outFolderUnwritable', { folder: host.path(folder), reason: reasonOf(error) });
  }
}

function writeFiles(folder: string, compiled: Compiled): string[] {
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(bundleFiles(compiled));
  for (const [name, text] of files) {
    const path = join(folder, name);
    if (text === null) rmSync(path, { force: true });
    else {
      const partial = join(folder, `.${name}.${process.pid}`);
      writeFileSync(partial, text);
      renameSync(partial, path);
    }
  }
  return files.filter(([, text]) => text !== null).map(([name]) => name);
}
