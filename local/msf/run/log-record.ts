/** One line of a process's records as the event that reaches CloudWatch Logs. */
import type { LogEvent } from '../control.js';

interface ProcessRecord {
  readonly timestamp: number;
  readonly locationInformation: string;
  readonly logger: string;
  readonly message: string;
  readonly messageType: string;
  readonly threadName: string;
  readonly throwableInformation: string;
}

/** Null for what is no record: a process may be killed in the middle of a line. */
export function logRecord(line: string, applicationARN: string, versionId: number): LogEvent | null {
  const record = parsed(line);
  if (record === null) return null;
  const { timestamp, throwableInformation: thrown, ...said } = record;
  const whole = {
    applicationARN,
    applicationVersionId: String(versionId),
    ...said,
    messageSchemaVersion: '1',
    ...(thrown !== '' && { throwableInformation: thrown.trim() }),
  };
  return { timestamp, message: JSON.stringify(sorted(whole)) };
}

function parsed(line: string): ProcessRecord | null {
  try {
    return JSON.parse(line) as ProcessRecord;
  } catch {
    return null;
  }
}

const sorted = (record: object): object =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
