/** Whatever ends a redrive, at whatever point: no letter is lost, none is silently sent twice, and doubts are said. */
import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Bundle } from '../../../compiler/ir/bundle.js';
import type { Resource } from '../../../compiler/ir/resources.js';
import { ServiceFailure, type FailureKind } from '../../../deploy/aws/service-failure.js';
import { openJournal } from '../../../deploy/dead-letters/journal.js';
import type { FoundLetter } from '../../../deploy/dead-letters/letter-box.js';
import { planRedrive, type RedrivePlan } from '../../../deploy/dead-letters/plan-redrive.js';
import { redrive, type RedriveResult } from '../../../deploy/dead-letters/redrive.js';
import { failed, SENT, type Sender } from '../../../deploy/dead-letters/send/sender.js';
import { letter, message } from './letters.js';

const BATCH = 3;
const NONE = new AbortController().signal;

const stream: Resource = {
  kind: 'stream',
  logical: 'clicks',
  name: 'clicks',
  readBy: ['clicks'],
  writtenBy: [],
  columns: null,
};
// Only the options of its tables are looked at.
const bundle = { statements: [], placeholders: [] } as unknown as Bundle;

class Crash extends Error {}

/** A queue, a stream and a journal's file, which outlive the process that works on them. */
class World {
  readonly queue = new Set<string>();
  readonly stream: string[] = [];
  readonly file: string;
  steps = 0;
  crashAt = Infinity;
  /** Whether the crash comes after what the step does, or before. */
  after = false;
  failures = new Map<string, string>();
  whole: FailureKind | null = null;

  constructor(
    readonly letters: readonly FoundLetter[],
    folder: string,
  ) {
    this.file = join(folder, 'journal.jsonl');
    for (const { letter: each } of letters) this.queue.add(each.id);
  }

  step(work: () => void): void {
    const crashes = this.steps++ === this.crashAt;
    if (crashes && !this.after) throw new Crash();
    work();
    if (crashes) throw new Crash();
  }

  /** One run of the command, from reading to its end. */
  async run(options: { retryDoubtful?: boolean; keep?: boolean; signal?: AbortSignal } = {}): Promise<{
    plan: RedrivePlan;
    result: RedriveResult;
  }> {
    const disk = await openJournal(this.file);
    const journal = {
      ...disk,
      note: async (...note: Parameters<typeof disk.note>) => {
        this.step(() => undefined);
        await disk.note(...note);
        this.step(() => undefined);
      },
    };
    const sender: Sender = {
      entries: BATCH,
      bytes: 1_000_000,
      send: async (records) => {
        if (this.whole) throw new ServiceFailure(this.whole, 'kinesis:PutRecords', 'the stream', 'Code', 'words');
        return records.map(({ id }) => {
          const code = this.failures.get(id);
          if (code !== undefined) return failed(code, '');
          this.step(() => void this.stream.push(id));
          return SENT;
        });
      },
      close: async () => undefined,
    };
    const store = {
      hold: async () => undefined,
      remove: async (messages: FoundLetter['messages']) => {
        for (const { receipt } of messages) this.step(() => void this.queue.delete(receipt ?? ''));
        return 0;
      },
    };
    try {
      const plan = planRedrive(
        this.letters.filter(({ letter: each }) => this.queue.has(each.id)),
        {
          ways: { bundle, resources: [stream], names: {}, file: null, opensearch: null },
          journal,
          edits: new Map(),
          retryDoubtful: options.retryDoubtful ?? false,
        },
      );
      const { keep = false, signal = NONE } = options;
      const result = await redrive(plan, { store, journal, open: async () => sender, keep, signal });
      return { plan, result };
    } finally {
      await disk.close();
    }
  }
}

const lettersOf = (count: number): FoundLetter[] =>
  Array.from({ length: count }, (_, at) => {
    const whole = letter(at);
    return { letter: whole, at: 0, messages: [message(JSON.stringify(whole), 0, whole.id)] };
  });

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pipectl-redrive-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('every letter is sent once and deleted', () =>
  inFolder(async (folder) => {
    const world = new World(lettersOf(7), folder);
    const { result } = await world.run();
    expect(result.sent).toHaveLength(7);
    expect(world.stream).toEqual(world.letters.map(({ letter: { id } }) => id));
    expect(world.queue.size).toBe(0);
  }));

test('a crash at any point loses nothing, and a second run says what is in doubt', async () => {
  const arbitrary = fc.record({
    count: fc.integer({ min: 1, max: 9 }),
    crashes: fc.array(fc.record({ at: fc.nat(40), after: fc.boolean(), cut: fc.nat(60) }), {
      minLength: 1,
      maxLength: 3,
    }),
  });
  await fc.assert(
    fc.asyncProperty(arbitrary, ({ count, crashes }) =>
      inFolder(async (folder) => {
        const world = new World(lettersOf(count), folder);
        const ids = world.letters.map(({ letter: { id } }) => id);
        for (const { at, after, cut } of crashes) {
          world.steps = 0;
          world.crashAt = at;
          world.after = after;
          const before = mendedSizeOf(world.file);
          const crashed = await world.run().then(
            () => false,
            (error: unknown) => {
              if (error instanceof Crash) return true;
              throw error;
            },
          );
          // What was not on disk yet when the machine went down: the end of the last note, never one that was waited for.
          if (crashed && world.steps === 1 && !after) expect(mendedSizeOf(world.file)).toBe(before);
          else if (crashed && cut % 7 === 0) cutLastNote(world, before, cut);
        }
        world.crashAt = Infinity;
        const sentBefore = [...world.stream];
        const { plan, result } = await world.run();
        const inDoubt = plan.inDoubt.map((found) => found.letter.id);
        // Nothing is lost: each is in the stream, or still in the queue and said to be in doubt.
        for (const id of ids)
          expect(world.stream.includes(id) || (world.queue.has(id) && inDoubt.includes(id))).toBe(true);
        // What had arrived is not sent again unless somebody asks for it.
        for (const id of sentBefore) expect(world.stream.filter((each) => each === id)).toHaveLength(1);
        expect(result.failed).toEqual([]);
        // Asked for, the doubtful ones go too; then the queue is empty.
        await world.run({ retryDoubtful: true });
        expect([...new Set(world.stream)].sort()).toEqual([...ids].sort());
        expect(world.queue.size).toBe(0);
        // Only those in doubt can be there twice.
        const twice = ids.filter((id) => world.stream.filter((each) => each === id).length > 1);
        expect(twice.filter((id) => !inDoubt.includes(id))).toEqual([]);
      }),
    ),
    { numRuns: 100 },
  );
});

function sizeOf(file: string): number {
  try {
    return readFileSync(file).length;
  } catch {
    return 0;
  }
}

/** With the end of a line that was torn, which the next run writes before anything else. */
function mendedSizeOf(file: string): number {
  const size = sizeOf(file);
  return size > 0 && readFileSync(file).at(-1) !== 10 ? size + 1 : size;
}

/** Tears the end of the file, as long as what is torn is a note before sending that nothing has followed. */
function cutLastNote({ file, stream: sent }: World, before: number, cut: number): void {
  if (sizeOf(file) <= before) return;
  const text = readFileSync(file, 'utf8');
  const lines = text.trimEnd().split('\n');
  const notes = lines.slice(-BATCH).flatMap((line): { state: string; id: string }[] => {
    try {
      return [JSON.parse(line) as { state: string; id: string }];
    } catch {
      return [];
    }
  });
  if (notes.at(-1)?.state !== 'sending' || notes.some(({ id }) => sent.includes(id))) return;
  truncateSync(file, Math.max(before, text.length - Math.min(cut, lines.at(-1)?.length ?? 0)));
}

test('a note that was cut off spoils no other', () =>
  inFolder(async (folder) => {
    const world = new World(lettersOf(2), folder);
    const [first, second] = world.letters.map(({ letter: { id } }) => id);
    const journal = await openJournal(world.file);
    await journal.note('sending', [{ id: first ?? '', to: 'x' }]);
    await journal.close();
    truncateSync(world.file, sizeOf(world.file) - 5);
    const again = await openJournal(world.file);
    expect(again.stateOf(first ?? '')).toBeNull();
    await again.note('sent', [{ id: second ?? '', to: 'x' }]);
    await again.close();
    const third = await openJournal(world.file);
    expect(third.stateOf(second ?? '')).toBe('done');
    await third.close();
  }));

test('what the service refuses stays in the queue and goes with the next run', () =>
  inFolder(async (folder) => {
    const world = new World(lettersOf(4), folder);
    const bad = world.letters[1]?.letter.id ?? '';
    world.failures.set(bad, 'ValidationException');
    const first = await world.run();
    expect(first.result.failed).toEqual([{ id: bad, to: "stream 'clicks'", code: 'ValidationException', message: '' }]);
    expect([...world.queue]).toEqual([bad]);
    world.failures.clear();
    const second = await world.run();
    expect(second.result.sent.map(({ id }) => id)).toEqual([bad]);
    expect(world.queue.size).toBe(0);
  }));

test('an answer that is lost leaves its batch in doubt, and nothing more is begun', () =>
  inFolder(async (folder) => {
    const world = new World(lettersOf(7), folder);
    world.whole = 'unknown';
    const { result } = await world.run();
    expect(result.inDoubt).toHaveLength(BATCH);
    expect(result.failed).toHaveLength(4);
    world.whole = null;
    const { plan } = await world.run();
    expect(plan.inDoubt).toHaveLength(BATCH);
    expect(world.stream).toHaveLength(4);
  }));

test('a denied request is certain: nothing is in doubt', () =>
  inFolder(async (folder) => {
    const world = new World(lettersOf(7), folder);
    world.whole = 'denied';
    const { result } = await world.run();
    expect(result.inDoubt).toEqual([]);
    expect(result.failed).toHaveLength(7);
    expect(world.queue.size).toBe(7);
  }));

test('kept letters are sent once, however often it runs', () =>
  inFolder(async (folder) => {
    const world = new World(lettersOf(5), folder);
    await world.run({ keep: true });
    expect(world.queue.size).toBe(5);
    const { plan } = await world.run({ keep: true });
    expect(plan.done).toHaveLength(5);
    expect(world.stream).toHaveLength(5);
    // Without --keep what was sent before is deleted, and not sent.
    await world.run();
    expect(world.queue.size).toBe(0);
    expect(world.stream).toHaveLength(5);
  }));

test('an interrupt ends after the batch under way', () =>
  inFolder(async (folder) => {
    const world = new World(lettersOf(9), folder);
    const controller = new AbortController();
    const push = world.stream.push.bind(world.stream);
    world.stream.push = (...each) => {
      controller.abort();
      return push(...each);
    };
    const { result } = await world.run({ signal: controller.signal });
    expect(result.sent).toHaveLength(BATCH);
    expect(world.queue.size).toBe(9 - BATCH);
    const { plan } = await world.run();
    expect(plan.inDoubt).toEqual([]);
    expect(world.stream).toHaveLength(9);
  }));
