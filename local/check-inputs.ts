/** Looks at the input files and the output folder before anything is started; reports everything that is wrong. */
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { collector, type Report } from '../compiler/diagnostics/diagnostic.js';
import { nearest } from '../compiler/diagnostics/did-you-mean.js';
import { Refused } from './refused.js';
import { reasonOf } from './system-error.js';

export interface Asked {
  readonly pipeline: string;
  readonly sources: readonly string[];
  /** Files by source, as written. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  readonly out: string;
  /** Names of the files that the run will write there. */
  readonly results: readonly string[];
  readonly force: boolean;
}

/** The input files by source, absolute. */
export function checkInputs(asked: Asked): Record<string, string[]> {
  const { found, report } = collector();
  const { pipeline, sources, inputs } = asked;
  for (const [input, files] of Object.entries(inputs)) {
    if (sources.includes(input)) checkFiles(input, files, report);
    else report('inputWithoutSource', null, { input, pipeline, sources, nearest: nearest(input, sources) });
  }
  for (const source of sources) {
    if (!inputs[source]?.length) report('sourceWithoutInput', null, { source, pipeline });
  }
  checkOutput(asked, report);
  if (found.length > 0) throw new Refused(found);
  return Object.fromEntries(sources.map((source) => [source, (inputs[source] ?? []).map((file) => resolve(file))]));
}

function checkFiles(input: string, files: readonly string[], report: Report): void {
  files.forEach((file, index) => {
    const others = files.slice(0, index);
    if (others.some((other) => resolve(other) === resolve(file)))
      return report('inputFileTwice', null, { input, file });
    const namesake = others.find((other) => basename(other) === basename(file));
    if (namesake !== undefined) return report('inputFileNamesClash', null, { input, files: [namesake, file] });
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return report('inputFileMissing', null, { input, file });
    if (!stats.isFile()) return report('inputNotAFile', null, { input, file });
    try {
      accessSync(file, constants.R_OK);
    } catch (error) {
      report('inputFileUnreadable', null, { input, file, reason: reasonOf(error) });
    }
  });
}

function checkOutput({ out, force, inputs, results }: Asked, report: Report): void {
  const written = new Set(results.map((file) => resolve(out, file)));
  for (const [input, files] of Object.entries(inputs)) {
    const file = files.find((path) => written.has(resolve(path)));
    if (file !== undefined) report('outFileIsInput', null, { input, file });
  }
  const stats = statSync(out, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isDirectory()) return report('outNotAFolder', null, { folder: out });
  if (!force && readdirSync(out).length > 0) report('outFolderNotEmpty', null, { folder: out });
}
