/** What an author names on the command line → the pipeline's file. */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Report } from '../diagnostics/diagnostic.js';

/** Absolute path of an existing TypeScript file; null after a report. */
export function findEntry(named: string, report: Report): string | null {
  const path = resolve(named);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) report('fileNotFound', null, { path: named });
  if (!found) return null;
  if (!found.isDirectory()) {
    if (isTypeScript(path)) return path;
    report('notTypeScript', null, { path: named });
    return null;
  }
  const inside = join(path, 'pipeline.ts');
  if (statSync(inside, { throwIfNoEntry: false })?.isFile()) return inside;
  report('folderWithoutPipeline', null, { path: named });
  return null;
}

const isTypeScript = (path: string): boolean => /(?<!\.d)\.m?ts$/.test(path);
