/** Examples of codes whose cause is not a pipeline's text: the message is made from the catalog, the rest is written by hand. */
import { diagnostic } from '../../../compiler/diagnostics/diagnostic.js';
import type { DiagnosticName, Params } from '../../../compiler/diagnostics/catalog/index.js';
import type { Block, Example } from '../../../compiler/diagnostics/page.js';
import { render } from '../../../compiler/diagnostics/render.js';

export interface Given<N extends DiagnosticName> {
  readonly params: Params<N>;
  readonly wrong: Block;
  readonly right: Block;
}

/** One example for each of some names. */
export type Examples<N extends DiagnosticName> = { readonly [K in N]: Given<K> };

export const sh = (text: string): Block => ({ file: null, language: 'sh', text });
export const ts = (file: string, text: string): Block => ({ file, language: 'ts', text });
export const json = (text: string): Block => ({ file: null, language: 'json', text });
/** Of pipectl.yaml. */
export const yaml = (text: string): Block => ({ file: 'pipectl.yaml', language: 'yaml', text });
export const text = (lines: string): Block => ({ file: null, language: 'text', text: lines });
/** Where there is nothing to write down but the circumstances. */
export const prose = (sentence: string): Block => ({ file: null, language: 'prose', text: sentence });

export function written<N extends DiagnosticName>(name: N, { params, wrong, right }: Given<N>): Example {
  return {
    says: render(diagnostic(name, null, params), { base: '.', read: () => null }),
    wrong: [wrong],
    right: [right],
  };
}
