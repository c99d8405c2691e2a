/** Single values as three protocols send them: in the query protocol numbers and times are text. */
import { types } from 'node:util';
import { list, oneOf, optional, structure, text, type Shape } from '../front/shape.js';
import { invalidValue } from './errors.js';

export const UNITS = [
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'],
  ...['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits', 'Percent', 'Count', 'Bytes/Second'],
  ...['Kilobytes/Second', 'Megabytes/Second', 'Gigabytes/Second', 'Terabytes/Second', 'Bits/Second'],
  ...['Kilobits/Second', 'Megabits/Second', 'Gigabits/Second', 'Terabits/Second', 'Count/Second', 'None'],
];

export const number = (): Shape<number> => ({
  read(value) {
    const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof read !== 'number' || Number.isNaN(read)) throw invalidValue(`${String(value)} is not a number.`);
    return read;
  },
});

export const whole = (least: number): Shape<number> => ({
  read(value, place, problems) {
    const read = number().read(value, place, problems);
    if (!Number.isInteger(read) || read < least)
      throw invalidValue(`The value ${read} must be a whole number of at least ${least}.`);
    return read;
  },
});

export const boolean = (): Shape<boolean> => ({
  read(value) {
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw invalidValue(`${String(value)} is not a boolean.`);
  },
});

/** Milliseconds. */
export const instant = (): Shape<number> => ({
  read(value) {
    if (types.isDate(value)) return value.getTime();
    const read = typeof value === 'number' ? value * 1000 : Date.parse(String(value));
    if (Number.isNaN(read)) throw invalidValue(`${String(value)} is not a time.`);
    return read;
  },
});

export const namespace = () => text({ min: 1, max: 255, pattern: '[^:].*' });
export const metricName = () => text({ min: 1, max: 255 });
export const dimensions = () =>
  list(structure({ Name: text({ min: 1, max: 255 }), Value: text({ min: 1, max: 1024 }) }), { max: 30 });
export const unit = () => oneOf(UNITS);
export const alarmName = () => text({ min: 1, max: 255 });
export const metric = () =>
  structure({
    Namespace: optional(namespace()),
    MetricName: optional(metricName()),
    Dimensions: optional(dimensions()),
  });
export const metricQueries = () =>
  list(
    structure({
      Id: text({ min: 1, max: 255, pattern: '[a-z][a-zA-Z0-9_]*' }),
      MetricStat: optional(
        structure({ Metric: metric(), Period: whole(1), Stat: text({ min: 1 }), Unit: optional(unit()) }),
      ),
      Expression: optional(text({ min: 1, max: 2048 })),
      Label: optional(text()),
      ReturnData: optional(boolean()),
      Period: optional(whole(1)),
    }),
    { max: 500 },
  );
