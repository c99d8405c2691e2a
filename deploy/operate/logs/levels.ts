/** How loud a line of a log is. */
import type { LogLine } from '../../application/logs.js';

export const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] as const;

export type Level = (typeof LEVELS)[number];

/** What a line without a level is taken for. */
const UNSAID: Level = 'INFO';

export function levelOf({ level }: Pick<LogLine, 'level'>): Level {
  const written = level?.toUpperCase();
  // Log4j's last level of all.
  if (written === 'FATAL') return 'ERROR';
  return LEVELS.find((each) => each === written) ?? UNSAID;
}

export const isAtLeast = (line: Pick<LogLine, 'level'>, least: Level): boolean =>
  LEVELS.indexOf(levelOf(line)) >= LEVELS.indexOf(least);
