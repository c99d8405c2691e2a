/** `pipectl init`: a working project from a template. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { nearest } from '../../compiler/diagnostics/did-you-mean.js';
import { packageRoot, packageVersion } from '../../local/package-root.js';
import { define, type Act, type Outcome } from '../command.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { refuse } from '../refusal.js';

interface InitOptions {
  readonly template: string;
}

export function defineInit(program: Command, act: Act): void {
  define(program, 'init', 'start a project: a pipeline, its golden files and a test', [
    'pipectl init my-project',
    'cd my-project && npm test',
  ])
    .argument('[dir]', 'a new or empty folder', '.')
    .option('--template <name>', 'which template to copy', 'default')
    .action((folder: string, options: InitOptions, command: Command) =>
      act(async (host) => init(host, resolve(host.cwd, folder), options.template), options, command),
    );
}

function init(host: Host, folder: string, template: string): Outcome {
  const templates = join(packageRoot(), 'templates');
  const known = readdirSync(templates).sort();
  if (!known.includes(template))
    throw refuse('unknownTemplate', { written: template, known, near: nearest(template, known) });
  if (existsSync(folder) && readdirSync(folder).some((name) => name !== '.git')) {
    throw refuse('folderNotEmpty', { folder: host.path(folder) });
  }
  mkdirSync(folder, { recursive: true });
  cpSync(join(templates, template), folder, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|dist)$/.test(source),
  });
  // npm leaves files called .gitignore out of packages.
  renameSync(join(folder, 'gitignore'), join(folder, '.gitignore'));
  fillIn(join(folder, 'package.json'), basename(folder));
  const installed = resolvesPipectl(folder);
  const steps = [
    ...(relative(host.cwd, folder) === '' ? [] : [`cd ${host.path(folder)}`]),
    ...(installed ? [] : ['npm install']),
    'npm test',
  ];
  host.print(
    `made ${host.path(folder)} from the template '${template}'\n\nnext:\n${steps.map((step) => `  ${step}`).join('\n')}`,
  );
  return { exitCode: exit.ok, data: { folder: host.path(folder), template, next: steps } };
}

/** The project's own name, and the version of pipectl that made it. */
function fillIn(file: string, name: string): void {
  const parts = JSON.parse(readFileSync(file, 'utf8')) as { devDependencies: Record<string, string> };
  const devDependencies = { ...parts.devDependencies, pipectl: `^${packageVersion()}` };
  const npmName =
    name
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[._-]+/, '') || 'pipelines';
  writeFileSync(file, `${JSON.stringify({ ...parts, name: npmName, devDependencies }, null, 2)}\n`);
}

/** Whether a folder above has pipectl already, so that nothing needs to be installed. */
function resolvesPipectl(folder: string): boolean {
  for (let at = folder; ; at = join(at, '..')) {
    if (existsSync(join(at, 'node_modules', 'pipectl', 'package.json'))) return true;
    if (at === join(at, '..')) return false;
  }
}
