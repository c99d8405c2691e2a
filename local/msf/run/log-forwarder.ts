/** Sends what the processes of a job log to its application's log stream, as the records that the managed service writes. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RECORDS_SUFFIX } from '../../cluster/log-config.js';
import type { Application, Version } from '../application.js';
import type { Control, LogEvent } from '../control.js';
import { logStreamOf } from '../log-stream.js';
import { logRecord } from './log-record.js';

const NEWLINE = 10;

export class LogForwarder {
  /** How far each file has been read. */
  private readonly positions = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly control: Control,
    private readonly application: Application,
    private readonly version: Version,
    private readonly folder: string,
  ) {
    this.timer = setInterval(() => this.readSoon(), control.settings.logsEveryMs);
    this.timer.unref();
  }

  /** Sends what is left. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    this.readSoon();
    await this.reading;
  }

  private readSoon(): void {
    this.reading = this.reading.then(() => this.read());
  }

  private async read(): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    const events: LogEvent[] = [];
    for (const name of names.filter((each) => each.endsWith(RECORDS_SUFFIX)).sort()) {
      for (const line of await this.newLines(join(this.folder, name))) {
        const event = logRecord(line, this.application.arn, this.version.id);
        if (event !== null) events.push(event);
      }
    }
    if (events.length > 0) this.send(events.sort((a, b) => a.timestamp - b.timestamp));
  }

  /** Nothing is said when they can not be sent, as on AWS: that is what makes a missing stream hard to find there. */
  private send(events: readonly LogEvent[]): void {
    const { logs, roles } = this.control;
    for (const { logStreamArn } of this.application.version.configuration.logging) {
      const stream = logStreamOf(logStreamArn);
      if (stream === null) continue;
      const role = this.version.configuration.role;
      if (roles && roles.refusal(role, 'logs:PutLogEvents', logStreamArn) !== null) continue;
      logs.put(stream.group, stream.stream, events, stream.region);
    }
  }

  private async newLines(path: string): Promise<string[]> {
    const file = await open(path, 'r').catch(() => null);
    if (file === null) return [];
    try {
      const from = this.positions.get(path) ?? 0;
      const { size } = await file.stat();
      if (size <= from) return [];
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
      // A line that is still being written is left for the next time.
      const end = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
      this.positions.set(path, from + end);
      return buffer.toString('utf8', 0, end).split('\n').slice(0, -1);
    } finally {
      await file.close();
    }
  }
}
