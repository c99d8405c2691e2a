/** What several services can be made to do on a bad day: refuse, lose what they hold, throttle, hang. In process, for tests. */
import { Gate } from './gate.js';

export class Switches {
  readonly #denied = new Set<string>();
  readonly #missing = new Set<string>();
  readonly #gate = new Gate();
  #throttled = 0;

  /** The next so many requests come too fast. */
  throttle(requests: number): void {
    this.#throttled = requests;
  }

  /** An operation, such as `PutItem`, that the caller's role has no permission for. */
  deny(operation: string): void {
    this.#denied.add(operation);
  }

  /** A table, queue or stream that is there answers as if it were not. */
  missing(name: string): void {
    this.#missing.add(name);
  }

  /** Requests wait until `resume`. */
  pause(): void {
    this.#gate.shut();
  }

  resume(): void {
    this.#gate.open();
  }

  /** All is well again. */
  clear(): void {
    this.resume();
    this.#throttled = 0;
    this.#denied.clear();
    this.#missing.clear();
  }

  isMissing(name: string): boolean {
    return this.#missing.has(name);
  }

  protected get losesSome(): boolean {
    return this.#missing.size > 0;
  }

  protected passed(): Promise<void> {
    return this.#gate.passed();
  }

  protected isDenied(operation: string): boolean {
    return this.#denied.has(operation);
  }

  /** Whether this request is one of those that come too fast. */
  protected takeThrottled(): boolean {
    if (this.#throttled === 0) return false;
    this.#throttled--;
    return true;
  }
}
