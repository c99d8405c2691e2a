// A number as a key: −0 is 0, and NaN is one value.
import { count, dynamodb, kinesis, minutes, pipeline, seconds, tumble } from 'pipectl';

interface Bet {
  odds: number;
  at: Date;
}

const bets = kinesis<Bet>({ stream: 'bets', time: (b) => b.at, outOfOrder: seconds(30) });

const perOdds = bets
  .keyBy((b) => ({ odds: b.odds }))
  .window(tumble(minutes(1)))
  .aggregate({ bets: count() });

export default pipeline('number-key', [
  perOdds.to(dynamodb({ table: 'bets-per-odds', partitionKey: 'odds', sortKey: 'windowStart' })),
]);
