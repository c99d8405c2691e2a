/** Every page under `docs/diagnostics/`, made from the catalog and the examples. */
import { catalog, type DiagnosticName } from '../../compiler/diagnostics/catalog/index.js';
import { page, pageIndex, type Example } from '../../compiler/diagnostics/page.js';
import { caseOf, exampleOf } from './cases.js';
import { commandLine } from './examples/command-line.js';
import { comparing } from './examples/comparing.js';
import { compiling } from './examples/compiling.js';
import { deploying } from './examples/deploying.js';
import { deployingApplications } from './examples/deploying-applications.js';
import { embeddedFlink } from './examples/embedded-flink.js';
import { written, type Examples } from './examples/example.js';
import { operating } from './examples/operating.js';
import { surroundings } from './examples/surroundings.js';
import { running } from './examples/running.js';

const byHand: Partial<Examples<DiagnosticName>> = {
  ...compiling,
  ...running,
  ...embeddedFlink,
  ...deploying,
  ...deployingApplications,
  ...operating,
  ...surroundings,
  ...comparing,
  ...commandLine,
};

export const names = Object.keys(catalog) as DiagnosticName[];

/** Null when a code has neither a case nor an example. */
export function exampleFor(name: DiagnosticName): Example | null {
  const given = byHand[name];
  // The table ties each name to its own parameters; by a name that is only known at run time that is not seen.
  if (given) return written<DiagnosticName>(name, given as never);
  const folder = caseOf(catalog[name].code);
  return folder === null ? null : exampleOf(folder);
}

/** Text by file name. */
export function pages(): Map<string, string> {
  const shown = names.filter((name) => exampleFor(name) !== null);
  const made = shown.map((name) => [`${catalog[name].code}.md`, page(name, exampleFor(name) as Example)] as const);
  return new Map([...made, ['README.md', pageIndex(shown)]]);
}
