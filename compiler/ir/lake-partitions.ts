/** The folders of a delivery stream: by the hour of arrival, or by the hour of a column, which Firehose reads from each row. */
export interface Partition {
  readonly name: string;
  /** As a prefix of Firehose has it. */
  readonly expression: string;
  /** The first day there can be; null for hours. */
  readonly firstDay: string | null;
}

/** `column` is null where nothing but the arrival is asked for. */
export const partitionsOf = (column: string | null): readonly [Partition, Partition] =>
  column === null
    ? [
        { name: 'arrival_date', expression: '!{timestamp:yyyy-MM-dd}', firstDay: '2026-01-01' },
        { name: 'arrival_hour', expression: '!{timestamp:HH}', firstDay: null },
      ]
    : [
        { name: 'event_date', expression: '!{partitionKeyFromQuery:event_date}', firstDay: '2000-01-01' },
        { name: 'event_hour', expression: '!{partitionKeyFromQuery:event_hour}', firstDay: null },
      ];

/** `folder/event_date=…/event_hour=…/`, as Hive has it. */
export const partitionPrefix = (folder: string, column: string | null): string =>
  [folder, ...partitionsOf(column).map(({ name, expression }) => `${name}=${expression}`)]
    .map((part) => `${part}/`)
    .join('');

/** What makes Firehose read the partitions out of a row's ISO time; nothing for those of arrival. */
export function dynamicPartitioning(column: string | null) {
  if (column === null) return {};
  const path = `.${JSON.stringify(column)}`;
  return {
    DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 300 } },
    ProcessingConfiguration: {
      Enabled: true,
      Processors: [
        {
          Type: 'MetadataExtraction' as const,
          Parameters: [
            {
              ParameterName: 'MetadataExtractionQuery' as const,
              ParameterValue: `{event_date: ${path}[0:10], event_hour: ${path}[11:13]}`,
            },
            { ParameterName: 'JsonParsingEngine' as const, ParameterValue: 'JQ-1.6' },
          ],
        },
      ],
    },
  };
}
