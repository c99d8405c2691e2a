/** Codes PC84…: the template of what surrounds an application. */
import { define } from '../define.js';

export const infrastructure = {
  namesUnbound: define<{ environment: string; names: readonly string[] }>(
    'PC8401',
    'error',
    ({ environment, names }) => ({
      message: `environment '${environment}' does not say ${names.map((name) => `'${name}'`).join(', ')}`,
      cause: 'What a role may do is said of the very resource, so that all of them have to be known.',
      hint: `write  names: { ${names[0]}: … }  for '${environment}' in pipectl.yaml`,
    }),
  ),
  lakeColumnsCollide: define<{ output: string; column: string }>('PC8402', 'error', ({ output, column }) => ({
    message: `'${output}' has two columns '${column.toLowerCase()}' in the lake`,
    cause: 'Glue and Hive know lower case only, so columns that differ in nothing else would be one.',
    hint: `give one of them another name in a map before the output:  .map(r => ({ ...r, ${column}2: r.${column} }))`,
  })),
  templateNotWritten: define<{ file: string; reason: string }>('PC8403', 'error', ({ file, reason }) => ({
    message: `'${file}' can not be written: ${reason}`,
    cause: 'The template is written to the file that --out names, and to nothing else.',
    hint: 'name another file, or leave out --out to have it on standard output',
  })),
  infrastructureLocal: define<{ pipeline: string }>('PC8405', 'error', ({ pipeline }) => ({
    message: "environment 'local' needs no infrastructure",
    cause: 'What a pipeline touches on this machine is made when  pipectl dev  starts.',
    hint: `name an environment of pipectl.yaml, or start it:  pipectl dev ${pipeline} --control-plane`,
  })),
  keyIsAlias: define<{ environment: string; kms: string }>('PC8404', 'error', ({ environment, kms }) => ({
    message: `the key of environment '${environment}' is an alias: '${kms}'`,
    cause: 'Firehose and policies know a key by its own ARN only; an alias can be moved to another key.',
    hint: `write the ARN of the key:  kms: ${kms.replace(/alias\/.*$/, 'key/…')}`,
  })),
} as const;
