/** Switches that make the service answer as DynamoDB does on a bad day. For tests, in process. */
import { AwsError } from '../front/aws-error.js';
import { arnOf } from '../front/account.js';
import { Switches } from '../front/switches.js';

export class DynamoDbFaults extends Switches {
  #unprocessed = 0;

  /** Of the next so many batches, of reads or writes, every second entry is left undone. */
  leaveUnprocessed(batches: number): void {
    this.#unprocessed = batches;
  }

  override clear(): void {
    super.clear();
    this.#unprocessed = 0;
  }

  /** What a request meets before it is answered. */
  async before(operation: string, region: string, tables: () => readonly string[]): Promise<void> {
    await this.passed();
    if (this.isDenied(operation)) throw denied(operation, region, tables());
    if (this.losesSome && tables().some((table) => this.isMissing(table))) {
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    }
    if (!this.takeThrottled()) return;
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
