/** The group and the stream that the ARN of a log stream names. */

export interface LogStreamName {
  readonly region: string;
  readonly group: string;
  readonly stream: string;
}

export function logStreamOf(arn: string): LogStreamName | null {
  const found = /^arn:aws[a-z-]*:logs:([^:]*):\d*:log-group:([^:]+):log-stream:(.+)$/.exec(arn);
  return found === null ? null : { region: found[1] ?? '', group: found[2] ?? '', stream: found[3] ?? '' };
}
