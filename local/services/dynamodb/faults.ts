/** Switches that make the service answer as DynamoDB does on a bad day. For tests, in process. */
import { AwsError } from '../front/aws-error.js';
import { arnOf } from '../front/account.js';
import { Gate } from '../front/gate.js';

export class DynamoDbFaults {
  #throttled = 0;
  #unprocessed = 0;
  readonly #denied = new Set<string>();
  readonly #missing = new Set<string>();
  readonly #gate = new Gate();

  /** The next so many requests exceed the table's throughput. */
  throttle(requests: number): void {
    this.#throttled = requests;
  }

  /** Of the next so many batches, of reads or writes, every second entry is left undone. */
  leaveUnprocessed(batches: number): void {
    this.#unprocessed = batches;
  }

  /** An operation, such as `BatchWriteItem`. */
  deny(operation: string): void {
    this.#denied.add(operation);
  }

  /** A table that is there answers as if it were not. */
  missing(table: string): void {
    this.#missing.add(table);
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
    this.#unprocessed = 0;
    this.#denied.clear();
    this.#missing.clear();
  }

  /** What a request meets before it is answered. */
  async before(operation: string, region: string, tables: () => readonly string[]): Promise<void> {
    await this.#gate.passed();
    if (this.#denied.has(operation)) throw denied(operation, region, tables());
    if (this.#missing.size > 0 && tables().some((table) => this.#missing.has(table))) {
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    }
    if (this.#throttled === 0) return;
    this.#throttled--;
    throw new AwsError(
      'ProvisionedThroughputExceededException',
      'The level of configured provisioned throughput for the table was exceeded.',
    );
  }

  /** Whether this batch is one of those done by half. */
  takeUnprocessed(operation: string): boolean {
    if (this.#unprocessed === 0 || !operation.startsWith('Batch')) return false;
    this.#unprocessed--;
    return true;
  }
}

const denied = (operation: string, region: string, tables: readonly string[]): AwsError =>
  new AwsError(
    'AccessDeniedException',
    `User: arn:aws:sts::000000000000:assumed-role/local/local is not authorized to perform: dynamodb:${operation} on ` +
      `resource: ${arnOf('dynamodb', region, `table/${tables[0] ?? '*'}`)}`,
  );
