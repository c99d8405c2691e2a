/**
 * Jest's transform for a project with pipelines: TypeScript becomes ES modules in which functions are registered, so that
 * a pipeline that a test imports can be compiled and run. Types are not checked here; compiling the pipeline does that.
 *
 * ```json
 * { "extensionsToTreatAsEsm": [".ts"], "transform": { "\\.ts$": "pipectl/jest" } }
 * ```
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transform, type RawSourceMap } from '../compiler/evaluate/transform.js';

interface Processed {
  readonly code: string;
  readonly map: RawSourceMap;
}

/** @param path Absolute path of the file; the places of functions are named by it. */
export const process = (text: string, path: string): Processed => transform(text, path);

/** Changes with the file and with pipectl, so that no older version's output is used again. */
export const getCacheKey = (text: string, path: string): string =>
  createHash('sha256').update(own()).update('\0').update(path).update('\0').update(text).digest('hex').slice(0, 32);

let ownHash: string | null = null;

/** Of the modules that make the output. */
function own(): string {
  if (ownHash !== null) return ownHash;
  const folder = new URL('../compiler/evaluate/', import.meta.url);
  const hash = createHash('sha256');
  for (const name of readdirSync(fileURLToPath(folder)).sort()) {
    if (name.endsWith('.js')) hash.update(readFileSync(new URL(name, folder)));
  }
  return (ownHash = hash.digest('hex'));
}

export default { process, getCacheKey };
