/** A compiled pipeline and the jar that would be deployed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type Compiled } from '../../../compiler/compile.js';
import type { Bundle } from '../../../compiler/ir/bundle.js';
import { packageJar } from '../../../deploy/package/package-jar.js';
import { embeddedFlink } from '../../../local/embedded-flink.js';
import { runtimeJar } from '../../../local/own-jars.js';

export interface CompiledPipeline extends Compiled {
  readonly bundle: Bundle;
}

/**
 * `file` is the pipeline's. The planner's JVM is left to others or to its idle minutes: one for a long proof, which does nothing
 * else with it. Tests beside this one rely on a JVM that stays, since it would be a child of the command that starts the next.
 */
export async function compilePipeline(file: string, log?: (message: string) => void): Promise<CompiledPipeline> {
  const flink = await embeddedFlink(log ? { idleMinutes: 1, onProgress: log } : {});
  const { value, diagnostics } = await compile({ entry: file, planner: (bundle) => flink.plan(bundle) });
  if (value === null) throw new Error(diagnostics.map(({ message, cause }) => `${message}: ${cause}`).join('; '));
  return value;
}

/** Writes the jar into the folder and gives its path. */
export function writeJar(folder: string, bundle: Bundle, plan: unknown): string {
  const { bytes } = packageJar({ runtimeJar: readFileSync(runtimeJar()), bundle, plan });
  const path = join(folder, `${bundle.pipeline}.jar`);
  writeFileSync(path, bytes);
  return path;
}
