/** How a running `pipectl dev` looks: a block for a terminal, a line for everything else. */
import type { Snapshot } from '../../local/dev/snapshot.js';
import { bytesText } from '../bytes-text.js';
import type { Colours } from '../colours.js';
import { silentShardsText } from '../silent-shards-text.js';
import { table, type Cell } from '../table.js';

export interface Places {
  readonly endpoint: string;
  readonly opensearch: string | null;
  readonly lake: string;
}

export interface Screen {
  /** Of the terminal: what is wider is cut. */
  readonly columns: number;
  readonly colour: Colours;
}

/** From here on there is room for what can be done without. */
const WIDE = 110;

/** Cut before it is coloured: what colours a text has no width. */
export function devView(pipeline: string, now: Snapshot, places: Places, { columns, colour }: Screen): string {
  const plain = (text: string): string => text;
  const [heading = '', ...stages] = stagesText(now, columns >= WIDE).split('\n');
  const hasLetters = Object.keys(now.deadLetters).length > 0;
  const isWell = now.status === 'RUNNING' && now.checkpoints.failed === 0;
  const lines: readonly (readonly [text: string, paint: (text: string) => string])[] = [
    [`${pipeline}  ${statusText(now)}`, isWell ? colour.green : colour.yellow],
    ['', plain],
    [heading, colour.dim],
    ...stages.map((text) => [text, plain] as const),
    ['', plain],
    ...waitingTexts(now).map((text) => [text, colour.yellow] as const),
    [`dead letters  ${lettersText(now)}`, hasLetters ? colour.yellow : plain],
    [`checkpoint    ${checkpointText(now)}`, now.checkpoints.failed > 0 ? colour.yellow : plain],
    ...(now.failure ? [[`last failure  ${now.failure.message.replace(/\s+/g, ' ')}`, colour.red] as const] : []),
    [`endpoint      ${places.endpoint}`, plain],
    ...(places.opensearch === null ? [] : [[`OpenSearch    ${places.opensearch}`, plain] as const]),
    [`lake          ${places.lake}`, plain],
  ];
  return lines.map(([text, paint]) => (text === '' ? '' : paint(cut(text, columns)))).join('\n');
}

/** What tells how a job is doing comes first: a narrow terminal cuts the end of a line. */
function stagesText({ stages }: Snapshot, isWide: boolean): string {
  const heading: Cell[] = ['stage', ...(isWide ? ['kind'] : []), 'in/s', 'out/s', 'behind', 'in', 'out', 'watermark'];
  const rows = stages.map(({ stage, kind, inRate, outRate, in: come, out, watermark, lagMs }): Cell[] => [
    stage,
    ...(isWide ? [kind] : []),
    Math.round(inRate),
    Math.round(outRate),
    lagMs === null ? '' : ageText(lagMs),
    come,
    out,
    watermark === null ? '' : timeText(watermark),
  ]);
  return table([heading, ...rows]);
}

/** The last column of a terminal stays free: a line that fills it would break in two. */
const cut = (text: string, columns: number): string =>
  text.length < columns ? text : `${text.slice(0, Math.max(0, columns - 2))}…`;

/** `running 12 s: playback 1,000/s in …; 3 late; checkpoint 2, 1.2 MB`. */
export function devLine(pipeline: string, now: Snapshot): string {
  const ends = now.stages.filter(({ kind }) => kind === 'source' || kind === 'output');
  const stages = ends.map(
    ({ stage, kind, in: come, inRate }) =>
      `${stage} ${kind === 'source' ? 'read' : 'took'} ${come.toLocaleString('en-US')} (${Math.round(inRate).toLocaleString('en-US')}/s)`,
  );
  const parts = [pipeline, statusText(now), ...stages, `dead letters: ${lettersText(now)}`];
  return [...parts, `checkpoint: ${checkpointText(now)}`, ...waitingTexts(now)].join('  ');
}

const waitingTexts = ({ stages }: Snapshot): string[] =>
  stages.flatMap(({ stage, waitsFor }) => (waitsFor === null ? [] : [silentShardsText(stage, waitsFor)]));

function statusText({ status, elapsedMs, restarts }: Snapshot): string {
  const often = restarts === 0 ? '' : `, restarted ${restarts} ${restarts === 1 ? 'time' : 'times'}`;
  return `${status.toLowerCase()} for ${ageText(elapsedMs)}${often}`;
}

function lettersText({ deadLetters }: Snapshot): string {
  const reasons = Object.entries(deadLetters);
  return reasons.length === 0
    ? 'none'
    : reasons.map(([reason, count]) => `${count.toLocaleString('en-US')} ${reason}`).join(', ');
}

function checkpointText({ checkpoints, checkpointAgeMs }: Snapshot): string {
  const { completed, failed, stateBytes, durationMs } = checkpoints;
  const failures = failed === 0 ? '' : `, ${failed} failed`;
  if (checkpointAgeMs === null) return `none yet${failures}`;
  return `${completed}, ${ageText(checkpointAgeMs)} ago, state ${bytesText(stateBytes)}, took ${durationMs} ms${failures}`;
}

const timeText = (millis: number): string => new Date(millis).toISOString().replace('T', ' ').slice(0, 19);

function ageText(millis: number): string {
  const seconds = Math.round(millis / 1000);
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 120 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
