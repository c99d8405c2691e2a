/** Compiles one pipeline for a command: its warnings are said, its errors end the command. */
import { compile, type Compiled } from '../compiler/compile.js';
import type { Planner } from '../compiler/plan/plan.js';
import { embeddedFlink } from '../local/embedded-flink.js';
import type { EmbeddedFlink } from '../local/embedded-flink.js';
import type { Host } from './host.js';
import { Refusal } from './refusal.js';

/** The long-lived embedded Flink, started if need be. */
export const flinkFor = (host: Host): Promise<EmbeddedFlink> =>
  embeddedFlink({ onProgress: (text) => host.progress(text) });

/** Its planner; starts Flink when first asked, so that a pipeline with errors never waits for a JVM. */
export function plannerFor(host: Host): Planner {
  let flink: Promise<EmbeddedFlink> | null = null;
  return async (bundle) => (await (flink ??= flinkFor(host))).plan(bundle);
}

/** Says the warnings; a pipeline with errors is refused. */
export async function compilePipeline(host: Host, entry: string, planner: Planner | null): Promise<Compiled> {
  host.progress(`Compiling ${host.path(entry)}`);
  const { value, diagnostics } = await compile({ entry, planner });
  host.progress('');
  if (value === null) throw new Refusal(diagnostics);
  host.diagnose(diagnostics);
  return value;
}
