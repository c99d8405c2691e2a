/** The parts of a configuration that have defaults. Of type DEFAULT they have nothing else: given values are ignored. */
import type { LogLevel } from '../cluster/log-config.js';
import type { Checkpointing, ConfigurationType, Monitoring, Parallelism } from './configuration.js';

type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

const MIN_PAUSE_MS = 5_000;

function filled<T extends { readonly type: ConfigurationType }>(defaults: T, given: Given<T> | undefined): T {
  if (given?.type !== 'CUSTOM') return defaults;
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(present) };
}

export const checkpointingOf = (intervalMs: number, given?: Given<Checkpointing>): Checkpointing =>
  filled<Checkpointing>(
    { type: 'DEFAULT', enabled: true, interval: intervalMs, minPause: Math.min(MIN_PAUSE_MS, intervalMs) },
    given,
  );

export const monitoringOf = (given?: Given<Monitoring>): Monitoring =>
  filled<Monitoring>({ type: 'DEFAULT', metricsLevel: 'APPLICATION', logLevel: 'INFO' as LogLevel }, given);

export const parallelismOf = (given?: Given<Parallelism>): Parallelism =>
  filled<Parallelism>({ type: 'DEFAULT', parallelism: 1, perKpu: 1, autoScaling: true }, given);
