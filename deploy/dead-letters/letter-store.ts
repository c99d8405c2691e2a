/** Where letters lie, whichever service holds them. Reading consumes nothing. */
export interface StoredMessage {
  readonly text: string;
  /** When the service took it. Milliseconds since 1970. */
  readonly at: number;
  /** What the store needs to find the message again; null where messages stay anyway. */
  readonly receipt: string | null;
}

/** A message once its text has been read. */
export type ReadMessage = Omit<StoredMessage, 'text'>;

/** What a service says without being asked to count; SQS's numbers lag behind. */
export interface Approximate {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface ReadOptions {
  /** Milliseconds since 1970; what was taken before need not be read. */
  readonly since: number | null;
  readonly until: number | null;
  readonly signal: AbortSignal;
}

export interface LetterStore {
  /** For people: `the queue 'plays-dead-letters'`. */
  readonly name: string;
  readonly service: 'sqs' | 'kinesis' | 's3';
  approximate(): Promise<Approximate | null>;
  /** In no order that means anything. */
  messages(options: ReadOptions): AsyncIterable<StoredMessage>;
  /** Whether `messages` stopped before it had seen all. */
  readonly isCutOff: boolean;
  /** Makes sure that nobody else gets these for the next minutes. */
  hold(messages: readonly ReadMessage[]): Promise<void>;
  /** Deletes them for good where the service can; gives how many are still there. */
  remove(messages: readonly ReadMessage[]): Promise<number>;
  /** Gives everything back that is not removed. Never fails: what can't be given back comes back by itself. */
  close(): Promise<void>;
}
