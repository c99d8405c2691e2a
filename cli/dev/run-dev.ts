/** One `pipectl dev` from the first compile to the end: services, job, feeds, what is shown, and edits on the way. */
import type { Compiled } from '../../compiler/compile.js';
import { diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { DevSession } from '../../local/dev/dev-session.js';
import type { Snapshot } from '../../local/dev/snapshot.js';
import type { EmbeddedFlink } from '../../local/flink.js';
import { compilePipeline, flinkFor } from '../compile-pipeline.js';
import type { Host } from '../host.js';
import { untilChanged } from '../watch-files.js';
import { openControlPlane, untilEnded } from './control-plane.js';
import { DevRun } from './dev-run.js';
import { startFeeds, type Feeds } from './feeds.js';
import { sessionOptions } from './session-options.js';
import { Show } from './show.js';

export interface DevOrder {
  readonly entry: string;
  readonly port?: number;
  readonly dynamodb: 'dynalite' | 'local';
  readonly parallelism: number;
  /** Files by source, put once when the job runs. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  /** Records a second. */
  readonly feed: number | null;
  /** Milliseconds that the job runs before it is stopped. */
  readonly duration: number | null;
  readonly watch: boolean;
  /** No job: instead what the pipeline can be deployed to. */
  readonly controlPlane: boolean;
}

export interface DevEnd {
  readonly endpoint: string;
  /** From the call until the job ran. */
  readonly startedInMs: number | null;
  readonly last: Snapshot | null;
  readonly fed: Readonly<Record<string, number>>;
  /** Whether the lake has everything that was sent to it. */
  readonly delivered: boolean;
}

export async function runDev(host: Host, order: DevOrder): Promise<DevEnd> {
  const began = performance.now();
  const ending = new AbortController();
  host.signal.addEventListener('abort', () => ending.abort(host.signal.reason), { once: true });
  const changed = order.watch || order.controlPlane ? untilChanged(host.cwd, ending.signal) : Promise.resolve(false);
  const { compiled, session, flink } = order.controlPlane
    ? { ...(await openControlPlane(host, order)), flink: null }
    : await open(host, order);
  const show = new Show(host, session.services, compiled.bundle);
  let feeds: Feeds | null = null;
  let delivered = true;
  try {
    feeds = startFeeds(host, order, compiled.bundle, session.services, ending.signal);
    const { signal } = ending;
    const begin = (): void => {
      feeds?.begin();
      if (order.duration !== null)
        setTimeout(() => ending.abort(new Error('the time is over')), order.duration).unref();
    };
    const work = (): Promise<void> => {
      if (flink === null) {
        show.deployable(performance.now() - began);
        begin();
        return untilEnded(host, order, session, changed, signal);
      }
      const onRunning = (job: string | null): void => {
        show.running(job, performance.now() - began);
        begin();
      };
      return new DevRun(host, order, session, flink, show, onRunning, changed).untilEnded(compiled, signal);
    };
    await Promise.race([work(), feeds.failed]).catch((error: unknown) => {
      // Being asked to stop is the usual end.
      if (!signal.aborted) throw error;
    });
  } finally {
    ending.abort();
    host.progress('');
    await feeds?.close();
    const undelivered = await session.close();
    delivered = undelivered.length === 0;
    host.diagnose(undelivered.map((each) => diagnostic('recordsNotDelivered', null, each)));
  }
  const { startedInMs, last } = show;
  return { endpoint: session.services.endpoint, startedInMs, last, fed: feeds?.fed() ?? {}, delivered };
}

/** The services start while Flink plans. */
async function open(
  host: Host,
  order: DevOrder,
): Promise<{ compiled: Compiled; session: DevSession; flink: EmbeddedFlink }> {
  let opening: Promise<DevSession> | null = null;
  let flink: Promise<EmbeddedFlink> | null = null;
  const planner = async (bundle: Bundle): ReturnType<EmbeddedFlink['plan']> => {
    opening ??= DevSession.open(bundle, sessionOptions(host, order));
    opening.catch(() => undefined);
    const embedded = await (flink ??= flinkFor(host));
    // A refusal of the services is known sooner than a plan, and planning would have been for nothing.
    return Promise.race([embedded.plan(bundle), opening.then(() => new Promise<never>(() => undefined))]);
  };
  try {
    const compiled = await compilePipeline(host, order.entry, planner);
    if (opening === null || flink === null) throw new Error('nothing was planned');
    const [session, embedded] = await Promise.all([opening as Promise<DevSession>, flink as Promise<EmbeddedFlink>]);
    return { compiled, session, flink: embedded };
  } catch (error) {
    await (opening as Promise<DevSession> | null)?.then((session) => session.close()).catch(() => undefined);
    throw error;
  }
}
