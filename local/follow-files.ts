/** A job over files that waits at their ends for more, and the savepoint that it is stopped with once it has read them. */
import { mkdirSync } from 'node:fs';
import type { Bundle } from '../compiler/ir/bundle.js';
import type { Counters } from '../compiler/ir/counters.js';
import { bindToFiles, changedTables } from './bind.js';
import type { EmbeddedFlink, RunEvent, RunFailed, RunFinished, RunRequest } from './flink.js';

export interface FilesToFollow {
  /** Absolute paths by the name of a source, or of a table that is looked up in. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  /** Where the outputs are written; there already. */
  readonly directory: string;
  readonly parallelism?: number;
}

/** With `follow: false` the job ends where the files end. */
export function onFiles(
  { bundle, plan }: { readonly bundle: Bundle; readonly plan: unknown },
  { inputs, directory, parallelism = 1 }: FilesToFollow,
  follow: boolean,
): RunRequest {
  const bound = bindToFiles(bundle, { inputs, directory, changed: changedTables(plan) });
  const tables = Object.fromEntries(
    Object.entries(bound).map(([name, options]) => [
      name,
      options['source'] === undefined ? options : { ...options, follow: String(follow) },
    ]),
  );
  return { bundle, plan, tables, parallelism };
}

/** Looks, a quarter of a second apart, in which a job that runs is not yet able to take a savepoint. */
const PATIENCE = 100;

export interface StoppedJob {
  readonly end: RunFinished | RunFailed;
  /** Null when the job failed before it could be stopped. */
  readonly savepoint: string | null;
}

/** Stops a job that follows its files as soon as `enough` says so of its counters, without ending open windows. */
export async function stopWhen(
  flink: Pick<EmbeddedFlink, 'run' | 'stop'>,
  job: RunRequest,
  enough: (counters: Counters) => boolean,
  directory: string,
): Promise<StoppedJob> {
  mkdirSync(directory, { recursive: true });
  let id: string | undefined;
  let looks = 0;
  let savepoint: string | null = null;
  let stopping: Promise<void> | undefined;
  let refusals = 0;
  const givenUp = new AbortController();
  const stop = (running: string): void => {
    stopping ??= flink.stop(running, directory).then(
      (path) => void (savepoint = path),
      // Flink refuses while a task still restores; then the next look asks again.
      (error: unknown) => (++refusals < PATIENCE ? void (stopping = undefined) : givenUp.abort(error)),
    );
  };
  const onEvent = (event: RunEvent): void => {
    if (event.event === 'started') id = event.job;
    if (event.event !== 'progress' || id === undefined || event.status !== 'RUNNING') return;
    // The second look is a quarter of a second later, when the watermark has followed the records.
    if (enough(event.counters) && ++looks > 1) stop(id);
  };
  const end = await flink.run(job, onEvent, givenUp.signal);
  await stopping;
  return { end, savepoint };
}

/** Whether every source has read so many records. */
export const haveRead =
  (records: Readonly<Record<string, number>>) =>
  (counters: Counters): boolean =>
    Object.entries(records).every(([source, count]) => (counters[source]?.['read'] ?? 0) >= count);
