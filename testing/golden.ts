/** `toMatchGolden`: the SQL and the job settings of a pipeline are the ones that were reviewed. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { graphOf } from '../compiler/evaluate/graph-of.js';
import type { GoldenAnswer, GoldenQuestion } from './protocol.js';
import { ask } from './service.js';

/** What Jest gives a matcher, as far as this one needs it. */
interface MatcherContext {
  readonly testPath?: string | undefined;
  readonly isNot?: boolean;
  readonly snapshotState?: SnapshotState;
  readonly utils: { diff(expected: string, received: string, options?: object): string | null };
}

/** Private to Jest but for the counts, hence only here: 'all' after -u, 'none' after --ci, else 'new'. */
interface SnapshotState {
  readonly _updateSnapshot?: 'all' | 'new' | 'none';
  added: number;
  updated: number;
  matched: number;
  unmatched: number;
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Compares what a pipeline compiles to with the files in `golden/` beside the test. */
export async function toMatchGolden(
  this: MatcherContext,
  pipeline: unknown,
  folder = 'golden',
): Promise<MatcherResult> {
  if (this.isNot)
    throw new Error(
      'toMatchGolden has no opposite: a pipeline that differs from its golden files is mended or accepted',
    );
  const answer = await ask<GoldenAnswer>('/golden', { graph: graphOf(pipeline) } satisfies GoldenQuestion);
  if ('problem' in answer) return failed(`the pipeline does not compile\n\n${answer.problem}`);
  const base = dirname(this.testPath ?? join(process.cwd(), 'test'));
  const problems = Object.entries(answer.files)
    .map(([name, text]) => compareFile(this, join(base, folder, name), text))
    .filter((problem) => problem !== null);
  return problems.length === 0 ? { pass: true, message: () => '' } : failed(problems.join('\n\n'));
}

const failed = (text: string): MatcherResult => ({ pass: false, message: () => text });

/** Null when the file holds the text, or does now. */
function compareFile({ snapshotState, utils }: MatcherContext, file: string, text: string): string | null {
  const update = snapshotState?._updateSnapshot ?? 'none';
  const count = (what: 'added' | 'updated' | 'matched' | 'unmatched'): void =>
    void (snapshotState && snapshotState[what]++);
  const golden = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const path = relative(process.cwd(), file);
  if (golden === text) {
    count('matched');
    return null;
  }
  if (update === 'all' || (golden === null && update === 'new')) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    count(golden === null ? 'added' : 'updated');
    return null;
  }
  count('unmatched');
  if (golden === null)
    return `${path} is missing, and --ci writes no golden files; run  pipectl test  without it and commit the file`;
  const diff = utils.diff(golden, text, {
    expand: false,
    contextLines: 3,
    aAnnotation: 'golden',
    bAnnotation: 'compiled',
  });
  return `${path} differs\n\n${diff ?? ''}\n\nto accept it, run  pipectl test -u  and review the change`;
}
