/**
 * The application while a deploy changes it: every look is held against the one before, and whoever else changes it in between makes
 * a failure, never a mixture.
 */
import { asking, ServiceFailure } from '../aws/service-failure.js';
import { readApplication, type ActualApplication } from './actual.js';
import type { Clients } from './clients.js';
import { DeployFailure } from './failure.js';
import { followOperation, listOperations } from './operation.js';
import type { DeployPlan } from './plan-deploy.js';
import type { DeployTarget } from './target.js';
import type { Waiting } from './wait.js';

export interface Watching {
  readonly clients: Clients;
  readonly target: DeployTarget;
  /** For each operation of the service. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onOperation: (operation: string, id: string, status: string) => void;
}

export class WatchedApplication {
  private actual: ActualApplication | null = null;
  private isFirstLook = true;

  /** `base` is what the plan was made on. */
  constructor(
    private readonly base: DeployPlan['base'],
    private readonly watching: Watching,
  ) {}

  /** Looks again; the first look is held against what the plan was made on. */
  async look(): Promise<ActualApplication | null> {
    const { clients, target } = this.watching;
    const { base } = this;
    this.actual = await readApplication(clients, target);
    if (!this.isFirstLook) return this.actual;
    this.isFirstLook = false;
    if (base === null && this.actual !== null) throw moved('an application of that name is there now');
    if (base === null) return null;
    if (this.actual === null) throw gone();
    if (!isSame(base, this.actual)) throw await this.movedFrom(base, this.actual);
    return this.actual;
  }

  /** Looks again, at one that has to be there. */
  async existing(): Promise<ActualApplication> {
    const actual = await this.look();
    if (actual === null) throw gone();
    return actual;
  }

  /** The application as it was when this deploy last looked; a failure when it is not that any more. */
  async expect(): Promise<ActualApplication> {
    const before = this.actual;
    const actual = await this.existing();
    if (before !== null && !isSame(before, actual)) throw await this.movedFrom(before, actual);
    return actual;
  }

  /** Work that may give the application another token, but neither another version nor another status. */
  async unchangedBy(operation: string, work: () => Promise<void>): Promise<void> {
    const before = await this.expect();
    await this.unlessMoved(operation, work);
    const after = await this.existing();
    if (after.versionId !== before.versionId || after.status !== before.status)
      throw await this.movedFrom(before, after);
  }

  /** A request that changes it at once. */
  ask = <T>(operation: string, request: () => Promise<T>): Promise<T> =>
    this.unlessMoved(operation, () =>
      asking(`kinesisanalytics:${operation}`, `the application '${this.watching.target.application}'`, request),
    );

  /** A request that begins an operation, followed to its end. */
  async change(operation: string, request: (expected: ActualApplication) => Promise<Begun>): Promise<void> {
    const expected = await this.expect();
    const { OperationId: id } = await this.ask(operation, () => request(expected));
    if (id !== undefined) await this.follow(operation, id);
    await this.look();
  }

  waiting(): Waiting {
    const { clients, signal, timeoutMs } = this.watching;
    return { deadline: Date.now() + timeoutMs, everyMs: clients.pollMs, signal };
  }

  private async follow(kind: string, id: string): Promise<void> {
    const { clients, target, timeoutMs, onOperation } = this.watching;
    onOperation(kind, id, 'IN_PROGRESS');
    const operation = await followOperation(clients, target.application, id, this.waiting());
    const seconds = Math.round(timeoutMs / 1000);
    if (operation === null) throw new DeployFailure({ kind: 'operation endless', operation: kind, seconds });
    onOperation(kind, id, operation.status);
    if (operation.status !== 'SUCCESSFUL') throw new DeployFailure({ kind: 'operation failed', operation });
  }

  /** With the operation that somebody else has begun, as far as the service tells. */
  private async movedFrom(before: Seen, after: Seen): Promise<DeployFailure> {
    const { clients, target } = this.watching;
    const [last] = await listOperations(clients, target.application, 1).catch(() => []);
    const by = last === undefined ? '' : `, after ${last.kind} at ${last.startedAt?.toISOString() ?? 'a time unknown'}`;
    return moved(difference(before, after) + by);
  }

  private async unlessMoved<T>(operation: string, request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (error instanceof ServiceFailure && MOVED.includes(error.code)) throw moved(`${operation}: ${error.detail}`);
      throw error;
    }
  }
}

/** What the service answers to a request that takes its time. */
interface Begun {
  readonly OperationId?: string | undefined;
}

/** How the service says that the application is not what a request takes it for. */
const MOVED: readonly string[] = ['ConcurrentModificationException', 'ResourceInUseException'];

const moved = (what: string): DeployFailure => new DeployFailure({ kind: 'world moved', moved: what });
const gone = (): DeployFailure => moved('the application is gone');

interface Seen {
  readonly conditionalToken: string;
  readonly versionId: number;
  readonly status: string;
}

const isSame = (before: Seen, after: Seen): boolean =>
  before.conditionalToken === after.conditionalToken &&
  before.versionId === after.versionId &&
  before.status === after.status;

function difference(before: Seen, after: Seen): string {
  if (before.versionId !== after.versionId) return `it was version ${before.versionId} and is ${after.versionId}`;
  if (before.status !== after.status) return `it was ${before.status} and is ${after.status}`;
  return 'somebody has changed it';
}
