/** What a redrive would do and has done, for people and as data. Ids, places and reasons; never a record. */
import { collector, type Diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import { destinationText } from '../../deploy/dead-letters/destination.js';
import type { RedrivePlan } from '../../deploy/dead-letters/plan-redrive.js';
import type { RedriveResult } from '../../deploy/dead-letters/redrive.js';
import { table, type Cell } from '../table.js';

const number = (value: number): string => value.toLocaleString('en-US');

interface Line {
  readonly stage: string;
  readonly reason: string;
  readonly what: string;
  letters: number;
  edited: number;
}

/** One line for each stage, reason and what becomes of them. */
function linesOf({ send, done, inDoubt, nowhere }: RedrivePlan): Line[] {
  const lines = new Map<string, Line>();
  const add = ({ stage, reason }: { stage: string; reason: string }, what: string, isEdited = false): void => {
    const line = lines.get(`${stage}\0${reason}\0${what}`) ?? { stage, reason, what, letters: 0, edited: 0 };
    line.letters++;
    if (isEdited) line.edited++;
    lines.set(`${stage}\0${reason}\0${what}`, line);
  };
  for (const { found, to, isEdited } of send) add(found.letter, `goes to ${destinationText(to)}`, isEdited);
  for (const { letter } of inDoubt) add(letter, 'in doubt: perhaps sent before');
  for (const { found, why } of nowhere) add(found.letter, why);
  for (const { letter } of done) add(letter, 'sent before');
  return [...lines.values()];
}

export function planText(plan: RedrivePlan): string {
  const lines = linesOf(plan);
  if (lines.length === 0) return 'no letters to redrive';
  const rows = lines.map(({ stage, reason, letters, edited, what }): Cell[] => [stage, reason, letters, edited, what]);
  return table([['stage', 'reason', 'letters', 'edited', 'what becomes of them'], ...rows]);
}

export function resultText({ sent, failed, inDoubt }: RedriveResult): string {
  const places = [...new Set(sent.map(({ to }) => to))];
  const parts = [
    `${number(sent.length)} sent${places.length > 0 ? ` to ${places.join(', ')}` : ''}`,
    ...(failed.length > 0 ? [`${number(failed.length)} not sent`] : []),
    ...(inDoubt.length > 0 ? [`${number(inDoubt.length)} in doubt`] : []),
  ];
  return parts.join(', ');
}

export function planData({ send, done, inDoubt, nowhere }: RedrivePlan): Record<string, unknown> {
  return {
    plan: {
      send: send.map(({ found, to, isEdited }) => ({ id: found.letter.id, to: destinationText(to), edited: isEdited })),
      sentBefore: done.map(({ letter }) => letter.id),
      inDoubt: inDoubt.map(({ letter }) => letter.id),
      nowhere: nowhere.map(({ found, why }) => ({ id: found.letter.id, why })),
    },
  };
}

export const resultData = ({ sent, failed, inDoubt, left }: RedriveResult): Record<string, unknown> => ({
  sent: sent.map(({ id, to }) => ({ id, to })),
  failed: failed.map(({ id, to, code }) => ({ id, to, code })),
  inDoubt: inDoubt.map(({ id, to }) => ({ id, to })),
  notDeleted: left,
});

interface Told {
  readonly plan: RedrivePlan;
  /** Null for a dry run. */
  readonly result: RedriveResult | null;
  readonly journal: string;
  readonly target: string;
}

export function problemsOf({ plan, result, journal, target }: Told): Diagnostic[] {
  const { found, report } = collector();
  const { nowhere } = plan;
  if (nowhere.length > 0)
    report('lettersWithoutWay', null, { letters: nowhere.length, reasons: distinct(nowhere.map(({ why }) => why)) });
  if (result === null) return found;
  const doubtful = [...plan.inDoubt.map(({ letter }) => letter.id), ...result.inDoubt.map(({ id }) => id)];
  if (doubtful.length > 0) report('lettersInDoubt', null, { ids: doubtful, journal });
  if (result.failed.length > 0)
    report('lettersNotSent', null, {
      letters: result.failed.length,
      // The code alone: what a service says besides may quote the record.
      reasons: distinct(result.failed.map(({ to, code }) => `${to}: ${code}`)),
    });
  if (result.left > 0) report('lettersLeft', null, { messages: result.left, target });
  return found;
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
