// A table that is filtered and mapped again, into a sink that is keyed by a text made from its key.
import { count, kinesis, opensearch, pipeline, seconds } from 'pipectl';

interface Play {
  userId: string;
  titleId: string;
  device?: string;
  seconds: number;
  at: Date;
}

const plays = kinesis<Play>({ stream: 'plays', time: (e) => e.at, outOfOrder: seconds(30) });

const fans = plays
  .keyBy((e) => ({ titleId: e.titleId, userId: e.userId }))
  .aggregate({ plays: count() }, { retain: 'forever' })
  .filter((r) => r.plays >= 3n)
  .map((r) => ({ titleId: r.titleId, userId: r.userId, plays: r.plays, label: `${r.plays} plays` }));

export default pipeline('fans', [
  fans.to(opensearch({ index: 'fans', id: (r) => `${r.titleId}#${r.userId}` })),
]);
