/** What concerns a version as a whole: whether Flink can take the snapshot at all, and whether the rules know it will. */
import { same } from './words.js';
import type { Version } from '../application/version.js';
import type { StateSettings } from './verdict.js';

const PARALLELISM = 'pipeline.max-parallelism';

/** Settings that have no say in what is in state, or how. */
const HARMLESS = new Set([
  'pipeline.name',
  'pipeline.object-reuse',
  'pipeline.auto-watermark-interval',
  'table.exec.sink.not-null-enforcer',
  'table.exec.sink.type-length-enforcer',
  'table.plan.compile.catalog-objects',
]);

/** Why no state at all can be taken over; null when it can. */
export function whyNotRestorable(before: Version, after: Version): string | null {
  const was = before.bundle.settings[PARALLELISM] ?? 'none';
  const is = after.bundle.settings[PARALLELISM] ?? 'none';
  return was === is ? null : `the max parallelism was ${was} and is ${is}, and state is split by it for ever`;
}

/** Why the rules do not hold between the two versions; null when they do. */
export function whyUnknown(before: Version, after: Version, settings: StateSettings): string | null {
  const runtimes = [runtimeOf(before, settings.before?.runtime), runtimeOf(after, settings.after?.runtime)];
  if (!same(runtimes[0], runtimes[1]))
    return `it goes from ${runtimes[0]} to ${runtimes[1]}, for which these rules have not been tried`;
  if (before.bundle.format !== after.bundle.format)
    return `the bundle had format ${before.bundle.format} and has ${after.bundle.format}`;
  const keys = [...new Set([before, after].flatMap(({ bundle }) => Object.keys(bundle.settings)))].sort();
  const changed = keys.filter(
    (key) => key !== PARALLELISM && !HARMLESS.has(key) && before.bundle.settings[key] !== after.bundle.settings[key],
  );
  return changed.length === 0 ? null : `the setting ${changed.join(', ')} changed, which may decide how state is kept`;
}

const runtimeOf = ({ bundle }: Version, given: string | undefined): string =>
  given ?? `FLINK-${bundle.flink.replace('.', '_')}`;
