/** Flink's own REST interface of a running application, behind the address that the service signs for its dashboard. */
import { CreateApplicationPresignedUrlCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import { asking, ServiceFailure } from '../../aws/service-failure.js';
import type { Clients } from '../clients.js';

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

export interface FlinkJob {
  readonly jid: string;
  readonly name: string;
  readonly state: JobStatus;
  readonly 'start-time': number;
  readonly duration: number;
  readonly vertices: readonly FlinkVertex[];
}

export interface FlinkVertex {
  /** The hash of the uid of the first operator in it. */
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
  readonly status: string;
}

export interface FlinkCheckpoint {
  readonly id: number;
  readonly trigger_timestamp: number;
  readonly latest_ack_timestamp: number;
  readonly end_to_end_duration: number;
  readonly state_size: number;
  readonly is_savepoint: boolean;
}

export interface FlinkCheckpoints {
  readonly counts: {
    readonly completed: number;
    readonly failed: number;
    readonly in_progress: number;
    readonly restored: number;
    readonly total: number;
  };
  readonly latest: {
    readonly completed: FlinkCheckpoint | null;
    readonly failed: (FlinkCheckpoint & { readonly failure_message?: string }) | null;
    readonly restored: { readonly id: number; readonly restore_timestamp: number } | null;
  };
}

export interface FlinkException {
  readonly timestamp: number;
  readonly exceptionName: string;
  readonly stacktrace: string;
  /** Null: of the job as a whole. */
  readonly taskName: string | null;
}

export class FlinkJobs {
  readonly #clients: Clients;
  readonly #application: string;
  #door: Door | null = null;

  constructor(clients: Clients, application: string) {
    this.#clients = clients;
    this.#application = application;
  }

  /** The application's one job; null while there is none. */
  async job(signal?: AbortSignal): Promise<FlinkJob | null> {
    const { jobs } = await this.get<{ jobs: { id: string; status: JobStatus }[] }>('/jobs', signal);
    const [first] = [...jobs].sort((a, b) => Number(isOver(a.status)) - Number(isOver(b.status)));
    return first === undefined ? null : this.get<FlinkJob>(`/jobs/${first.id}`, signal);
  }

  checkpoints = (job: string, signal?: AbortSignal): Promise<FlinkCheckpoints> =>
    this.get(`/jobs/${job}/checkpoints`, signal);

  /** What made attempts fail, the first attempt first; Flink forgets the oldest after some. */
  async exceptions(job: string, signal?: AbortSignal): Promise<readonly FlinkException[]> {
    const { exceptionHistory } = await this.get<{ exceptionHistory?: { entries?: FlinkException[] } }>(
      `/jobs/${job}/exceptions?maxExceptions=50`,
      signal,
    );
    return [...(exceptionHistory?.entries ?? [])].reverse();
  }

  /** Numbers that the job itself measures, such as `numRestarts`; those that are not known yet are left out. */
  async metrics(job: string, names: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, number>> {
    const found = await this.get<readonly { id: string; value: string }[]>(
      `/jobs/${job}/metrics?get=${names.map(encodeURIComponent).join(',')}`,
      signal,
    );
    return new Map(found.map(({ id, value }) => [id, Number(value)]));
  }

  /** Any other path of Flink's REST interface, such as `/taskmanagers`. */
  async get<T>(path: string, signal: AbortSignal = AbortSignal.timeout(TIMEOUT_MS)): Promise<T> {
    const about = `the Flink of the application '${this.#application}'`;
    return asking('flink:Get', about, async () => {
      let door = (this.#door ??= await this.#open());
      let response = await fetch(door.base + path, { headers: headersOf(door), signal });
      if (response.status === 401 || response.status === 403 || response.status === 502 || response.status === 503) {
        // The session is over, or the application runs elsewhere after an update.
        door = this.#door = await this.#open();
        response = await fetch(door.base + path, { headers: headersOf(door), signal });
      }
      const text = await response.text();
      if (response.ok) return JSON.parse(text) as T;
      throw new ServiceFailure('unknown', 'flink:Get', about, String(response.status), text.slice(0, 300));
    }).catch((error: unknown) => {
      if (isFetchFailure(error)) {
        this.#door = null;
        throw new ServiceFailure('unknown', 'flink:Get', about, 'no answer', causeOf(error));
      }
      throw error;
    });
  }

  async #open(): Promise<Door> {
    const { AuthorizedUrl } = await asking(
      'kinesisanalytics:CreateApplicationPresignedUrl',
      `the application '${this.#application}'`,
      () =>
        this.#clients.applications.send(
          new CreateApplicationPresignedUrlCommand({
            ApplicationName: this.#application,
            UrlType: 'FLINK_DASHBOARD_URL',
            SessionExpirationDurationInSeconds: SESSION_S,
          }),
        ),
    );
    return enter(AuthorizedUrl ?? '');
  }
}

const TIMEOUT_MS = 15_000;
const SESSION_S = 3_600;
const LONGEST_WAY = 5;

interface Door {
  /** What paths of the REST interface are put behind. */
  readonly base: string;
  readonly cookies: ReadonlyMap<string, string>;
}

/** Opens the signed address as a browser would: what it redirects to and its cookies are what lets later requests in. */
async function enter(url: string): Promise<Door> {
  const cookies = new Map<string, string>();
  let at = url;
  for (let step = 0; step < LONGEST_WAY; step++) {
    const response = await fetch(at, {
      headers: headersOf({ cookies }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== '') cookies.set(name.trim(), value);
    }
    const next = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || next === null) break;
    at = new URL(next, at).href;
  }
  return { base: baseOf(at), cookies };
}

/** `https://host/flinkdashboard/#/overview?x` → `https://host/flinkdashboard` */
function baseOf(url: string): string {
  const { origin, pathname } = new URL(url);
  const dashboard = /^(.*?\/flinkdashboard)(?:\/|$)/.exec(pathname)?.[1];
  return origin + (dashboard ?? pathname.replace(/\/[^/]*$/, ''));
}

const headersOf = ({ cookies }: Pick<Door, 'cookies'>): Record<string, string> =>
  cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };

/** What `fetch` throws when nothing came back. */
const isFetchFailure = (error: unknown): error is Error =>
  error instanceof Error && (error.name === 'TypeError' || error.name === 'TimeoutError');

const causeOf = (error: Error): string =>
  error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;

const isOver = (status: JobStatus): boolean => ['FAILED', 'CANCELED', 'FINISHED'].includes(status);
