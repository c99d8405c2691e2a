/**
 * `npm run demo`: made-up playback events → `pipelines/title-popularity` → the embedded Flink → the top titles.
 *
 *     npm run demo -- --events 1000000 --seed 7
 */
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, root } from './build.mjs';
import { main, Refusal, share } from './command.mjs';

const PIPELINE = 'title-popularity';
const out = join(root, 'out', 'demo');
const text = { type: 'string' };

function settings() {
  try {
    const { values } = parseArgs({
      options: {
        events: { ...text, default: '200000' },
        seed: { ...text, default: '1' },
        parallelism: { ...text, default: '1' },
      },
    });
    for (const name of ['events', 'parallelism']) {
      if (!/^[1-9]\d*$/.test(values[name]))
        throw new Error(`--${name} takes a whole number from 1 up, not '${values[name]}'`);
    }
    return values;
  } catch (error) {
    throw new Refusal(error.message);
  }
}

const pipectl = (...args) => [join(root, 'dist', 'cli', 'main.js'), ...args];

async function run(args) {
  const code = await share(process.execPath, args, { cwd: root });
  if (code !== 0) throw new Refusal(`the demo stopped: exit code ${code}`);
}

/** The rows of the last window in which anything was played, most played first. */
function topTitles(file) {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const windows = rows.map(({ windowStart }) => windowStart).sort();
  const last = windows[windows.length - 1];
  const top = rows
    .filter(({ windowStart }) => windowStart === last)
    .sort((a, b) => b.plays - a.plays || b.viewers - a.viewers || (a.slot + a.titleId < b.slot + b.titleId ? -1 : 1))
    .slice(0, 10);
  return { last, end: top[0]?.windowEnd, top };
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const isNumber = (column) => typeof rows[1]?.[column] === 'number';
  return rows
    .map((row) =>
      row
        .map((cell, i) => (isNumber(i) ? String(cell).padStart(widths[i]) : String(cell).padEnd(widths[i])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

main(async () => {
  const { events, seed, parallelism } = settings();
  await build();
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const file = join(out, 'playback.jsonl');

  process.stderr.write(
    `\nGenerating ${Number(events).toLocaleString('en-US')} playback events, some late, broken or sent twice\n`,
  );
  const shares = ['--late', '0.005', '--malformed', '0.001', '--duplicates', '0.001'];
  const generator = join(root, 'dist', 'pipelines', PIPELINE, 'generate.js');
  await run([generator, '--out', file, '--events', events, '--seed', seed, ...shares]);
  process.stderr.write('\n');

  await run(pipectl('compile', PIPELINE, '--out', join(out, 'bundle')));
  process.stderr.write('\n');
  await run(
    pipectl('run', PIPELINE, '--input', `playback=${file}`, '--out', join(out, 'rows'), '--parallelism', parallelism),
  );

  const { last, end, top } = topTitles(join(out, 'rows', 'title-popularity.jsonl'));
  process.stdout.write(`\nTop titles from ${last} to ${end}\n\n`);
  const rows = top.map(({ titleId, device, plays, viewers, watchedSeconds }, i) => [
    i + 1,
    titleId,
    device,
    plays,
    viewers,
    Math.round(watchedSeconds),
  ]);
  process.stdout.write(`${table([['#', 'title', 'device', 'plays', 'viewers', 'seconds watched'], ...rows])}\n`);
  process.stdout.write(
    `\nevents  ${file} (${(statSync(file).size / 1e6).toFixed(1)} MB)\nSQL     ${join(out, 'bundle', PIPELINE, 'pipeline.sql')}\nrows    ${join(out, 'rows')}\n`,
  );
});
