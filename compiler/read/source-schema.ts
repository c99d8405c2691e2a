/** The columns of a source: from the type argument of the call that made it. */
import { ts } from 'ts-morph';
import type { Report } from '../diagnostics/diagnostic.js';
import type { Field } from '../ir/types.js';
import type { Span } from '../ir/span.js';
import { isOwnFile } from '../load/package-root.js';
import type { Program } from '../load/program.js';
import { columnOf } from './types/column-of.js';
import { spanOfNode } from './types/reading.js';

export function sourceSchema(
  { program, checker }: Program,
  call: ts.CallExpression | null,
  span: Span,
  report: Report,
): readonly Field[] | null {
  const row = call && isOwnCall(checker, call) ? rowType(checker, call) : null;
  if (!call || !row) {
    report('rowTypeMissing', span, {});
    return null;
  }
  const { type } = row;
  const at = { path: checker.typeToString(type), span: spanOfNode(row.node), within: [] };
  if (type.flags & ts.TypeFlags.TypeParameter) {
    report('rowTypeIsParameter', at.span, { name: at.path });
    return null;
  }
  const { found, report: counted } = counting(report);
  const column = columnOf({ program, checker, report: counted, call }, type, at);
  if (column?.type.kind === 'row') return column.type.fields;
  if (found.count === 0) report('rowTypeIsNotObject', at.span, { type: at.path });
  return null;
}

/** A call of a package's function that calls `kinesis` inside has type arguments of its own, which mean other things. */
function isOwnCall(checker: ts.TypeChecker, call: ts.CallExpression): boolean {
  const declaration = checker.getResolvedSignature(call)?.declaration;
  return declaration !== undefined && isOwnFile(declaration.getSourceFile().fileName);
}

interface RowType {
  readonly type: ts.Type;
  /** What says so. */
  readonly node: ts.Node;
}

/** As written at the call, or at the instantiation it calls: `const playbacks = kinesis<Playback>`. Never as inferred. */
function rowType(checker: ts.TypeChecker, call: ts.CallExpression): RowType | null {
  const [written] = call.typeArguments ?? [];
  if (written) return { type: checker.getTypeFromTypeNode(written), node: written };
  const [signature, ...others] = checker.getTypeAtLocation(call.expression).getCallSignatures();
  if (!signature || others.length > 0 || signature.typeParameters) return null;
  const [type] = checker.getTypeArguments(signature.getReturnType() as ts.TypeReference);
  return type ? { type, node: call.expression } : null;
}

function counting(report: Report): { readonly found: { count: number }; readonly report: Report } {
  const found = { count: 0 };
  return {
    found,
    report: (...args) => {
      found.count++;
      report(...args);
    },
  };
}
