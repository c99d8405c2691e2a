/** What a reading of a store has to say besides its letters. */
import { collector, type Diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import type { Reading } from '../../deploy/dead-letters/read-letters.js';

export function remarksOn({ incomplete, foreign }: Reading, target: string): Diagnostic[] {
  const { found, report } = collector();
  if (incomplete.length > 0) report('lettersIncomplete', null, { ids: incomplete.map(({ id }) => id) });
  if (foreign > 0) report('messagesForeign', null, { messages: foreign, target });
  return found;
}

export const progressOf =
  (progress: (text: string) => void) =>
  (messages: number): void => {
    if (messages % 100 === 0) progress(`Reading dead letters: ${messages.toLocaleString('en-US')} messages`);
  };
