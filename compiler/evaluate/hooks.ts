/** Loader hooks of the child process: author's files come from memory, resolved as TypeScript resolved them. */
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
import type { Task } from './answer.js';

let task: Task;

export const initialize: InitializeHook<Task> = (data) => {
  task = data;
};

export const resolve: ResolveHook = (specifier, context, next) => {
  const own = Object.hasOwn(task.own, specifier) ? task.own[specifier] : undefined;
  const parent = context.parentURL === undefined ? undefined : task.resolutions[context.parentURL];
  const url = own ?? (parent && Object.hasOwn(parent, specifier) ? parent[specifier] : undefined);
  if (url !== undefined) return { url, shortCircuit: true, importAttributes: context.importAttributes };
  if (Object.hasOwn(task.modules, specifier)) return { url: specifier, shortCircuit: true };
  return next(specifier, context);
};

export const load: LoadHook = (url, context, next) => {
  const source = Object.hasOwn(task.modules, url) ? task.modules[url] : undefined;
  if (source === undefined) return next(url, context);
  const isJson = url.endsWith('.json');
  if (isJson && context.importAttributes?.['type'] === 'json') return { format: 'json', source, shortCircuit: true };
  return { format: 'module', source: isJson ? `export default ${source};` : source, shortCircuit: true };
};
