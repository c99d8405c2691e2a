/** What ajv found wrong with pipectl.yaml, as diagnostics that point into the text. */
import type { ErrorObject } from 'ajv';
import type { Document } from 'yaml';
import { collector, type Diagnostic } from '../../compiler/diagnostics/diagnostic.js';
import { nearest } from '../../compiler/diagnostics/did-you-mean.js';
import type { Span } from '../../compiler/ir/span.js';
import { keyPlace, valuePlace, wordsOf, type Place } from './yaml-places.js';

interface Told {
  readonly file: string;
  readonly document: Document.Parsed;
}

/** In the order of the text. */
export function problemsOf(errors: readonly ErrorObject[], { file, document }: Told): Diagnostic[] {
  const { found, report } = collector();
  const span = ({ start, end }: Place): Span => ({ file, start, end });
  for (const error of errors) {
    const path = wordsOf(error.instancePath);
    const where = nameOf(path);
    if (error.keyword === 'additionalProperties') {
      const key = String(error.params['additionalProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
      const at = span(keyPlace(document, [...path, key]));
      report('configurationKey', at, { key, where, known, near: nearest(key, known) });
    } else if (error.keyword === 'required') {
      const key = String(error.params['missingProperty']);
      report('configurationMissing', span(keyPlace(document, path)), { key, where });
    } else if (error.propertyName !== undefined) {
      // Ajv says once that the name is wrong and once why.
      if (error.keyword === 'propertyNames') continue;
      const at = span(keyPlace(document, [...path, error.propertyName]));
      report('configurationValue', at, { what: error.propertyName, expected: expectedBy(error) });
    } else if (error.keyword !== 'propertyNames') {
      report('configurationValue', span(valuePlace(document, path)), { what: where, expected: expectedBy(error) });
    }
  }
  return found.sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

/** `account` of `/environments/production/account`; the file where there is no more to say. */
function nameOf(path: readonly string[]): string {
  const last = path.at(-1);
  return last === undefined ? 'pipectl.yaml' : /^\d+$/.test(last) ? (path.at(-2) ?? last) : last;
}

/** Every rule of the schema says in its description what it expects. */
function expectedBy({ parentSchema }: ErrorObject): string {
  const description: unknown = parentSchema?.['description'];
  return typeof description === 'string' ? description : 'what the schema expects';
}
