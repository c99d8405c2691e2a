/** Questions on a terminal: what is typed, Ctrl-C and Ctrl-D, and no terminal at all. */
import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { confirm, type Question } from '../../cli/confirm.js';
import { createHost, type Host } from '../../cli/host.js';
import { diagnosticsOf } from '../../cli/refusal.js';

const QUESTION: Question = { text: 'Take these 2 steps?', flag: '--yes', command: 'deploy' };
const WORD: Question = { ...QUESTION, text: "Destroy 'plays'?", command: 'destroy', word: 'plays' };

interface Asked {
  readonly answer: Promise<boolean>;
  readonly type: (keys: string) => void;
  readonly end: () => void;
  readonly shown: () => string;
  readonly isInterrupted: () => boolean;
}

/** As a terminal gives them while a line is edited: keys come one by one, and none of them is a signal. */
function ask(question: Question, { isTTY = true, json = false } = {}): Asked {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const interrupted = new AbortController();
  let shown = '';
  output.on('data', (chunk) => (shown += String(chunk)));
  const stream = output as unknown as NodeJS.WriteStream;
  const host: Host = createHost({
    ...{ cwd: '/', json, debug: false, colour: false, signal: interrupted.signal, stdout: stream, stderr: stream },
  });
  const answer = confirm(host, question, { input, output, interrupt: () => interrupted.abort() });
  return {
    answer,
    type: (keys) => input.write(keys),
    end: () => input.end(),
    shown: () => shown,
    isInterrupted: () => interrupted.signal.aborted,
  };
}

test.each([
  ['y\r', true],
  ['YES\r', true],
  [' y \r', true],
  ['n\r', false],
  ['\r', false],
  ['yes please\r', false],
  ['y\x7fn\r', false],
])('%j is %p', async (keys, expected) => {
  const asked = ask(QUESTION);
  asked.type(keys);
  expect(await asked.answer).toBe(expected);
  expect(asked.shown()).toContain('Take these 2 steps? [y/N] ');
});

test.each([
  ['plays\r', true],
  ['y\r', false],
  ['play\r', false],
  ['Plays\r', false],
])('where a word is asked for, %j is %p', async (keys, expected) => {
  const asked = ask(WORD);
  asked.type(keys);
  expect(await asked.answer).toBe(expected);
  expect(asked.shown()).toContain("Destroy 'plays'? Type 'plays' to go on: ");
});

test('Ctrl-D, or a terminal that goes away, is no', async () => {
  const asked = ask(QUESTION);
  asked.type('\x04');
  expect(await asked.answer).toBe(false);
  const gone = ask(WORD);
  gone.end();
  expect(await gone.answer).toBe(false);
});

test('Ctrl-C ends the command as it does anywhere else', async () => {
  const asked = ask(QUESTION);
  asked.type('y\x03');
  await expect(asked.answer).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked.isInterrupted()).toBe(true);
});

test.each([{ isTTY: false }, { json: true }])(
  'with %j there is nobody to ask, and the flag is named',
  async (where) => {
    const error: unknown = await ask(QUESTION, where).answer.catch((thrown: unknown) => thrown);
    expect(diagnosticsOf(error)).toMatchObject({
      exitCode: 64,
      diagnostics: [{ code: 'PC9001', hint: expect.stringContaining('--yes') }],
    });
  },
);
