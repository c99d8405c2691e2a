/** Switches that make the service answer as SQS does on a bad day. For tests, in process. */
import { denied, throttled, type SqsError } from './errors.js';
import { Switches } from '../front/switches.js';

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

export class SqsFaults extends Switches {
  #failing: (entry: EntryToFail) => FailedEntry | null = () => null;

  /** Entries of batches for which this gives a failure fail alone. */
  failEntries(failing: (entry: EntryToFail) => FailedEntry | null): void {
    this.#failing = failing;
  }

  override clear(): void {
    super.clear();
    this.#failing = () => null;
  }

  /** What a request meets before it is read. */
  async before(): Promise<void> {
    await this.passed();
    if (this.takeThrottled()) throw throttled();
  }

  /** `deny` takes an operation or, for its batch too, the operation without `Batch`. */
  refusal(operation: string, arn: string): SqsError | null {
    const action = operation.replace(/Batch$/, '');
    return this.isDenied(action) || this.isDenied(operation) ? denied(action, arn) : null;
  }

  failure(entry: EntryToFail): FailedEntry | null {
    return this.#failing(entry);
  }
}
