/** Codes PC4xxx: what the bundle may hold. */
import { define } from '../define.js';

export const emit = {
  settingNotAllowed: define<{ key: string }>('PC4001', 'error', ({ key }) => ({
    message: `setting '${key}' can't be set by a program on Managed Service for Apache Flink`,
    cause:
      'The service keeps checkpoints, parallelism, restarts and memory to itself; a job that sets another key fails in main, before it reads an event.',
    hint: `leave '${key}' out; parallelism and checkpointEvery are settings of pipeline(…)`,
  })),
  tooManyResources: define<{ count: number; most: number }>('PC4002', 'error', ({ count, most }) => ({
    message: `${count} names of resources are more than the ${most} that one application can be told`,
    cause: `The names of streams, tables, indexes and queues, and for each index its endpoint and credentials, reach the job through one property group of the service, which holds ${most}.`,
    hint: 'split the pipeline in two; a stream between them carries the rows',
  })),
  secretInBundle: define<{ looks: string }>('PC4003', 'error', ({ looks }) => ({
    message: `this holds what looks like ${looks}`,
    cause:
      'A bundle is text that is printed, reviewed, committed and uploaded, and dead letters and plans repeat it: whatever is in it is no secret any more.',
    hint: 'take it out and replace it at its owner; on AWS the job has a role, and passwords are named by their ARN in Secrets Manager',
  })),
} as const;
