/**
 * One queue and its messages, in memory. A message is visible, delayed or in flight; each receive gives it a new
 * handle, and only the newest handle does anything. Delivered in the order sent, which SQS does not promise.
 */
import { randomUUID } from 'node:crypto';
import { invalidHandle, invalidValue, overLimit } from './errors.js';
import type { MessageAttributes } from './message-attributes.js';
import type { NewMessage } from './new-message.js';
import { redrivePolicy, type Attributes, type WholeAttribute } from './queue-attributes.js';
import { WaitingLine } from './waiting-line.js';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly md5: string;
  readonly attributes: MessageAttributes;
  readonly systemAttributes: MessageAttributes;
  readonly sentAt: number;
  readonly receives: number;
  readonly firstReceivedAt: number;
  /** The queue it was given up by. */
  readonly source: string | null;
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

interface Place extends Changing<Message> {
  receivedAt: number;
  /** Changes with every move, so that an older place in a line is known to be void. */
  turn: number;
  state: 'visible' | 'delayed' | 'in flight';
}

export interface Received {
  readonly message: Message;
  readonly handle: string;
}

export interface ReceiveOptions {
  readonly most: number;
  readonly visibilitySeconds: number;
  readonly waitSeconds: number;
}

/** SQS hands out no more than these at a time. */
const MOST_IN_FLIGHT = 120_000;
const LONGEST_IN_FLIGHT = 43_200_000;

export class Queue {
  readonly id = randomUUID();
  readonly tags = new Map<string, string>();
  attributes: Attributes;
  modifiedAt: number;
  purgedAt = -Infinity;
  readonly #messages = new Map<string, Place>();
  #visible: { message: Place; turn: number }[] = [];
  #head = 0;
  readonly #hidden = new WaitingLine<{ at: number; message: Place; turn: number }>();
  readonly #inFlight = new Set<Place>();
  readonly #waiters = new Set<() => void>();
  #closed = false;

  constructor(
    readonly name: string,
    readonly arn: string,
    attributes: Attributes,
    private readonly now: () => number,
    /** The queue that takes what was received too often. */
    private readonly queueOf: (arn: string) => Queue | null,
    readonly createdAt = now(),
  ) {
    this.attributes = attributes;
    this.modifiedAt = createdAt;
  }

  number(name: WholeAttribute): number {
    return Number(this.attributes[name]);
  }

  send(sent: NewMessage): Message {
    const now = this.now();
    const message: Place = {
      id: randomUUID(),
      body: sent.body,
      md5: sent.md5,
      attributes: sent.attributes,
      systemAttributes: sent.systemAttributes,
      sentAt: now,
      receives: 0,
      firstReceivedAt: 0,
      source: null,
      receivedAt: 0,
      turn: 0,
      state: 'visible',
    };
    this.#messages.set(message.id, message);
    const delay = (sent.delaySeconds ?? this.number('DelaySeconds')) * 1000;
    if (delay > 0) this.#hide(message, now + delay, 'delayed');
    else this.#show(message);
    this.#wake();
    return message;
  }

  /** Waits for messages no longer than asked; the longest wait ends early when the service closes. */
  async receive(options: ReceiveOptions): Promise<Received[]> {
    const until = this.now() + options.waitSeconds * 1000;
    for (;;) {
      const received = this.#take(options);
      if (received.length > 0 || this.#closed || this.now() >= until) return received;
      await this.#change(until);
    }
  }

  #take({ most, visibilitySeconds, waitSeconds }: ReceiveOptions): Received[] {
    this.settle();
    const taken: Received[] = [];
    while (taken.length < most) {
      if (this.#inFlight.size >= MOST_IN_FLIGHT) {
        if (taken.length === 0 && waitSeconds === 0) throw overLimit();
        break;
      }
      const message = this.#nextVisible();
      if (!message) break;
      if (this.#givenUp(message)) continue;
      const now = this.now();
      message.receives++;
      message.receivedAt = now;
      if (message.firstReceivedAt === 0) message.firstReceivedAt = now;
      const handle = Buffer.from(`${this.id} ${message.id} ${message.receives}`).toString('base64');
      this.#hide(message, now + visibilitySeconds * 1000, 'in flight');
      taken.push({ message: { ...message }, handle });
    }
    return taken;
  }

  /** An old handle deletes nothing, and succeeds. */
  delete(handle: string): void {
    const message = this.#of(handle);
    if (message) this.#forget(message);
  }

  changeVisibility(handle: string, seconds: number): void {
    if (!(seconds >= 0 && seconds <= 43_200))
      throw invalidValue(
        `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.`,
      );
    this.settle();
    const message = this.#of(handle);
    if (!message)
      throw invalidValue(
        `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
      );
    const at = this.now() + seconds * 1000;
    if (at > message.receivedAt + LONGEST_IN_FLIGHT)
      throw invalidValue(
        `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].`,
      );
    if (seconds === 0) this.#show(message);
    else this.#hide(message, at, 'in flight');
    this.#wake();
  }

  purge(): void {
    for (const message of [...this.#messages.values()]) this.#forget(message);
    this.#visible = [];
    this.#head = 0;
    this.purgedAt = this.now();
  }

  /** What is visible, in flight and delayed. SQS's own numbers lag behind by up to a minute. */
  counts(): { visible: number; inFlight: number; delayed: number } {
    this.settle();
    let delayed = 0;
    for (const { state } of this.#messages.values()) if (state === 'delayed') delayed++;
    const inFlight = this.#inFlight.size;
    return { visible: this.#messages.size - inFlight - delayed, inFlight, delayed };
  }

  /** Brings back what was hidden until now, and drops what is too old. */
  settle(): void {
    const now = this.now();
    for (let due = this.#hidden.takeUntil(now); due; due = this.#hidden.takeUntil(now))
      if (due.turn === due.message.turn) this.#show(due.message);
    const oldest = now - this.number('MessageRetentionPeriod') * 1000;
    for (const message of this.#messages.values()) {
      if (message.sentAt > oldest) break;
      this.#forget(message);
    }
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** Takes over a message that another queue has given up. */
  adopt(message: Message, source: string): void {
    const adopted: Place = { ...message, source, receivedAt: 0, turn: 0, state: 'visible' };
    this.#messages.set(adopted.id, adopted);
    this.#show(adopted);
    this.#wake();
  }

  #givenUp(message: Place): boolean {
    const text = this.attributes['RedrivePolicy'] ?? '';
    if (text === '') return false;
    const { deadLetterTargetArn, maxReceiveCount } = redrivePolicy(text);
    const target = message.receives >= maxReceiveCount ? this.queueOf(deadLetterTargetArn) : null;
    if (target === null || target === this) return false;
    this.#forget(message);
    target.adopt(message, this.arn);
    return true;
  }

  #of(handle: string): Place | null {
    const [queue, id = '', receives] = Buffer.from(handle, 'base64').toString('utf8').split(' ');
    if (queue !== this.id || receives === undefined) throw invalidHandle(handle);
    const message = this.#messages.get(id);
    return message && String(message.receives) === receives ? message : null;
  }

  #nextVisible(): Place | null {
    for (;;) {
      const place = this.#visible[this.#head];
      if (!place) return null;
      this.#head++;
      // What is behind the head is let go now and then, so that this stays cheap.
      if (this.#head > 10_000 && this.#head * 2 > this.#visible.length) {
        this.#visible = this.#visible.slice(this.#head);
        this.#head = 0;
      }
      if (place.turn === place.message.turn) return place.message;
    }
  }

  #show(message: Place): void {
    this.#inFlight.delete(message);
    message.state = 'visible';
    this.#visible.push({ message, turn: ++message.turn });
  }

  #hide(message: Place, at: number, state: 'delayed' | 'in flight'): void {
    message.state = state;
    if (state === 'in flight') this.#inFlight.add(message);
    this.#hidden.add({ at, message, turn: ++message.turn });
  }

  #forget(message: Place): void {
    message.turn++;
    this.#inFlight.delete(message);
    this.#messages.delete(message.id);
  }

  #wake(): void {
    for (const wake of [...this.#waiters]) wake();
  }

  /** Until something was sent or shown, the next hidden message is due, or the time is over. */
  #change(until: number): Promise<void> {
    return new Promise((resolve) => {
      const wait = Math.max(1, Math.min(until, this.#hidden.next) - this.now());
      const done = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, wait);
      this.#waiters.add(done);
    });
  }
}
