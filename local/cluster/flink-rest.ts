/** Flink's REST interface, as much of it as running and watching one job takes. */
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOOPBACK } from './flink-config.js';

export type JobStatus =
  | 'INITIALIZING'
  | 'CREATED'
  | 'RUNNING'
  | 'FAILING'
  | 'FAILED'
  | 'CANCELLING'
  | 'CANCELED'
  | 'FINISHED'
  | 'RESTARTING'
  | 'SUSPENDED'
  | 'RECONCILING';

export interface JobDetails {
  readonly jid: string;
  readonly name: string;
  readonly state: JobStatus;
  readonly 'start-time': number;
  readonly duration: number;
  readonly vertices: readonly JobVertex[];
}

export interface JobVertex {
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
  readonly status: string;
  /** How many of its subtasks are in each state. */
  readonly tasks: Readonly<Record<string, number>>;
}

export interface JobException {
  readonly timestamp: number;
  readonly exceptionName: string;
  readonly stacktrace: string;
  readonly taskName: string | null;
}

export interface CompletedCheckpoint {
  readonly id: number;
  readonly trigger_timestamp: number;
  readonly latest_ack_timestamp: number;
  readonly end_to_end_duration: number;
  readonly external_path: string;
  readonly state_size: number;
  readonly is_savepoint: boolean;
}

export interface Checkpoints {
  readonly counts: { readonly completed: number; readonly failed: number; readonly restored: number };
  readonly latest: {
    readonly completed: CompletedCheckpoint | null;
    readonly restored: { readonly id: number; readonly external_path: string } | null;
  };
}

export interface TaskManagerInfo {
  readonly id: string;
  readonly slotsNumber: number;
  readonly freeSlots: number;
}

export interface SavepointOptions {
  /** Also sends the end of time through the job, which closes every window; it can not go on from there. */
  readonly drain?: boolean;
  readonly format?: 'CANONICAL' | 'NATIVE';
}

/** Flink answered, and the answer is no. */
export class FlinkRestError extends Error {
  override readonly name = 'FlinkRestError';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const TIMEOUT_MS = 15_000;
/** Netty refuses longer request lines. */
const LONGEST_LINE = 3_500;

export class FlinkRest {
  constructor(readonly port: number) {}

  jobs = async (): Promise<readonly { readonly id: string; readonly status: JobStatus }[]> =>
    (await this.get<{ jobs: { id: string; status: JobStatus }[] }>('/jobs')).jobs;

  job = (id: string): Promise<JobDetails> => this.get(`/jobs/${id}`);

  checkpoints = (id: string): Promise<Checkpoints> => this.get(`/jobs/${id}/checkpoints`);

  /** One of the last ten. */
  checkpoint = (id: string, checkpoint: number): Promise<CompletedCheckpoint> =>
    this.get(`/jobs/${id}/checkpoints/details/${checkpoint}`);

  taskManagers = async (): Promise<readonly TaskManagerInfo[]> =>
    (await this.get<{ taskmanagers: TaskManagerInfo[] }>('/taskmanagers')).taskmanagers;

  /** The newest first: what made each attempt fail. */
  exceptions = async (id: string): Promise<readonly JobException[]> => {
    const { exceptionHistory } = await this.get<{ exceptionHistory?: { entries?: JobException[] } }>(
      `/jobs/${id}/exceptions?maxExceptions=50`,
    );
    return exceptionHistory?.entries ?? [];
  };

  /** A number that the job itself measures, such as `numRestarts`; null before it is known. */
  jobMetric = async (id: string, metric: string): Promise<number | null> => {
    const found = await this.get<readonly { value: string }[]>(`/jobs/${id}/metrics?get=${metric}`);
    return found[0] === undefined ? null : Number(found[0].value);
  };

  /** The names of what the job itself measures. */
  jobMetricNames = async (id: string): Promise<readonly string[]> =>
    (await this.get<readonly { id: string }[]>(`/jobs/${id}/metrics`)).map((metric) => metric.id);

  /** The names of what the operators of a vertex measure. */
  vertexMetrics = async (id: string, vertex: string): Promise<readonly string[]> =>
    (await this.get<readonly { id: string }[]>(`/jobs/${id}/vertices/${vertex}/subtasks/metrics`)).map(
      (metric) => metric.id,
    );

  /** Sums over the subtasks, by name. */
  vertexSums(id: string, vertex: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.overSubtasks('sum', id, vertex, names);
  }

  /** The largest of the subtasks, by name. */
  vertexMaxima(id: string, vertex: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.overSubtasks('max', id, vertex, names);
  }

  /** Of all TaskManagers together: the largest. */
  async taskManagerMetrics(names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const path = `/taskmanagers/metrics?agg=max&get=${names.map(encodeURIComponent).join(',')}`;
    return new Map((await this.get<readonly { id: string; max: number }[]>(path)).map(({ id, max }) => [id, max]));
  }

  /** Numbers that the job itself measures, by name. */
  async jobMetrics(id: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = await this.get<readonly { id: string; value: string }[]>(
      `/jobs/${id}/metrics?get=${names.join(',')}`,
    );
    return new Map(found.map(({ id: name, value }) => [name, Number(value)]));
  }

  /** Stops the job and gives the path of its savepoint. */
  async stopWithSavepoint(id: string, { drain = false, format = 'CANONICAL' }: SavepointOptions = {}): Promise<string> {
    return this.savepoint(id, 'stop', { drain, formatType: format });
  }

  /** Takes a savepoint of a job that goes on. */
  async takeSavepoint(id: string, { format = 'CANONICAL' }: SavepointOptions = {}): Promise<string> {
    return this.savepoint(id, 'savepoints', { 'cancel-job': false, formatType: format });
  }

  async cancel(id: string): Promise<void> {
    await this.ask('PATCH', `/jobs/${id}?mode=cancel`);
  }

  private async savepoint(id: string, operation: string, body: object): Promise<string> {
    const { 'request-id': trigger } = await this.ask<{ 'request-id': string }>(
      'POST',
      `/jobs/${id}/${operation}`,
      body,
    );
    for (;;) {
      const answer = await this.get<{
        status: { id: string };
        operation?: { location?: string; 'failure-cause'?: { 'stack-trace': string } };
      }>(`/jobs/${id}/savepoints/${trigger}`);
      if (answer.status.id === 'COMPLETED') {
        const { location, 'failure-cause': failure } = answer.operation ?? {};
        if (location !== undefined) return location.replace(/^file:/, '');
        throw new FlinkRestError(500, rootCause(failure?.['stack-trace'] ?? 'the savepoint failed'));
      }
      await sleep(100);
    }
  }

  private async overSubtasks(
    aggregation: 'sum' | 'max',
    id: string,
    vertex: string,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    const path = `/jobs/${id}/vertices/${vertex}/subtasks/metrics?agg=${aggregation}&get=`;
    const found = new Map<string, number>();
    for (const line of packed(names.map(encodeURIComponent), LONGEST_LINE - path.length)) {
      for (const each of await this.get<readonly { id: string; sum?: number; max?: number }[]>(path + line)) {
        found.set(each.id, each[aggregation] ?? 0);
      }
    }
    return found;
  }

  private get = <T>(path: string): Promise<T> => this.ask<T>('GET', path);

  private ask<T>(method: string, path: string, body?: object): Promise<T> {
    return new Promise((resolve, reject) => {
      const bytes = body === undefined ? null : Buffer.from(JSON.stringify(body));
      const headers = bytes && { 'content-type': 'application/json', 'content-length': bytes.length };
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const options = { host: LOOPBACK, port: this.port, method, path, agent: false, signal };
      const sent = request({ ...options, ...(headers && { headers }) }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const status = response.statusCode ?? 0;
          if (status >= 200 && status < 300) resolve((text === '' ? null : JSON.parse(text)) as T);
          else reject(new FlinkRestError(status, `${method} ${path}: ${firstError(text)}`));
        });
      });
      sent.once('error', reject);
      sent.end(bytes ?? undefined);
    });
  }
}

function firstError(text: string): string {
  try {
    const { errors = [] } = JSON.parse(text) as { errors?: string[] };
    return rootCause(errors.at(-1) ?? text);
  } catch {
    return text.slice(0, 300);
  }
}

/** The innermost message of a Java stack trace, in one line. */
export function rootCause(stack: string): string {
  const causes = stack.split('\n').filter((line) => line.startsWith('Caused by: '));
  const line = causes.at(-1)?.slice('Caused by: '.length) ?? stack.split('\n')[0] ?? '';
  return line.replace(/^[\w.$]+(?:Exception|Error|Throwable): /, '');
}

/** Comma separated pieces, each no longer than the limit. */
function packed(names: readonly string[], limit: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const name of names) {
    if (line !== '' && line.length + name.length + 1 > limit) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? name : `,${name}`;
  }
  return line === '' ? lines : [...lines, line];
}
