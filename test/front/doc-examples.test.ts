/**
 * Every export of the DSL shows an example and the SQL it becomes: the example compiles, and the SQL is in its output.
 * An example without an `import` is a fragment after PRELUDE; one without `export default` writes its last constant.
 */
import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileEntry, rendered, repository } from '../support/compile-case.js';
import { folderWith } from './support.js';

const SOURCES = join(repository, 'dsl');
const read = (name: string): string => readFileSync(join(SOURCES, name), 'utf8');

const exported = [...read('index.ts').matchAll(/export (?:type )?\{([^}]*)\}/g)]
  .flatMap(([, names = '']) => names.split(','))
  .map((name) => name.replace('type ', '').trim())
  .filter((name) => name !== '');

const PRELUDE = `
import { ${exported.join(', ')} } from 'pipectl';

interface Play { titleId: string; userId: string; kind: 'play' | 'stop'; device?: string; watchedSeconds: number; bytes: bigint; at: Date }

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

`;

interface Example {
  readonly name: string;
  readonly code: string;
  readonly sql: string;
}

/** From the comment before each declaration, whatever file it is in; of overloads the first counts. */
const examples: readonly Example[] = readdirSync(SOURCES)
  .flatMap((file) => [
    ...read(file).matchAll(
      /\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport (?:declare )?(?:function|const|interface|type) (\w+)/g,
    ),
  ])
  .map(([, comment = '', name = '']) => ({ name, text: comment.replaceAll(/^ \* ?/gm, '') }))
  .map(({ name, text }) => ({
    name,
    code: /```ts\n([^]*?)```/.exec(text)?.[1] ?? '',
    sql: /```sql\n([^]*?)```/.exec(text)?.[1] ?? '',
  }));

function pipelineOf(code: string): string {
  const whole = code.startsWith('import') ? code : PRELUDE + code;
  const last = [...code.matchAll(/^const (\w+) =/gm)].at(-1)?.[1];
  const output = `export default pipeline('example', [${last}.to(firehose({ deliveryStream: 'out' }))]);\n`;
  return whole.includes('export default') ? whole : whole + output;
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

test.each(exported)('%s', async (name) => {
  const example = examples.find((each) => each.name === name);
  expect(example?.code).not.toBe('');
  expect(example?.sql).not.toBe('');
  const folder = folderWith({ 'pipeline.ts': pipelineOf(example?.code ?? '') });
  const { compiled, diagnostics } = await compileEntry(folder, { withoutPlanner: true });
  expect(rendered(diagnostics, folder)).toBe('');
  // An ellipsis stands for what is left out.
  for (const part of (example?.sql ?? '').split('…')) expect(flat(compiled?.sql ?? '')).toContain(flat(part));
});
