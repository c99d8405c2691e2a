/** All alarms of a pipeline, in a fixed order. */
import type { Bundle } from '../../../compiler/ir/bundle.js';
import type { Resource } from '../../../compiler/ir/resources.js';
import { placeOf } from '../place.js';
import type { Home } from '../target.js';
import type { Alarm } from './alarm.js';
import { applicationAlarms } from './application-alarms.js';
import { letterAlarm } from './letter-alarms.js';
import { errorRateAlarm, sourceAlarms, type SourceStream } from './source-alarms.js';
import { throttlingAlarm } from './throttling-alarms.js';

export interface Watched extends Home {
  readonly application: string;
  /** As MSF names it: `FLINK-2_2`. */
  readonly runtime: string;
}

export function alarmsOf(bundle: Bundle, resources: readonly Resource[], watched: Watched): Alarm[] {
  const { application, runtime } = watched;
  const sources = sourceStreams(bundle, resources, watched);
  const letters = resources.find(isForLetters);
  return [
    ...applicationAlarms(application, runtime),
    ...sources.flatMap((source) => sourceAlarms(application, source)),
    ...resources.flatMap((resource) => throttlingAlarm(resource, application, watched) ?? []),
    errorRateAlarm(application),
    ...(letters ? [letterAlarm(letters, application, watched)] : []),
  ];
}

/** Their form is fixed, so that no columns are known of them. */
const isForLetters = ({ columns }: Resource): boolean => columns === null;

export const sourceStreams = (bundle: Bundle, resources: readonly Resource[], home: Home): SourceStream[] => {
  const sources = new Set(bundle.ledger.filter(({ kind }) => kind === 'source').map(({ stage }) => stage));
  return resources.flatMap((resource) =>
    resource.kind === 'stream'
      ? resource.readBy
          .filter((source) => sources.has(source))
          .map((source) => ({ source, stream: placeOf(resource, home).name }))
      : [],
  );
};
