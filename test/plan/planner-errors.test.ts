/** What Flink refuses comes back on the TypeScript of the stage that made the SQL. */
import { expect, test } from '@jest/globals';
import { emit } from '../../compiler/emit/emit.js';
import { lower } from '../../compiler/lower/lower.js';
import { plan, type PlannerError } from '../../compiler/plan/plan.js';
import { column, field, filter, firehose, output, pipeline, source, text, equals } from '../support/ir.js';

const plays = source('plays', [field('user', 'string'), field('at', 'date')]);
const known = filter('known', plays, equals(column('user', 'string'), text('ann')));
const written = output(known, firehose('archive'));
const refused = pipeline('refused', [plays, known], [written]);

async function diagnosticsFor(error: (statements: readonly { readonly name: string }[]) => PlannerError) {
  const lowered = lower(refused).value;
  if (!lowered) throw new Error('not lowered');
  const emitted = emit(lowered, { base: '/base', read: () => null }).value;
  if (!emitted) throw new Error('not emitted');
  const errors = [error(emitted.bundle.statements)];
  const { value, diagnostics } = await plan(emitted, lowered, () => Promise.resolve({ errors }));
  expect(value).toBeNull();
  return diagnostics;
}

test('a view is blamed on its stage, with the line and the place in it', async () => {
  const [found] = await diagnosticsFor((statements) => ({
    statement: statements.findIndex(({ name }) => name === 'known'),
    message: "Column 'usr' not found in any table",
    line: 2,
    column: 3,
  }));
  expect(found).toMatchObject({ code: 'PC5001', span: known.span, cause: expect.stringContaining('`user`,\n  ^') });
});

test('an INSERT is blamed on the output, a table on its source or sink', async () => {
  const byName = (name: string) => (statements: readonly { readonly name: string }[]) => ({
    statement: statements.map((statement) => statement.name).lastIndexOf(name),
    message: 'no',
  });
  expect(await diagnosticsFor(byName('sink.archive'))).toMatchObject([{ code: 'PC5001', span: written.span }]);
  expect(await diagnosticsFor(byName('source.plays'))).toMatchObject([{ code: 'PC5001', span: plays.span }]);
});

test('a mistake of nobody in particular is the pipeline itself', async () => {
  expect(await diagnosticsFor(() => ({ statement: null, message: 'no' }))).toMatchObject([{ span: refused.span }]);
});
