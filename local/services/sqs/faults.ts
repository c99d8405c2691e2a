/** Switches that make the service answer as SQS does on a bad day. For tests, in process. */
import { denied, throttled, type SqsError } from './errors.js';
import { Gate } from '../front/gate.js';

export interface FailedEntry {
  readonly code: string;
  readonly message: string;
  readonly senderFault: boolean;
}

export interface EntryToFail {
  readonly operation: string;
  readonly queue: string;
  readonly id: string;
  /** Of an entry to send. */
  readonly body: string | null;
}

export class SqsFaults {
  #throttled = 0;
  readonly #denied = new Set<string>();
  readonly #missing = new Set<string>();
  #failing: (entry: EntryToFail) => FailedEntry | null = () => null;
  readonly #gate = new Gate();

  /** The next so many requests are throttled. */
  throttle(requests: number): void {
    this.#throttled = requests;
  }

  /** An operation, such as `SendMessage`; a batch counts as its operation. */
  deny(operation: string): void {
    this.#denied.add(operation);
  }

  /** A queue that is there answers as if it were not. */
  missing(queue: string): void {
    this.#missing.add(queue);
  }

  /** Entries of batches for which this gives a failure fail alone. */
  failEntries(failing: (entry: EntryToFail) => FailedEntry | null): void {
    this.#failing = failing;
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
    this.#failing = () => null;
  }

  /** What a request meets before it is read. */
  async before(): Promise<void> {
    await this.#gate.passed();
    if (this.#throttled === 0) return;
    this.#throttled--;
    throw throttled();
  }

  refusal(operation: string, arn: string): SqsError | null {
    const action = operation.replace(/Batch$/, '');
    return this.#denied.has(action) || this.#denied.has(operation) ? denied(action, arn) : null;
  }

  isMissing(queue: string): boolean {
    return this.#missing.has(queue);
  }

  failure(entry: EntryToFail): FailedEntry | null {
    return this.#failing(entry);
  }
}
