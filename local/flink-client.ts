/** Speaks to a running embedded Flink; finds or starts another one when it has gone between two requests. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bundle } from '../compiler/ir/bundle.js';
import type {
  EmbeddedFlink,
  PlannerAnswer,
  RunEvent,
  RunFailed,
  RunFinished,
  RunRequest,
  SavedOperator,
} from './flink.js';
import { isAlive } from './lock.js';
import { ndjson } from './ndjson.js';
import { refusal } from './refused.js';
import { ask, askJson, type Answer } from './request.js';
import type { Server } from './server.js';
import { codeOf } from './system-error.js';

const CANCEL_TIMEOUT_MS = 10_000;
const SHUTDOWN_TIMEOUT_MS = 60_000;

export class FlinkClient implements EmbeddedFlink {
  constructor(
    private server: Server,
    private readonly connect: () => Promise<Server>,
    private readonly log: string,
  ) {}

  async plan(bundle: Bundle): Promise<PlannerAnswer> {
    const { status, body } = await this.again('planning', () => askJson(this.server, 'POST', '/plan', { bundle }));
    if (status === 200 || status === 422) return body as PlannerAnswer;
    throw unexpected('/plan', status, body);
  }

  async run(
    request: RunRequest,
    onEvent: (event: RunEvent) => void,
    signal?: AbortSignal,
  ): Promise<RunFinished | RunFailed> {
    signal?.throwIfAborted();
    const hangUp = new AbortController();
    const response = await this.again('starting the job', () =>
      ask(this.server, 'POST', '/run', request, hangUp.signal),
    );
    if (response.statusCode !== 200) {
      for await (const event of ndjson(response)) throw unexpected('/run', response.statusCode ?? 0, event);
    }
    let job: string | null = null;
    let waiting: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      clearTimeout(waiting);
      if (job !== null) return void this.cancel(job).finally(() => hangUp.abort());
      // One that is about to begin is cancelled when it has: its files may be removed when this returns. One that waits for
      // a place is given up.
      waiting = setTimeout(() => hangUp.abort(), CANCEL_TIMEOUT_MS);
    };
    if (signal?.aborted) cancel();
    else signal?.addEventListener('abort', cancel, { once: true });
    try {
      for await (const line of ndjson(response)) {
        const event = line as RunEvent;
        if (event.event === 'started') {
          job = event.job;
          if (signal?.aborted) cancel();
        }
        if (signal?.aborted) continue;
        onEvent(event);
        if (event.event === 'finished' || event.event === 'failed') return event;
      }
    } catch (error) {
      if (!isBroken(error) && !hangUp.signal.aborted) throw error;
    } finally {
      clearTimeout(waiting);
      signal?.removeEventListener('abort', cancel);
    }
    signal?.throwIfAborted();
    throw refusal('flinkLost', { doing: 'running the job', log: this.log });
  }

  async stop(job: string, directory: string): Promise<string> {
    const answer = await this.guarded('taking a savepoint', () =>
      askJson(this.server, 'POST', `/jobs/${job}/stop`, { directory }),
    );
    if (answer.status !== 200) throw unexpected('/jobs/stop', answer.status, answer.body);
    return (answer.body as { savepoint: string }).savepoint;
  }

  async contents(savepoint: string): Promise<readonly SavedOperator[]> {
    const { status, body } = await this.guarded('reading a savepoint', () =>
      askJson(this.server, 'POST', '/savepoint', { path: savepoint }),
    );
    if (status !== 200) throw unexpected('/savepoint', status, body);
    return (body as { operators: readonly SavedOperator[] }).operators;
  }

  async shutdown(): Promise<void> {
    await askJson(this.server, 'POST', '/shutdown', { drain: false }, SHUTDOWN_TIMEOUT_MS).catch((error: unknown) => {
      if (!isBroken(error)) throw error;
    });
    const deadline = Date.now() + SHUTDOWN_TIMEOUT_MS;
    while (isAlive(this.server.pid) && Date.now() < deadline) await sleep(20);
  }

  /** Returns when the job is gone, so that its files can be removed. */
  private async cancel(job: string): Promise<void> {
    await askJson(this.server, 'POST', `/jobs/${job}/cancel`, {}, CANCEL_TIMEOUT_MS).catch(() => undefined);
  }

  /** Once more on another server when this one is gone: it may have stopped because nobody used it. */
  private async again<T>(doing: string, request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (!isBroken(error)) throw error;
      this.server = await this.connect();
      return this.guarded(doing, request);
    }
  }

  private async guarded<T>(doing: string, request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      throw isBroken(error) ? refusal('flinkLost', { doing, log: this.log }) : error;
    }
  }
}

const BROKEN = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

const isBroken = (error: unknown): boolean => BROKEN.has(codeOf(error) ?? '');

function unexpected(path: string, status: number, body: unknown): Error {
  const said = (body as (Partial<Answer> & { error?: unknown }) | null)?.error ?? JSON.stringify(body);
  return new Error(`the embedded Flink answered ${path} with ${status}: ${String(said)}`);
}
