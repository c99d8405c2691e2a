/** `pipectl diff`: compiles the new version, finds the one before, and says what differs. */
import type { Compiled } from '../../compiler/compile.js';
import { diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import { changesOf, changesOfSettings } from '../../deploy/diff/changes-of.js';
import type { Outcome } from '../command.js';
import { compilePipeline, flinkFor, plannerFor } from '../compile-pipeline.js';
import { exit, type ExitCode } from '../exit.js';
import { findPipeline } from '../find-pipelines.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { readInputs, readWords } from '../run-arguments.js';
import { againstFolder } from './against-folder.js';
import type { Comparison } from './comparison.js';
import { diffText, unchangedIn } from './diff-text.js';
import { prove, type Proof } from './prove.js';
import { proofText } from './proof-text.js';

export interface DiffOptions {
  readonly env?: string;
  readonly against?: string;
  readonly out?: string;
  readonly prove?: true;
  readonly input?: readonly string[];
  readonly detailedExitcode?: true;
}

export async function runDiff(host: Host, argument: string | undefined, options: DiffOptions): Promise<Outcome> {
  const { name, written } = readWords('diff', argument, options.input ?? []);
  checkOptions(options);
  const entry = findPipeline(host.cwd, name);
  const inputs = readInputs('diff', name, written);
  const compare = await comparing(host, options);
  const compiled = await compilePipeline(host, entry, plannerFor(host));
  const comparison = await compare(compiled);
  const { pipeline, description } = compiled.bundle;
  const { against, before, isUnreadable, after, settings, state, deploy } = comparison;
  const changes = isUnreadable ? changesOfSettings(settings) : changesOf(before, after, settings);
  const unchanged = unchangedIn(description, changes);
  const steps = deploy?.steps ?? null;
  const known = isUnreadable ? 'unreadable' : before !== null;
  host.print(diffText({ pipeline, against, known, changes, unchanged, state, steps }, host.colour));
  if (options.out !== undefined) deploy?.save(options.out);
  const proof = options.prove ? await proofOf(host, comparison, { entry, inputs }) : null;
  const differs = changes.length > 0 || deploy?.changes === true;
  return {
    exitCode: exitCodeOf(proof, differs && options.detailedExitcode === true),
    data: {
      pipeline,
      against,
      known: before !== null,
      unreadable: isUnreadable,
      differs,
      changes,
      unchanged,
      state,
      deploy: deploy && { plan: deploy.plan, discards: deploy.discards },
      proof,
    },
  };
}

function exitCodeOf(proof: Proof | null, differs: boolean): ExitCode {
  if (proof !== null && !proof.agrees) return exit.failed;
  return differs ? exit.differences : exit.ok;
}

const usage = (problem: string): Error =>
  refuse('usage', { problem, near: [], help: 'pipectl diff --help' }, exit.usage);

function checkOptions({ env, against, out, prove: isProving, input }: DiffOptions): void {
  if (env === undefined && against === undefined) throw usage('one of --env and --against is required');
  if (out !== undefined && env === undefined) throw usage('--out asks for --env: a plan is made for an environment');
  if (input !== undefined && !isProving) throw usage('--input asks for --prove, which reads it');
}

/** Settings are read before a pipeline is compiled in vain. */
async function comparing(
  host: Host,
  { env, against = '' }: DiffOptions,
): Promise<(compiled: Compiled) => Promise<Comparison>> {
  if (env === undefined) return (compiled) => Promise.resolve(againstFolder(host, compiled, against));
  const { againstEnvironment } = await import('./against-environment.js');
  return againstEnvironment(host, env);
}

interface Sampled {
  readonly entry: string;
  readonly inputs: Readonly<Record<string, readonly string[]>>;
}

async function proofOf(host: Host, { before, after, state }: Comparison, sample: Sampled): Promise<Proof | null> {
  if (before === null || state === null) {
    host.say('There is nothing to prove: no version before has a plan.');
    return null;
  }
  const proof = await prove(host, await flinkFor(host), { ...sample, before, after, verdict: state });
  host.print(`\n${proofText(proof, host.colour)}`);
  if (!proof.agrees) host.diagnose([diagnostic('proofDisagrees', null, { stages: proof.disagreeing })]);
  return proof;
}
