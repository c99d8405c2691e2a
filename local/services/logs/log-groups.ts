/** Log groups, their streams and their events, in memory, in the order of time. */
import { DEFAULT_REGION, arnOf } from '../front/account.js';
import { alreadyThere, notThere } from './errors.js';

export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

export interface StoredEvent extends LogEvent {
  readonly ingestionTime: number;
  /** Over all streams: tells events of one time apart. */
  readonly sequence: number;
}

export interface LogStream {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  events: StoredEvent[];
  bytes: number;
  lastIngestion: number | null;
}

export interface LogGroup {
  readonly name: string;
  /** Without the `:*` that some operations show behind it. */
  readonly arn: string;
  readonly region: string;
  readonly createdAt: number;
  readonly streams: Map<string, LogStream>;
  readonly tags: Map<string, string>;
  retentionInDays: number | null;
}

/** Of a stream; then the oldest go. */
const MOST_EVENTS = 200_000;
/** What CloudWatch adds to the length of each message. */
const EVENT_BYTES = 26;

export class LogGroups {
  private readonly groups = new Map<string, LogGroup>();
  private sequence = 0;

  constructor(private readonly now: () => number) {}

  all(region: string): LogGroup[] {
    return [...this.groups.values()].filter((group) => group.region === region).sort(byName);
  }

  /** Null when it is not there. */
  find(region: string, name: string): LogGroup | null {
    return this.groups.get(`${region} ${name}`) ?? null;
  }

  group(region: string, name: string): LogGroup {
    const found = this.find(region, name);
    if (found === null) throw notThere('log group');
    return found;
  }

  /** By name or by ARN, as some operations allow it. */
  identified(region: string, identifier: string): LogGroup {
    return this.group(region, /^arn:[^:]*:logs:[^:]*:\d*:log-group:([^:]+)/.exec(identifier)?.[1] ?? identifier);
  }

  stream(group: LogGroup, name: string): LogStream {
    const found = group.streams.get(name);
    if (found === undefined) throw notThere('log stream');
    return found;
  }

  create(name: string, region: string = DEFAULT_REGION, tags: Readonly<Record<string, string>> = {}): void {
    if (this.find(region, name)) throw alreadyThere('log group');
    const arn = arnOf('logs', region, `log-group:${name}`);
    const made = { streams: new Map(), tags: new Map(Object.entries(tags)), retentionInDays: null };
    this.groups.set(`${region} ${name}`, { name, arn, region, createdAt: this.now(), ...made });
  }

  remove(group: LogGroup): void {
    this.groups.delete(`${group.region} ${group.name}`);
  }

  createStream(group: LogGroup, name: string): void {
    if (group.streams.has(name)) throw alreadyThere('log stream');
    const arn = `${group.arn}:log-stream:${name}`;
    group.streams.set(name, { name, arn, createdAt: this.now(), events: [], bytes: 0, lastIngestion: null });
  }

  put(stream: LogStream, events: readonly LogEvent[]): void {
    const ingestionTime = this.now();
    const stored = events.map((event) => ({ ...event, ingestionTime, sequence: ++this.sequence }));
    for (const { message } of stored) stream.bytes += Buffer.byteLength(message) + EVENT_BYTES;
    const all = [...stream.events, ...stored].sort(inOrder);
    stream.events = all.length > MOST_EVENTS ? all.slice(-MOST_EVENTS) : all;
    stream.lastIngestion = ingestionTime;
  }
}

export const inOrder = (a: StoredEvent, b: StoredEvent): number => a.timestamp - b.timestamp || a.sequence - b.sequence;

const byName = (a: LogGroup, b: LogGroup): number => (a.name < b.name ? -1 : 1);
