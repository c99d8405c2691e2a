/** What PIPELINE on the command line means: a folder with pipeline.ts, a .ts file, or a name under pipelines/. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nearest } from '../compiler/diagnostics/did-you-mean.js';
import { refuse } from './refusal.js';

// existsSync is false where statSync would throw: below a file.
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/** Names of the pipelines under `pipelines/`, sorted. */
export function knownPipelines(cwd: string): string[] {
  const folder = join(cwd, 'pipelines');
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .filter((name) => isFile(join(folder, name, 'pipeline.ts')))
    .sort();
}

/** The absolute path of one pipeline's file, or null. */
export function pipelineFile(cwd: string, written: string): string | null {
  const path = resolve(cwd, written);
  const candidates = [
    join(path, 'pipeline.ts'),
    ...(path.endsWith('.ts') ? [path] : []),
    join(cwd, 'pipelines', written, 'pipeline.ts'),
  ];
  return candidates.find(isFile) ?? null;
}

export function findPipeline(cwd: string, written: string): string {
  const file = pipelineFile(cwd, written);
  if (file !== null) return file;
  const known = knownPipelines(cwd);
  throw refuse('noSuchPipeline', { written, known, near: nearest(written, known) });
}

/** The files of the pipelines named, or of all when none is. */
export function findPipelines(cwd: string, written: readonly string[]): string[] {
  if (written.length > 0) return [...new Set(written.map((each) => findPipeline(cwd, each)))];
  const all = knownPipelines(cwd).map((name) => join(cwd, 'pipelines', name, 'pipeline.ts'));
  const here = join(cwd, 'pipeline.ts');
  if (all.length === 0 && isFile(here)) return [here];
  if (all.length === 0) throw refuse('noPipelines', {});
  return all;
}

export const folderOf = (file: string): string => dirname(file);
