/** What the bounds of single values do not say. */
import { kpusOf, type Configuration } from '../configuration.js';
import { invalidArgument, limitExceeded } from '../errors.js';

const MOST_PER_KPU = 8;
const MOST_PARALLEL = 256;

export function checkConfiguration({ parallelism, properties, checkpointing }: Configuration, kpuLimit: number): void {
  if (parallelism.perKpu > MOST_PER_KPU) throw invalidArgument(`ParallelismPerKPU is at most ${MOST_PER_KPU}.`);
  if (parallelism.parallelism > MOST_PARALLEL) throw invalidArgument(`Parallelism is at most ${MOST_PARALLEL}.`);
  if (kpusOf(parallelism) > kpuLimit) {
    throw limitExceeded(`The application would need ${kpusOf(parallelism)} KPUs; the limit is ${kpuLimit}.`);
  }
  if (checkpointing.minPause > Number.MAX_SAFE_INTEGER || checkpointing.interval > Number.MAX_SAFE_INTEGER) {
    throw invalidArgument('An interval is too large.');
  }
  const ids = properties.map(({ PropertyGroupId }) => PropertyGroupId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw invalidArgument(`The property group ${twice} is given twice.`);
}
