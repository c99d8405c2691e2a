/** A project with a copy of title-popularity, and the edits that its author makes one after the other. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from '../../cli/pipectl.js';

export const PIPELINE = 'title-popularity';
export const ROWS = 'popularity-rows';
/** Seconds that a stop has to report to be counted: at first, and after the first edit. */
export const THRESHOLDS = { before: 30, after: 300 } as const;

type Replacement = readonly [from: string, to: string];

const EDITS = {
  start: [[`e.kind === 'stop')`, `(e.kind === 'stop' && e.watchedSeconds >= ${THRESHOLDS.before}))`]],
  threshold: [[`>= ${THRESHOLDS.before}`, `>= ${THRESHOLDS.after}`]],
  output: [
    ['import { count,', 'import { count, kinesisStream,'],
    [
      '  popularity.to(opensearch(',
      `  popularity.to(kinesisStream({ stream: '${ROWS}', partitionKey: r => r.titleId })),\n  popularity.to(opensearch(`,
    ],
  ],
  key: [
    [`, device: e.device ?? 'unknown' })`, ' })'],
    ['`${r.windowStart.toISOString()}#${r.device}`', 'r.windowStart.toISOString()'],
  ],
} as const satisfies Readonly<Record<string, readonly Replacement[]>>;

export class Project {
  readonly source: string;

  private constructor(readonly folder: string) {
    this.source = join(folder, 'pipelines', PIPELINE, 'pipeline.ts');
  }

  /** `environment`: what pipectl.yaml says of `test`, line by line. */
  static make(folder: string, environment: readonly string[]): Project {
    const project = new Project(folder);
    mkdirSync(dirname(project.source), { recursive: true });
    writeFileSync(project.source, readFileSync(join(repository, 'pipelines', PIPELINE, 'pipeline.ts')));
    project.edit('start');
    project.configure(environment);
    return project;
  }

  configure(environment: readonly string[]): void {
    const lines = environment.map((line) => `    ${line}`);
    writeFileSync(join(this.folder, 'pipectl.yaml'), ['environments:', '  test:', ...lines, ''].join('\n'));
  }

  edit(name: keyof typeof EDITS): void {
    let text = readFileSync(this.source, 'utf8');
    for (const [from, to] of EDITS[name]) {
      if (!text.includes(from)) throw new Error(`the pipeline to be edited does not say ${from}`);
      text = text.replace(from, () => to);
    }
    writeFileSync(this.source, text);
  }
}
