/** TypeScript's own error → a diagnostic, unchanged in words and number. */
import { ts } from 'ts-morph';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Span } from '../ir/span.js';

export function typescriptDiagnostic(found: ts.Diagnostic): Diagnostic {
  return {
    code: `TS${found.code}`,
    name: 'typescript',
    severity: found.category === ts.DiagnosticCategory.Error ? 'error' : 'warning',
    span: spanOf(found),
    related: (found.relatedInformation ?? []).flatMap((related) => {
      const span = spanOf(related);
      return span ? [{ span, message: words(related.messageText) }] : [];
    }),
    message: words(found.messageText),
    cause: '',
    hint: '',
  };
}

const words = (message: string | ts.DiagnosticMessageChain): string => ts.flattenDiagnosticMessageText(message, '\n');

const spanOf = ({ file, start, length }: ts.DiagnosticRelatedInformation): Span | null =>
  file && start !== undefined ? { file: file.fileName, start, end: start + (length ?? 0) } : null;
