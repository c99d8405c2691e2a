declare const int: unique symbol;
/**
 * A 32-bit integer on the wire: a record with a fraction or a larger number is invalid. A `number` in arithmetic.
 *
 * ```ts
 * import { firehose, kinesis, pipeline, seconds, type Int } from 'pipectl';
 *
 * interface Order {
 *   id: string;
 *   quantity: Int;
 *   at: Date;
 * }
 *
 * const orders = kinesis<Order>({ stream: 'orders', time: (o) => o.at, outOfOrder: seconds(5) });
 *
 * export default pipeline('orders', [orders.to(firehose({ deliveryStream: 'orders' }))]);
 * ```
 *
 * ```sql
 * `quantity` INT
 * ```
 */
export type Int = number & { readonly [int]?: never };
