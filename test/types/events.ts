/** The stream that the cases of this folder use. */
import { kinesis, seconds, type Int } from 'pipectl';

export interface Event {
  id: string;
  user: string;
  kind: 'play' | 'stop';
  device?: string;
  country: string | null;
  amount: number;
  whole: Int;
  exact: bigint;
  tags: string[];
  flag: boolean;
  at: Date;
  payload: Uint8Array;
}

export const events = kinesis<Event>({ stream: 'events', time: (e) => e.at, outOfOrder: seconds(30) });
