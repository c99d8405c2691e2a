/** Where an application's log goes. Whether the stream is there is not asked: it may come later, or never. */
import type { LoggingOption } from '../configuration.js';
import { invalidArgument } from '../errors.js';
import { logStreamOf } from '../log-stream.js';

export function requireLogStream(arn: string): void {
  if (logStreamOf(arn) === null) throw invalidArgument(`${arn} is not the ARN of a log stream.`);
}

export function loggingOptions(arns: readonly string[]): LoggingOption[] {
  if (arns.length > 1) throw invalidArgument('An application has at most one logging option.');
  return arns.map((logStreamArn) => {
    requireLogStream(logStreamArn);
    return { id: '1.1', logStreamArn };
  });
}

/** Numbered on, so that an identifier never means another option than before. */
export const nextLoggingId = (versionId: number): string => `${versionId}.1`;
