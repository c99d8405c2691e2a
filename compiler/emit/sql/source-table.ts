/** The table of a source: the author's columns, all nullable since broken records have no values, and the hidden ones. */
import type { BundleColumn } from '../../ir/bundle.js';
import type { Scan } from '../../ir/plan.js';
import type { TableDefinition } from '../statements.js';
import { contractOf, optionJson } from './contract.js';
import { computedTime } from './event-time.js';
import { ORIGIN, ORIGIN_TYPE, TIME, TIME_TYPE, time } from './hidden.js';
import { print } from './print.js';
import { binary, interval } from './tree.js';
import { sqlType } from './types.js';

export function sourceTable(scan: Scan, placeholder: string): TableDefinition {
  const { name, stage, columns, eventTime, timestamps, maxAhead, start, idleAfter, outOfOrder } = scan;
  const origin: BundleColumn = { name: ORIGIN, type: ORIGIN_TYPE };
  const computed = eventTime.kind === 'computed' ? computedTime(eventTime, maxAhead) : null;
  const rowTime: BundleColumn = computed ? { name: TIME, computed: print(computed) } : { name: TIME, type: TIME_TYPE };
  return {
    name,
    columns: [
      ...columns.map(({ name, type }) => ({ name, type: sqlType(type) })),
      // A computed column can only use what is declared before it.
      ...(computed ? [origin, rowTime] : [rowTime, origin]),
    ],
    watermark: { column: TIME, expression: print(binary(time, '-', interval(outOfOrder))) },
    primaryKey: [],
    options: {
      connector: 'pipectl-kinesis',
      stream: placeholder,
      source: stage,
      ...(eventTime.kind === 'path' ? { 'event-time': optionJson(eventTime.path) } : {}),
      timestamps,
      'max-ahead': String(maxAhead),
      ...(idleAfter === null ? {} : { 'idle-after': String(idleAfter) }),
      start: typeof start === 'string' ? start : String(start.at),
      contract: contractOf(columns),
    },
    uses: computed ? [computed] : [],
  };
}
