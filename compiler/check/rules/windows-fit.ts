import type { Rule } from '../rule.js';
import { windowBehind } from '../stages.js';
import { durationInWords } from '../words.js';

/** A day with an offset of whole five minutes. */
const MOST_PIECES = 288;

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** The lengths of a window go together, as Flink would say only when the job starts. */
export const windowsFit: Rule = (pipeline, report) => {
  for (const stage of pipeline.stages) {
    if (stage.kind !== 'window') continue;
    const { kind, size, step, offset, span } = stage.window;
    const words = { size: durationInWords(size), step: durationInWords(step), offset: durationInWords(offset) };
    if ((kind === 'hop' || kind === 'cumulate') && size % step !== 0) {
      report('windowNotMultiple', span, { kind, size: words.size, step: words.step });
    }
    const slice = kind === 'tumble' ? size : step;
    const pieces = offset === 0 ? 1 : size / greatestCommonDivisor(slice, Math.abs(offset));
    if (kind !== 'session' && pieces > MOST_PIECES) {
      const piece = durationInWords(size / pieces);
      report('windowOffsetTooFine', span, { kind, ...words, piece, pieces, most: MOST_PIECES });
    }
    if (Math.abs(offset) >= size)
      report('windowOffsetTooLarge', span, { kind, offset: words.offset, size: words.size });
    const before = windowBehind(pipeline, stage.of);
    if (before && (offset !== 0 || before.window.offset !== 0)) {
      report('offsetOnCascadedWindow', span, { stage: stage.name, input: before.name }, [
        { span: before.window.span, message: 'the window before it' },
      ]);
    }
  }
};
