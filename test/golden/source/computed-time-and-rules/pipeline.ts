// An event time with a fallback, and rules that records must keep.
import { firehose, kinesis, pipeline, seconds } from 'pipectl';

interface Order {
  id: string;
  amount: number;
  placedAt?: Date;
  receivedAt: Date;
}

const orders = kinesis<Order>({
  stream: 'orders',
  time: (o) => o.placedAt ?? o.receivedAt,
  outOfOrder: seconds(10),
  rules: {
    amountIsPositive: (o) => o.amount > 0,
    hasId: (o) => o.id !== '',
  },
});

export default pipeline('computed-time', [orders.to(firehose({ deliveryStream: 'orders-raw' }))]);
