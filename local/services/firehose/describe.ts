/** A delivery stream as DescribeDeliveryStream tells it. */
import type { DeliveryStream } from './delivery-stream.js';

/** There is one destination to a stream, so it always has this name. */
export const DESTINATION_ID = 'destinationId-000000000001';

const OLDER = [
  ...['RoleARN', 'BucketARN', 'Prefix', 'ErrorOutputPrefix', 'BufferingHints', 'CompressionFormat'],
  ...['EncryptionConfiguration', 'CloudWatchLoggingOptions'],
];

export function describe({ name, arn, version, created, updated, destination: { described } }: DeliveryStream): object {
  const older = Object.fromEntries(Object.entries(described).filter(([member]) => OLDER.includes(member)));
  return {
    DeliveryStreamName: name,
    DeliveryStreamARN: arn,
    DeliveryStreamStatus: 'ACTIVE',
    DeliveryStreamEncryptionConfiguration: { Status: 'DISABLED' },
    DeliveryStreamType: 'DirectPut',
    VersionId: String(version),
    CreateTimestamp: new Date(created),
    ...(updated !== null && { LastUpdateTimestamp: new Date(updated) }),
    Destinations: [
      {
        DestinationId: DESTINATION_ID,
        S3DestinationDescription: older,
        ExtendedS3DestinationDescription: described,
      },
    ],
    HasMoreDestinations: false,
  };
}
