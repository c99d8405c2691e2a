/** Every bundle is held against its JSON Schema before it leaves; a violation is our bug. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Bundle } from '../ir/bundle.js';

// Read, not imported: importing JSON makes Node 20 print a warning.
const schema: object = JSON.parse(readFileSync(new URL('../ir/bundle.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<Bundle>(schema);

/** What keeps a value from being a bundle, each with its place; none when it is one. */
export function bundleProblems(value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`.trim());
}

export function assertBundle(bundle: Bundle): void {
  const problems = bundleProblems(bundle);
  if (problems.length > 0) throw new Error(`bundle does not match its schema:\n${problems.join('\n')}`);
}
