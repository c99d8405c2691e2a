/** Ids within a template: the resource's name in camel case and what it is, as in `PlaybackRawDeliveryStream`. */
import { createHash } from 'node:crypto';

/** Of these no two have the same letters without their hyphens' places. */
const PLAIN = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;

export function logicalId(name: string, kind: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const camel = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  const apart = PLAIN.test(name) ? '' : createHash('sha256').update(name).digest('hex').slice(0, 4);
  return `${camel}${apart}${kind}`;
}
