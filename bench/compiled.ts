/** The compiled demo pipeline as a contestant. */
import { compile } from '../compiler/compile.js';
import { bindToFiles, changedTables } from '../local/bind.js';
import type { EmbeddedFlink } from '../local/embedded-flink.js';
import type { Contestant } from './contestants.js';

export async function compiled(flink: EmbeddedFlink, entry: string): Promise<Contestant> {
  const { value, diagnostics } = await compile({ entry, planner: (bundle) => flink.plan(bundle) });
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  const { bundle, plan } = value;
  const changed = changedTables(plan);
  return {
    name: 'compiled',
    bundle,
    plan,
    bind: (input, directory) => bindToFiles(bundle, { inputs: { playback: [input] }, directory, changed }),
    outputs: { raw: 'playback-raw', windows: 'title-popularity' },
  };
}
