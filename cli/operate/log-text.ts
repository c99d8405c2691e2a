/** A log for people: the reason first, then what was logged, with what only follows from a failure in the background. */
import { innermost, isNoise, type RootCause } from '../../deploy/application/root-cause.js';
import type { LogLine } from '../../deploy/application/logs.js';
import { failedTask } from '../../deploy/operate/logs/failed-task.js';
import { levelOf } from '../../deploy/operate/logs/levels.js';
import type { Colours } from '../colours.js';
import { placeText } from './place-text.js';

const time = (at: number): string => new Date(at).toISOString();

export function causeText({ message, exception, where, task, at, passedOver }: RootCause, paint: Colours): string {
  const what = exception === null || message === exception ? message : `${exception}: ${message}`;
  return [
    paint.bold(`first failure${placeText(where)}`),
    `  ${paint.red(what)}`,
    ...(at === null ? [] : [`  at ${time(at)}`]),
    ...(task === null ? [] : [`  in the task ${task}`]),
    ...(passedOver === 0 ? [] : [`  ${passedOver.toLocaleString('en-US')} later or consequent ones passed over`]),
  ].join('\n');
}

/** One line, and one more for what was thrown. */
export function lineText(line: LogLine, paint: Colours): string {
  const { at, logger, message, throwable } = line;
  const level = levelOf(line);
  const thrown = throwable === null ? null : innermost(throwable);
  const named = thrown?.exception == null || thrown.exception === thrown.message ? '' : `${thrown.exception}: `;
  const text = [
    `${time(at)} ${level.padEnd(5)} ${logger === null ? '' : `${logger.replace(/^.*[.$]/, '')}: `}${message.trimEnd()}`,
    ...(thrown === null ? [] : [`    ${named}${thrown.message}`]),
  ].join('\n');
  if (isConsequence(line)) return paint.dim(text);
  if (level === 'ERROR') return paint.red(text);
  return level === 'WARN' ? paint.yellow(text) : text;
}

/** Whether a line only says what followed from a failure, or that processes come and go. */
export const isConsequence = ({ message, throwable }: LogLine): boolean => isNoise(throwable ?? message);

export const lineData = (line: LogLine): Record<string, unknown> => ({
  ...line,
  at: time(line.at),
  level: levelOf(line),
  failedTask: failedTask(line.message),
  consequence: isConsequence(line),
});

export const causeData = ({ at, ...cause }: RootCause): Record<string, unknown> => ({
  ...cause,
  at: at === null ? null : time(at),
});
