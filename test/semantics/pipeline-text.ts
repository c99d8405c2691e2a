/** The pipeline that computes every lambda of some groups: one row per input row, or the rows a predicate keeps. */
import type { Computed, Kept } from './columns.js';
import type { Group } from './groups.js';

export interface Part {
  readonly group: Group;
  readonly computed: readonly Computed[];
  readonly kept: readonly Kept[];
}

/** @param cases Specifier of the folder of the groups' modules. */
export function pipelineText(parts: readonly Part[], cases: string): string {
  return [
    "import { firehose, kinesis, pipeline, seconds } from 'pipectl';",
    ...parts.map(({ group: { name } }) => `import * as ${name} from '${cases}/${name}.js';`),
    '',
    ...parts.map(({ group }) => source(group)),
    '',
    "export default pipeline('semantics', [",
    ...parts.flatMap(outputs),
    ']);',
    '',
  ].join('\n');
}

const source = ({ name, prepare }: Group): string =>
  `const ${name}Rows = kinesis<${name}.Row>({ stream: '${name}', time: (e) => e.at, outOfOrder: seconds(1) })${
    prepare ? `.map((e) => ${name}.prepare(e))` : ''
  };`;

const outputs = ({ group: { name }, computed, kept }: Part): string[] => [
  ...(computed.length === 0 ? [] : [computedOutput(name, computed)]),
  ...kept.map(
    ({ name: filter, source }) =>
      `  ${name}Rows.filter((e) => ${source}).map((e) => ({ id: e.id })).to(firehose({ deliveryStream: '${name}-${filter}' })),`,
  ),
];

const computedOutput = (name: string, computed: readonly Computed[]): string =>
  [
    `  ${name}Rows.map((e) => ({`,
    '    id: e.id,',
    ...computed.map((column) => `    ${column.name}: ${column.source},`),
    `  })).to(firehose({ deliveryStream: '${name}-values' })),`,
  ].join('\n');
