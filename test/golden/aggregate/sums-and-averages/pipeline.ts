// Sums and averages of numbers, Ints and bigints.
import { avg, firehose, type Int, kinesis, minutes, pipeline, seconds, sum, tumble } from 'pipectl';

interface Sale {
  price: number;
  pieces: Int;
  cents: bigint;
  discount?: number;
  at: Date;
}

const sales = kinesis<Sale>({ stream: 'sales', time: (s) => s.at, outOfOrder: seconds(30) });

const totals = sales.window(tumble(minutes(1))).aggregate({
  price: sum((s) => s.price),
  pieces: sum((s) => s.pieces),
  cents: sum((s) => s.cents),
  discount: sum((s) => s.discount),
  meanPrice: avg((s) => s.price),
  meanPieces: avg((s) => s.pieces),
  meanCents: avg((s) => s.cents),
});

export default pipeline('sums', [totals.to(firehose({ deliveryStream: 'totals' }))]);
