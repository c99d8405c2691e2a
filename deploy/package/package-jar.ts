/**
 * Makes the jar that is deployed: the prebuilt runtime jar with a pipeline's bundle and plan in it. No Java is built.
 * The same jar and pipeline give the same bytes on every machine, so the jar can be stored under its hash.
 */
import { createHash } from 'node:crypto';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { jsonText } from '../../compiler/ir/json-text.js';
import { appendToZip } from './append-to-zip.js';

/** Where `PipelineJob` looks for them. */
export const BUNDLE_ENTRY = 'META-INF/pipectl/bundle.json';
export const PLAN_ENTRY = 'META-INF/pipectl/plan.json';

export interface Contents {
  /** The bytes of pipectl-runtime.jar. */
  readonly runtimeJar: Uint8Array;
  readonly bundle: Bundle;
  /** Flink's compiled plan of the bundle. */
  readonly plan: unknown;
}

export interface PackagedJar {
  readonly bytes: Buffer;
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string;
}

export function packageJar({ runtimeJar, bundle, plan }: Contents): PackagedJar {
  const bytes = appendToZip(runtimeJar, [
    { name: BUNDLE_ENTRY, content: Buffer.from(jsonText(bundle)) },
    { name: PLAN_ENTRY, content: Buffer.from(jsonText(plan)) },
  ]);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
