/** An edit to a running pipeline: the version before, as text, and what is replaced in it to make the version after. */

export interface Base {
  readonly name: string;
  /** Behind the imports and the sources that all bases share. */
  readonly text: string;
  readonly pairs: readonly Pair[];
}

export interface Pair {
  readonly edit: string;
  /** Each text occurs exactly once before it is replaced. */
  readonly changes: readonly (readonly [find: string, replacement: string])[];
  /** Of the run after; 1 when not given. */
  readonly parallelism?: number;
  /** Settings of the version after that no author can write, as another version of pipectl would. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The source is bound to another stream of the same content. */
  readonly rebound?: true;
}

export const HEAD = `
import {
  avg, count, countDistinct, cumulate, days, dynamodb, dynamodbTable, firehose, first, hop, hours, kinesis, kinesisStream,
  latest, max, min, minutes, opensearch, pipeline, seconds, session, sum, tumble,
} from 'pipectl';

interface Play { id: number; user: string; title: string; device?: string; seconds: number; at: Date; seen: Date }
const plays = kinesis<Play>({ stream: 'plays', time: e => e.at, outOfOrder: seconds(5) });
`;
