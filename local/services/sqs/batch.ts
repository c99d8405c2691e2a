/** Batches: what is wrong with one as a whole, and the entries that fail alone. */
import { emptyBatch, idsNotDistinct, invalidEntryId, SqsError, tooManyEntries } from './errors.js';
import type { FailedEntry } from './faults.js';
import { objects, optionalText, type Input } from './input.js';
import type { Around } from './operation.js';

const MOST_ENTRIES = 10;
const ID = /^[A-Za-z0-9_-]{1,80}$/;

interface Entry {
  readonly id: string;
  readonly input: Input;
}

export function entriesOf(input: Input, operation: string): Entry[] {
  const entries = objects(input, 'Entries').map((each) => ({ id: optionalText(each, 'Id') ?? '', input: each }));
  if (entries.length === 0) throw emptyBatch(operation);
  if (entries.length > MOST_ENTRIES) throw tooManyEntries(entries.length);
  if (!entries.every(({ id }) => ID.test(id))) throw invalidEntryId();
  const ids = entries.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw idsNotDistinct(twice);
  return entries;
}

interface Batch {
  readonly operation: string;
  readonly queue: string;
  readonly entries: readonly Entry[];
}

/** Does each entry; SQS leaves out the list that would be empty, and SDKs know both. */
export function doEach(
  { operation, queue, entries }: Batch,
  { faults }: Around,
  act: (input: Input) => object,
): { Successful: object[]; Failed: object[] } {
  const Successful: object[] = [];
  const Failed: object[] = [];
  const fail = (Id: string, { code, message, senderFault }: FailedEntry): void =>
    void Failed.push({ Id, SenderFault: senderFault, Code: code, Message: message });
  for (const { id, input } of entries) {
    const body = typeof input['MessageBody'] === 'string' ? input['MessageBody'] : null;
    const fault = faults.failure({ operation, queue, id, body });
    if (fault) {
      fail(id, fault);
      continue;
    }
    try {
      Successful.push({ Id: id, ...act(input) });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      fail(id, { code: error.queryCode, message: error.message, senderFault: true });
    }
  }
  return { Successful, Failed };
}
