/** How a running `pipectl dev` looks: a block for a terminal, a line for everything else. */
import type { Snapshot } from '../../local/dev/snapshot.js';
import { bytesText } from '../bytes-text.js';
import { table, type Cell } from '../table.js';

export interface Places {
  readonly endpoint: string;
  readonly opensearch: string | null;
  readonly lake: string;
}

export function devView(pipeline: string, now: Snapshot, places: Places): string {
  const rows = now.stages.map(({ stage, kind, inRate, outRate, in: come, out, watermark, lagMs }): Cell[] => [
    stage,
    kind,
    Math.round(inRate),
    Math.round(outRate),
    come,
    out,
    watermark === null ? '' : timeText(watermark),
    lagMs === null ? '' : ageText(lagMs),
  ]);
  const heading: Cell[] = ['stage', 'kind', 'in/s', 'out/s', 'in', 'out', 'watermark', 'behind'];
  return [
    `${pipeline}  ${statusText(now)}`,
    '',
    table([heading, ...rows]),
    '',
    `dead letters  ${lettersText(now)}`,
    `checkpoint    ${checkpointText(now)}`,
    ...(now.failure ? [`last failure  ${now.failure.message}`] : []),
    `endpoint      ${places.endpoint}`,
    ...(places.opensearch === null ? [] : [`OpenSearch    ${places.opensearch}`]),
    `lake          ${places.lake}`,
  ].join('\n');
}

/** `running 12 s: playback 1,000/s in …; 3 late; checkpoint 2, 1.2 MB`. */
export function devLine(pipeline: string, now: Snapshot): string {
  const ends = now.stages.filter(({ kind }) => kind === 'source' || kind === 'output');
  const stages = ends.map(
    ({ stage, kind, in: come, inRate }) =>
      `${stage} ${kind === 'source' ? 'read' : 'took'} ${come.toLocaleString('en-US')} (${Math.round(inRate).toLocaleString('en-US')}/s)`,
  );
  return `${pipeline}  ${statusText(now)}  ${stages.join('  ')}  dead letters: ${lettersText(now)}  checkpoint: ${checkpointText(now)}`;
}

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
