/** Rows in, rows out: a pipeline on the embedded Flink, inside a test. */
import { nearest } from '../compiler/diagnostics/did-you-mean.js';
import { graphOf } from '../compiler/evaluate/graph-of.js';
import type { GraphSource } from '../compiler/ir/graph.js';
import type { RunAnswer, RunQuestion } from './protocol.js';
import { ask } from './service.js';
import { decodeRow, decodeRows, encodeRows, parseLines, type InputRow } from './wire.js';

/** A record that could not be counted, as an operator would find it. */
export interface DeadLetter {
  readonly id: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly reason: 'undecodable' | 'invalid' | 'late' | 'rejected';
  readonly detail: string;
  /** `sequence` is the row's number in the test, from 1. */
  readonly source: { readonly name: string; readonly shard: string; readonly sequence: string } | null;
  readonly eventTime: Date | null;
  readonly arrivalTime: Date | null;
  readonly record: string;
  readonly encoding: 'utf8' | 'base64';
}

/** What a Table did to its sink. */
export interface Change {
  readonly op: '+I' | '+U' | '-D';
  readonly row: object;
}

export interface RunLedger {
  readonly balanced: boolean;
  readonly stages: readonly {
    readonly stage: string;
    readonly kind: string;
    readonly counts: Readonly<Record<string, number>>;
  }[];
}

export interface RunResult {
  /** By output: the rows, typed as the pipeline has them; of a Table the last row of each key. */
  readonly outputs: Readonly<Record<string, readonly object[]>>;
  /** By output fed by a Table: every change. */
  readonly changelog: Readonly<Record<string, readonly Change[]>>;
  /** In the order of the rows they came from, source after source; letters of no certain row are last. */
  readonly deadLetters: readonly DeadLetter[];
  readonly ledger: RunLedger;
}

export interface RunPipelineOptions {
  /** Default 1: outputs are then in the order in which rows arrive. */
  readonly parallelism?: number;
}

/**
 * Runs a pipeline over rows of its sources, to their end, on the same Flink as `pipectl run`.
 *
 * Rows arrive in the order given, and their event time is the only clock. Dates, bigints and bytes are written as the
 * source's records have them; `{ raw: '…' }` is a line of its own, broken if need be. Sources without rows are empty.
 * Throws with the compiler's message when the pipeline does not compile, or with Flink's when it fails.
 *
 * @example
 * const { outputs } = await runPipeline(pipeline, { clicks: [{ userId: 'u1', at: new Date('2026-01-01T00:00:00Z') }] });
 * expect(outputs['clicks-per-minute']).toEqual([{ userId: 'u1', clicks: 1n, … }]);
 */
export async function runPipeline(
  pipeline: { readonly name: string },
  inputs: Readonly<Record<string, readonly InputRow[]>>,
  { parallelism = 1 }: RunPipelineOptions = {},
): Promise<RunResult> {
  const graph = graphOf(pipeline);
  const sources = graph.stages.filter((stage): stage is GraphSource => stage.kind === 'source');
  const kinds = new Map<string, GraphSource['timestamps']>([
    ...sources.map(({ named, stream, timestamps }) => [named ?? stream, timestamps] as const),
    // Tables that are looked up in; their items are as records with ISO times.
    ...graph.stages.flatMap((stage) => (stage.kind === 'enrich' ? [[stage.lookup.table, 'iso'] as const] : [])),
  ]);
  assertKnown(Object.keys(inputs), [...kinds.keys()]);
  const encoded = [...kinds].map(([name, timestamps]) => [
    name,
    encodeRows(inputs[name] ?? [], timestamps).toString('base64'),
  ]);
  const question: RunQuestion = { graph, inputs: Object.fromEntries(encoded) as Record<string, string>, parallelism };
  const answer = await ask<RunAnswer>('/run', question);
  if ('problem' in answer) throw new Error(`the pipeline '${graph.name}' did not run\n\n${answer.problem}`);
  return {
    outputs: Object.fromEntries(answer.outputs.map(({ name, rows, schema }) => [name, decodeRows(rows, schema)])),
    changelog: Object.fromEntries(
      answer.outputs.flatMap(({ name, changelog, schema }) =>
        changelog === null
          ? []
          : [
              [
                name,
                parseLines(changelog).map(
                  ({ op, row }) => ({ op, row: decodeRow(row as Record<string, unknown>, schema) }) as Change,
                ),
              ],
            ],
      ),
    ),
    deadLetters: inRowOrder(parseLines(answer.deadLetters).map(deadLetter), [...kinds.keys()]),
    ledger: answer.ledger as RunLedger,
  };
}

function assertKnown(given: readonly string[], sources: readonly string[]): void {
  for (const name of given) {
    if (sources.includes(name)) continue;
    const [near] = nearest(name, sources);
    throw new Error(
      `'${name}' is no source of the pipeline; ${near ? `write '${near}'` : `its sources are ${sources.join(', ')}`}`,
    );
  }
}

/** Letters come to their file by several ways through the job, so the order of arrival there says nothing. */
export function inRowOrder<L extends Pick<DeadLetter, 'source'>>(
  letters: readonly L[],
  sources: readonly string[],
): L[] {
  const place = ({ source }: L): readonly [number, number] =>
    source === null ? [sources.length, 0] : [sources.indexOf(source.name), Number(source.sequence)];
  return letters.toSorted((a, b) => {
    const [sourceOfA, rowOfA] = place(a);
    const [sourceOfB, rowOfB] = place(b);
    return sourceOfA - sourceOfB || rowOfA - rowOfB;
  });
}

function deadLetter(letter: Record<string, unknown>): DeadLetter {
  const time = (value: unknown): Date | null => (typeof value === 'string' ? new Date(value) : null);
  return {
    ...letter,
    eventTime: time(letter['eventTime']),
    arrivalTime: time(letter['arrivalTime']),
  } as unknown as DeadLetter;
}
