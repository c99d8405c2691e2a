/** The letters of a test: in one order, whichever came to their file first. */
import { expect, test } from '@jest/globals';
import { inRowOrder, type DeadLetter } from '../../testing/run-pipeline.js';

const letter = (id: string, source: DeadLetter['source']): DeadLetter => ({
  id,
  pipeline: 'clicks',
  stage: 'clicks',
  reason: 'late',
  detail: '',
  source,
  eventTime: null,
  arrivalTime: null,
  record: '',
  encoding: 'utf8',
});

const from = (name: string, sequence: string): DeadLetter['source'] => ({ name, shard: 'file', sequence });

test('by source and row, as numbers; those of no certain row last, as they came', () => {
  const letters = [
    letter('of a window', null),
    letter('views 10', from('views', '10')),
    letter('clicks 12', from('clicks', '12')),
    letter('of another window', null),
    letter('clicks 3', from('clicks', '3')),
    letter('views 9', from('views', '9')),
  ];
  expect(inRowOrder(letters, ['views', 'clicks']).map(({ id }) => id)).toEqual([
    'views 9',
    'views 10',
    'clicks 3',
    'clicks 12',
    'of a window',
    'of another window',
  ]);
});
