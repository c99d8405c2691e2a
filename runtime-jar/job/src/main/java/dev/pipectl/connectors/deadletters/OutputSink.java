package dev.pipectl.connectors.deadletters;

import dev.pipectl.connectors.SinkOptions;
import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsOptions;
import dev.pipectl.connectors.sink.BatchingSink;
import dev.pipectl.connectors.sink.Delivery;
import dev.pipectl.connectors.sink.LetterRow;
import dev.pipectl.json.JsonEncoder;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.types.logical.RowType;

/** What the sinks of all AWS services have in common: their options, and the dead letters of the rows that are refused. */
public final class OutputSink {
    private OutputSink() {}

    /** The options that every output's table has. */
    public static Set<ConfigOption<?>> required() {
        return Set.of(SinkOptions.OUTPUT);
    }

    /** The options that every output's table can have. */
    public static Set<ConfigOption<?>> optional() {
        return Set.of(
                SinkOptions.PIPELINE, SinkOptions.DEAD_LETTERS, SinkOptions.DEAD_LETTERS_ENDPOINT,
                AwsOptions.REGION, AwsOptions.ENDPOINT);
    }

    /** The columns of a table that is written as JSON; refuses those that JSON can't hold. */
    public static RowType jsonRow(DynamicTableFactory.Context context) {
        RowType type = (RowType) context.getPhysicalRowDataType().getLogicalType();
        try {
            JsonEncoder.of(type);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
        return type;
    }

    /** The sink of an output whose {@code endpoint} is one of AWS services, and so of the dead letters' too. */
    public static BatchingSink of(ReadableConfig options, Delivery<?> delivery) {
        String endpoint = options.getOptional(SinkOptions.DEAD_LETTERS_ENDPOINT).orElse(options.get(AwsOptions.ENDPOINT));
        return of(options, delivery, endpoint);
    }

    /** The sink of an output whose {@code endpoint} answers for itself only. */
    public static BatchingSink besideAws(ReadableConfig options, Delivery<?> delivery) {
        return of(options, delivery, options.get(SinkOptions.DEAD_LETTERS_ENDPOINT));
    }

    private static BatchingSink of(ReadableConfig options, Delivery<?> delivery, String lettersEndpoint) {
        AwsAccess access = new AwsAccess(options.get(AwsOptions.REGION), lettersEndpoint);
        Delivery<?> letters = options.getOptional(SinkOptions.DEAD_LETTERS)
                .map(target -> DeadLetterTarget.delivery(target, List.of(LetterRow.REJECTED), access))
                .orElse(null);
        String pipeline = options.getOptional(SinkOptions.PIPELINE).orElse("");
        return new BatchingSink(options.get(SinkOptions.OUTPUT), pipeline, delivery, letters);
    }
}
