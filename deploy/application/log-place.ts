/** The log group and stream that an application writes to: without them its log is lost without a word. */
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogStreamsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { asking, failureOf } from '../aws/service-failure.js';
import type { Clients } from './clients.js';
import type { LogPlace } from './target.js';

/** Null: the caller may not look. */
export async function readLogPlace(
  { logs }: Clients,
  { group, stream }: LogPlace,
): Promise<{ readonly group: boolean; readonly stream: boolean } | null> {
  try {
    const { logStreams = [] } = await logs.send(
      new DescribeLogStreamsCommand({ logGroupName: group, logStreamNamePrefix: stream }),
    );
    return { group: true, stream: logStreams.some(({ logStreamName }) => logStreamName === stream) };
  } catch (error) {
    const failure = failureOf(error, 'logs:DescribeLogStreams', `the log group '${group}'`);
    if (failure?.kind === 'missing') return { group: false, stream: false };
    if (failure?.kind === 'denied') return null;
    throw failure ?? error;
  }
}

/** One that somebody has made meanwhile is as good. */
export async function createLogGroup({ logs }: Clients, group: string, retentionInDays: number): Promise<void> {
  const about = `the log group '${group}'`;
  await unlessThere('logs:CreateLogGroup', about, () => logs.send(new CreateLogGroupCommand({ logGroupName: group })));
  await asking('logs:PutRetentionPolicy', about, () =>
    logs.send(new PutRetentionPolicyCommand({ logGroupName: group, retentionInDays })),
  );
}

export async function createLogStream({ logs }: Clients, group: string, stream: string): Promise<void> {
  await unlessThere('logs:CreateLogStream', `the log stream '${stream}' of '${group}'`, () =>
    logs.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: stream })),
  );
}

async function unlessThere(action: string, about: string, request: () => Promise<unknown>): Promise<void> {
  try {
    await request();
  } catch (error) {
    const failure = failureOf(error, action, about);
    if (failure?.code !== 'ResourceAlreadyExistsException') throw failure ?? error;
  }
}
