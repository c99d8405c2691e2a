/** Where an output's rows go. What is computed from a row is a reference to a lambda at first, and an expression once that is read. */
export type SinkWith<Computed> =
  | {
      readonly kind: 'firehose';
      readonly deliveryStream: string;
      /** A column: rows lie in the lake by its hour, not by that of their arrival. */
      readonly partitionBy: string | null;
    }
  | {
      readonly kind: 'dynamodb';
      readonly table: string;
      readonly partitionKey: string;
      readonly sortKey: string | null;
      readonly overwrite: boolean;
      readonly nulls: 'skip' | 'write';
      /** A column: a row does not replace one that has more in it. */
      readonly onlyIfNewer: string | null;
      /** A column: when the table lets the item go, in seconds since 1970. */
      readonly timeToLive: string | null;
    }
  | {
      readonly kind: 'opensearch';
      readonly index: string;
      readonly id: Computed | null;
      readonly onlyIfNewer: string | null;
    }
  | { readonly kind: 'kinesisStream'; readonly stream: string; readonly partitionKey: Computed };
