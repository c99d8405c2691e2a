/** Edited records: read from JSON lines, or made in the user's editor. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { LETTER_ID, type Letter } from '../../deploy/dead-letters/letter.js';
import type { Edit } from '../../deploy/dead-letters/plan-redrive.js';
import { refuse } from '../refusal.js';

/** `{ id, record, encoding? }` a line, as `show --json` has them. */
export function readEdits(file: string): Map<string, Edit> {
  const edits = new Map<string, Edit>();
  textOf(file)
    .split('\n')
    .forEach((text, at) => {
      if (text.trim() === '') return;
      const wrong = (problem: string): Error => refuse('editedRecord', { file, line: at + 1, problem });
      const { id, record, encoding } = asObject(text) ?? {};
      if (typeof id !== 'string' || !LETTER_ID.test(id)) throw wrong("no letter's id");
      if (typeof record !== 'string') throw wrong('no record, which is a text');
      if (encoding !== undefined && encoding !== 'utf8' && encoding !== 'base64')
        throw wrong("the encoding is neither 'utf8' nor 'base64'");
      if (edits.has(id)) throw wrong(`letter ${id} is there twice`);
      edits.set(id, { record, encoding: encoding ?? 'utf8' });
    });
  if (edits.size === 0) throw refuse('editedRecord', { file, line: 1, problem: 'no edited record' });
  return edits;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    throw refuse('editedRecord', { file, line: 1, problem: code === 'ENOENT' ? 'there is no such file' : code });
  }
}

function asObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The record after the editor has ended; null when it is as it was. */
export async function editRecord(letter: Letter, folder: string): Promise<Edit | null> {
  const editor = process.env['VISUAL'] || process.env['EDITOR'] || 'vi';
  // A base64 record stays base64 in the editor: an editor for text would change the bytes it can't show.
  const file = join(folder, `${letter.id}.${letter.encoding === 'base64' ? 'base64' : 'json'}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, letter.record, { mode: 0o600 });
  await run(editor, file);
  const written = readFileSync(file, 'utf8');
  // Editors end the last line, which the record did not.
  const record = letter.record.endsWith('\n') ? written : written.replace(/\r?\n$/, '');
  const text = extname(file) === '.base64' ? record.replaceAll(/\s/g, '') : record;
  return text === letter.record ? null : { record: text, encoding: letter.encoding };
}

/** As git runs it: a command line for the shell, with the file behind it. */
function run(editor: string, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const command = spawn('/bin/sh', ['-c', `${editor} "$@"`, editor, file], { stdio: 'inherit' });
    command.on('error', (error) => reject(refuse('editorFailed', { editor, problem: error.message })));
    command.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(refuse('editorFailed', { editor, problem: `ended with ${signal ?? code}` }));
    });
  });
}
