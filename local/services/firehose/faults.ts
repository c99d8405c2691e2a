/** Makes the local Firehose fail as the real one may, for tests: methods, called in process. */
import { AwsError } from '../front/aws-error.js';
import { notFound, SLOW_DOWN, unavailable } from './errors.js';
import { Switches } from '../front/switches.js';

export interface RecordToFail {
  readonly stream: string;
  /** Of the request, from 0. */
  readonly index: number;
  readonly data: Buffer;
}

export interface FailedRecord {
  readonly code: string;
  readonly message: string;
}

const SLOWED: FailedRecord = { code: 'ServiceUnavailableException', message: SLOW_DOWN };
const NONE = (): null => null;

export class FirehoseFaults extends Switches {
  private failing: (record: RecordToFail) => FailedRecord | null = NONE;
  private failed: { left: number; error: AwsError } | null = null;
  private doubled = 0;
  private unanswered = 0;

  /** The next so many requests are refused whole, as when the stream takes no more. */
  override throttle(requests: number): void {
    this.failRequests(requests, unavailable());
  }

  /** The next so many requests fail with this. */
  failRequests(requests: number, error = new AwsError('InternalFailure', 'Internal failure.', 500)): void {
    this.failed = { left: requests, error };
  }

  /** Every n-th record of a batch is refused by itself, until `clear`. */
  failEvery(nth: number): void {
    this.failRecords(({ index }) => ((index + 1) % nth === 0 ? SLOWED : null));
  }

  /** Records for which this gives a failure are refused by themselves, until `clear`. */
  failRecords(failing: (record: RecordToFail) => FailedRecord | null): void {
    this.failing = failing;
  }

  /** The next so many batches are stored twice, as at-least-once allows. */
  duplicate(batches: number): void {
    this.doubled = batches;
  }

  /** The next so many batches are stored, and their answer is a 500: the sender sends them again. */
  loseAnswers(batches: number): void {
    this.unanswered = batches;
  }

  override clear(): void {
    super.clear();
    this.failing = NONE;
    this.failed = null;
    this.doubled = 0;
    this.unanswered = 0;
  }

  /** Before an operation is done. */
  async before(operation: string, stream: string | null): Promise<void> {
    await this.passed();
    if (this.isDenied(operation)) {
      const message = `User: local is not authorized to perform: firehose:${operation} because no identity-based policy allows it`;
      throw new AwsError('AccessDeniedException', message);
    }
    if (stream !== null && this.isMissing(stream)) throw notFound(stream);
    if (!this.failed || !operation.startsWith('Put')) return;
    const { error } = this.failed;
    if (--this.failed.left <= 0) this.failed = null;
    throw error;
  }

  failure(record: RecordToFail): FailedRecord | null {
    return this.failing(record);
  }

  /** How often the next batch is stored. */
  copies(): number {
    if (this.doubled === 0) return 1;
    this.doubled--;
    return 2;
  }

  /** After a batch has been stored. */
  afterBatch(): void {
    if (this.unanswered === 0) return;
    this.unanswered--;
    throw new AwsError('InternalFailure', 'Internal failure.', 500);
  }
}
