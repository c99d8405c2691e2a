/** Reads pipectl.yaml of the working folder: YAML, then its JSON Schema; all that is wrong is said at once. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parseDocument } from 'yaml';
import { collector, type Phase } from '../../compiler/diagnostics/diagnostic.js';
import type { Configuration } from './configuration.js';
import { problemsOf } from './problems.js';
import { keyPlace } from './yaml-places.js';

export const CONFIGURATION_FILE = 'pipectl.yaml';

/** What `--env` calls the services of a running `pipectl dev`. */
export const LOCAL = 'local';

// Read, not imported: importing JSON makes Node 20 print a warning.
const schema: object = JSON.parse(readFileSync(new URL('./pipectl.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ allErrors: true, verbose: true }).compile<Configuration>(schema);

/** Null, without a diagnostic, when the folder has none. */
export function readConfiguration(cwd: string): Phase<Configuration> {
  const file = join(cwd, CONFIGURATION_FILE);
  if (!existsSync(file)) return { value: null, diagnostics: [] };
  return parseConfiguration(readFileSync(file, 'utf8'), file);
}

export function parseConfiguration(text: string, file: string): Phase<Configuration> {
  const { found, report } = collector();
  const document = parseDocument(text, { merge: true, prettyErrors: false });
  for (const { message, pos } of document.errors)
    report('configurationSyntax', { file, start: pos[0], end: pos[1] }, { problem: message.replace(/\.$/, '') });
  if (found.length > 0) return { value: null, diagnostics: found };
  // An empty file is an empty map.
  const value: unknown = (document.toJS() as unknown) ?? {};
  if (!validate(value)) return { value: null, diagnostics: problemsOf(validate.errors ?? [], { file, document }) };
  if (Object.hasOwn(value.environments, LOCAL)) {
    const { start, end } = keyPlace(document, ['environments', LOCAL]);
    report('environmentReserved', { file, start, end }, { name: LOCAL });
    return { value: null, diagnostics: found };
  }
  return { value, diagnostics: [] };
}
