/**
 * The only printer. Data goes to standard output, all else to standard error; with --json standard output gets one
 * document at the end and nothing else.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Diagnostic } from '../compiler/diagnostics/diagnostic.js';
import { positionOf, render } from '../compiler/diagnostics/render.js';
import { colours, type Colours } from './colours.js';
import type { ExitCode } from './exit.js';

/** Fields are added within a version, never changed or removed. */
const FORMAT = 1;

export interface Host {
  readonly cwd: string;
  readonly json: boolean;
  readonly debug: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly colour: Colours;
  /** Data for people: standard output, unless --json. */
  print(text: string): void;
  /** A remark for people: standard error. */
  say(text: string): void;
  /** What is going on: replaces the last such line, and only on a terminal. */
  progress(text: string): void;
  /** The same with several lines, none of them as wide as the terminal. */
  screen(draw: (terminal: { readonly columns: number; readonly colour: Colours }) => string): void;
  /** With --json, one document on a line of its own, before the last one; else nothing. */
  event(data: Readonly<Record<string, unknown>>): void;
  /** Whether people watch: a block can be drawn again in place. */
  readonly interactive: boolean;
  /** Warnings and errors, as they become known; they are in the document too. */
  diagnose(diagnostics: readonly Diagnostic[]): void;
  /** Ends the command. */
  finish(command: string, exitCode: ExitCode, data: Readonly<Record<string, unknown>>): void;
  /** A path as people write it: relative to the working folder when it is below. */
  path(file: string): string;
}

export interface HostOptions {
  readonly cwd: string;
  readonly json: boolean;
  readonly debug: boolean;
  readonly colour: boolean;
  readonly signal: AbortSignal;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

export function createHost({ cwd, json, debug, colour, signal, stdout, stderr }: HostOptions): Host {
  const found: Diagnostic[] = [];
  const paint = colours(colour);
  let transient = false;
  /** Lines of a block on the screen, above the cursor. */
  let block = 0;
  const clear = (): void => {
    if (transient) stderr.write('\r\x1b[K');
    if (block > 0) stderr.write(`\x1b[${block}A\r\x1b[J`);
    [transient, block] = [false, 0];
  };
  const write = (text: string): void => {
    clear();
    stderr.write(text);
  };
  const path = (file: string): string => {
    const short = relative(cwd, file);
    return short === '' ? '.' : short.startsWith('..') ? file : short;
  };
  return {
    cwd,
    json,
    debug,
    signal,
    colour: paint,
    path,
    print: (text) => {
      if (json) return;
      write('');
      stdout.write(`${text}\n`);
    },
    say: (text) => void (json || write(`${text}\n`)),
    progress: (text) => {
      if (json || !stderr.isTTY) return;
      const line = text.slice(0, (stderr.columns || 80) - 1);
      stderr.write(`\r${paint.dim(line)}\x1b[K`);
      transient = text !== '';
    },
    interactive: !json && stderr.isTTY === true,
    screen: (draw) => {
      if (json || !stderr.isTTY) return;
      const lines = draw({ columns: stderr.columns || 80, colour: paint })
        .split('\n')
        .slice(0, (stderr.rows || 40) - 1);
      write(`${lines.join('\n')}\n`);
      block = lines.length;
    },
    event: (data) => void (json && stdout.write(`${JSON.stringify({ format: FORMAT, ...data })}\n`)),
    diagnose: (diagnostics) => {
      found.push(...diagnostics);
      if (json) return;
      for (const each of diagnostics) write(`${headed(render(each, { base: cwd, read: readText }), paint)}\n\n`);
    },
    finish: (command, exitCode, data) => {
      write('');
      if (!json) return;
      const diagnostics = found.map((each) => asJson(each, path));
      stdout.write(`${JSON.stringify({ format: FORMAT, command, exitCode, ...data, diagnostics }, null, 2)}\n`);
    },
  };
}

/** Colours the first line's severity and code. */
function headed(text: string, paint: Colours): string {
  return text
    .replace(/^error PC\d+/, (head) => paint.red(head))
    .replace(/^warning PC\d+/, (head) => paint.yellow(head));
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

type Place = { file: string; line?: number; column?: number; endLine?: number; endColumn?: number };

function placeOf(span: NonNullable<Diagnostic['span']>, path: (file: string) => string): Place {
  const text = readText(span.file);
  if (text === null) return { file: path(span.file) };
  const start = positionOf(text, span.start);
  const end = positionOf(text, span.end);
  return { file: path(span.file), line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function asJson(
  { code, name, severity, message, cause, hint, span, related }: Diagnostic,
  path: (file: string) => string,
): object {
  return {
    code,
    name,
    severity,
    message,
    cause,
    hint,
    at: span && placeOf(span, path),
    related: related.map((other) => ({ message: other.message, at: placeOf(other.span, path) })),
  };
}
