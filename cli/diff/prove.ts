/** A savepoint of the version before, made from sample records, is restored by the new version on the embedded Flink. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComparedVersion } from '../../deploy/diff/changes-of.js';
import type { StateVerdict } from '../../deploy/state/verdict.js';
import { operatorsOf } from '../../deploy/state/operators.js';
import type { EmbeddedFlink } from '../../local/embedded-flink.js';
import { proveOnSample } from '../../local/prove-restore.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';
import { judgeProof, type Judged } from './judge-proof.js';
import { makeSample, type MadeSample, type SampleOrder } from './sample.js';

export interface Proof extends Judged {
  /** Records that were made up, by source; those that were given are not counted. */
  readonly made: MadeSample['made'];
}

export interface ProofOrder extends Pick<SampleOrder, 'entry' | 'inputs'> {
  readonly before: ComparedVersion;
  readonly after: ComparedVersion;
  readonly verdict: StateVerdict;
}

export async function prove(host: Host, flink: EmbeddedFlink, order: ProofOrder): Promise<Proof> {
  const { entry, inputs, before, after, verdict } = order;
  const directory = await mkdtemp(join(tmpdir(), 'pipectl-proof-'));
  try {
    host.progress('Restoring a savepoint');
    const sample = await makeSample(host, { entry, inputs, before: before.bundle, after: after.bundle, directory });
    const proof = await proveOnSample(flink, { before, after, inputs: sample.inputs, directory }).catch(impossible);
    const uids = new Set(operatorsOf(after).map(({ uid }) => uid));
    return { ...judgeProof(verdict, proof, uids), made: sample.made };
  } finally {
    host.progress('');
    await rm(directory, { recursive: true, force: true });
  }
}

/** The rest is a bug. */
function impossible(error: unknown): never {
  if (error instanceof Error && error.message.startsWith('the version before'))
    throw refuse('proofImpossible', { reason: error.message });
  throw error;
}
