/** How a job runs while its pipeline is being written: it goes on after a failure, from a checkpoint of seconds ago. */
import { pathToFileURL } from 'node:url';

export const devSettings = (pipeline: string, checkpoints: string): Readonly<Record<string, string>> => ({
  'pipeline.name': pipeline,
  'execution.checkpointing.interval': '5 s',
  'execution.checkpointing.min-pause': '1 s',
  'execution.checkpointing.storage': 'filesystem',
  'execution.checkpointing.dir': pathToFileURL(checkpoints).href,
  'restart-strategy.type': 'exponential-delay',
  'restart-strategy.exponential-delay.initial-backoff': '1 s',
  'restart-strategy.exponential-delay.max-backoff': '10 s',
  'restart-strategy.exponential-delay.backoff-multiplier': '2.0',
  'restart-strategy.exponential-delay.reset-backoff-threshold': '1 min',
  'restart-strategy.exponential-delay.jitter-factor': '0.1',
});
