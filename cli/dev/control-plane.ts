/**
 * `pipectl dev --control-plane`: the services and what `--env local` deploys to, without a job of their own. An edit gets what it
 * touches besides, as somebody who deploys would have made it.
 */
import { once } from 'node:events';
import { DevSession } from '../../local/dev/dev-session.js';
import type { Compiled } from '../../compiler/compile.js';
import { compilePipeline } from '../compile-pipeline.js';
import type { Host } from '../host.js';
import { Edits } from './edits.js';
import type { DevOrder } from './run-dev.js';
import { sessionOptions } from './session-options.js';

export async function openControlPlane(
  host: Host,
  order: DevOrder,
): Promise<{ compiled: Compiled; session: DevSession }> {
  const compiled = await compilePipeline(host, order.entry, null);
  const session = await DevSession.open(compiled.bundle, { ...sessionOptions(host, order), controlPlane: true });
  return { compiled, session };
}

export async function untilEnded(
  host: Host,
  { entry }: DevOrder,
  session: DevSession,
  changed: Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const edits = new Edits(host, entry, session, null, changed, 'What is there stays as it is.');
  for (let next = await edits.next(signal); next !== null; next = await edits.next(signal))
    host.say(`All that '${next.bundle.pipeline}' touches now is there.`);
  if (!signal.aborted) await once(signal, 'abort');
}
