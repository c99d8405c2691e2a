/** What the service refuses however the world looks: sizes and numbers beyond its limits. Pure. */
import type { Bundle } from '../../../compiler/ir/bundle.js';
import type { DesiredApplication } from '../desired.js';
import { joined, found, NOTHING, type Findings } from './problem.js';

/** Of the service, for one application; quotas that can be raised are taken at their highest. */
const LIMITS = {
  kpus: 250,
  perKpu: 8,
  jarBytes: 512 * 1024 * 1024,
  keyLength: 1024,
  tags: 50,
  properties: 50,
  valueLength: 2048,
};
const NAME = /^[a-zA-Z0-9_.-]{1,128}$/;

export function checkLimits(desired: DesiredApplication, { settings, placeholders }: Bundle): Findings {
  const { name, code, parallelism, properties, tags } = desired;
  const { tasks, perKpu } = parallelism;
  const highest = Number(settings['pipeline.max-parallelism'] ?? Number.POSITIVE_INFINITY);
  const values = Object.entries(properties);
  return joined([
    over('parallelism', tasks, highest, "the pipeline's max-parallelism"),
    over('KPUs', Math.ceil(tasks / perKpu), LIMITS.kpus),
    over('parallelism per KPU', perKpu, LIMITS.perKpu),
    over('bytes of the jar', code.bytes, LIMITS.jarBytes),
    over("characters of the jar's key", code.key.length, LIMITS.keyLength),
    over('tags', Object.keys(tags).length, LIMITS.tags),
    over('names of resources', values.length, LIMITS.properties),
    ...values.map(([key, value]) => over(`characters of the name '${key}'`, value.length, LIMITS.valueLength)),
    NAME.test(name)
      ? NOTHING
      : found({
          kind: 'over limit',
          what: 'the name of the application',
          value: name,
          limit: 'at most 128 letters, digits, dots, hyphens and underscores',
        }),
    ...placeholders.flatMap(({ name: placeholder }) =>
      properties[placeholder] === undefined ? [found({ kind: 'name unbound', name: placeholder })] : [],
    ),
  ]);
}

const over = (what: string, value: number, limit: number, of = 'the service'): Findings =>
  value <= limit ? NOTHING : found({ kind: 'over limit', what, value: String(value), limit: `${limit} of ${of}` });
