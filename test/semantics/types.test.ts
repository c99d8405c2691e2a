/** The type that flows through the graph is the one TypeScript sees at the same place, for every lambda of the groups. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ts } from 'ts-morph';
import { compile } from '../../compiler/compile.js';
import { collector } from '../../compiler/diagnostics/diagnostic.js';
import type { Column, Field, Type } from '../../compiler/ir/types.js';
import { load } from '../../compiler/load/load.js';
import { columnOf } from '../../compiler/read/types/column-of.js';
import { computedOf } from './columns.js';
import { groups } from './groups.js';
import { CASES } from './in-flink.js';
import { pipelineText } from './pipeline-text.js';
import { rowsOf } from './rows.js';

const folder = mkdtempSync(join(tmpdir(), 'pipectl-types-'));
const entry = join(folder, 'pipeline.ts');
const parts = groups.map((group) => {
  const rows = rowsOf(group, 1, 200).map((row) => (group.prepare ? group.prepare(row) : row));
  return { group, computed: computedOf(group, rows), kept: [] };
});

/** Columns as the compiler flowed them, and as TypeScript has them, by `group.column`. */
const flowed = new Map<string, Column>();
const seen = new Map<string, Column | string>();

beforeAll(async () => {
  writeFileSync(entry, pipelineText(parts, relative(folder, CASES)));
  const { value, diagnostics } = await compile({ entry, planner: null });
  expect(diagnostics).toEqual([]);
  for (const stage of value?.pipeline.stages ?? []) {
    const group = groups.find(({ name }) => stage.name.startsWith(`${name}-values`));
    if (stage.kind === 'map' && group)
      for (const field of stage.schema) flowed.set(`${group.name}.${field.name}`, field);
  }
  typescriptTypes();
});
afterAll(() => rmSync(folder, { recursive: true }));

function typescriptTypes(): void {
  const program = load(entry).value;
  const source = program?.program.getSourceFile(entry);
  if (!program || !source) throw new Error('not loaded');
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) {
      const [, group] = /(\w+)\.cases\./.exec(node.initializer.getText()) ?? [];
      if (group !== undefined) seen.set(`${group}.${node.name.text}`, typescriptColumn(node));
    }
    ts.forEachChild(node, visit);
  };
  const typescriptColumn = (node: ts.PropertyAssignment): Column | string => {
    const { found, report } = collector();
    const { checker } = program;
    // Sets of bigints are refused in sources only.
    const type = checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(node.initializer));
    const at = { path: node.name.getText(), span: { file: entry, start: 0, end: 0 }, within: [] };
    const column = columnOf({ program: program.program, checker, report, call: node }, type, at);
    return column ?? found.map(({ message }) => message).join('; ');
  };
  visit(source);
}

/** An Int is a number to TypeScript once it has been through a union; closed sets and bounds are ours alone. */
function shape({ type, absence }: Column): unknown {
  return { type: shapeOfType(type), absence };
}

function shapeOfType(type: Type): unknown {
  switch (type.kind) {
    case 'int':
      return 'number';
    case 'array':
      return [shape(type.element)];
    case 'map':
      return { values: shape(type.value) };
    case 'row':
      return Object.fromEntries(type.fields.map((field: Field) => [field.name, shape(field)]));
    default:
      return type.kind;
  }
}

describe.each(parts)('$group.name', ({ group, computed }) => {
  test.each(computed.map(({ name }) => name))('%s', (name) => {
    const ours = flowed.get(`${group.name}.${name}`);
    const theirs = seen.get(`${group.name}.${name}`);
    expect(ours && shape(ours)).toEqual(typeof theirs === 'string' || !theirs ? theirs : shape(theirs));
  });
});
