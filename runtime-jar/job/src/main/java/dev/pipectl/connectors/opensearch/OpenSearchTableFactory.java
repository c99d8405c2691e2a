package dev.pipectl.connectors.opensearch;

import dev.pipectl.connectors.SinkOptions;
import dev.pipectl.connectors.SinkTable;
import dev.pipectl.connectors.TableOptions;
import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsOptions;
import dev.pipectl.connectors.changes.OrderColumn;
import dev.pipectl.connectors.deadletters.OutputSink;
import dev.pipectl.json.JsonEncoder;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/** Makes tables that write rows to an OpenSearch index; with a primary key they upsert by document id. */
public final class OpenSearchTableFactory implements DynamicTableSinkFactory {
    private static final String IDENTIFIER = "pipectl-opensearch";

    private static final ConfigOption<String> INDEX = ConfigOptions.key("index")
            .stringType().noDefaultValue()
            .withDescription("The name of the index.");
    private static final ConfigOption<String> CREDENTIALS = ConfigOptions.key("credentials")
            .stringType().defaultValue("sigv4")
            .withDescription("How to sign in: sigv4 with the job's role, none, env:NAME for an environment variable that holds"
                    + " user:password, or the ARN of a secret in Secrets Manager with username and password.");
    private static final ConfigOption<String> ONLY_IF_NEWER = ConfigOptions.key("only-if-newer")
            .stringType().noDefaultValue()
            .withDescription("The column that says which row is newer: a row does not replace a document with more in it.");

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(SinkOptions.OUTPUT, INDEX, AwsOptions.ENDPOINT);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return TableOptions.union(OutputSink.optional(), Set.of(CREDENTIALS, ONLY_IF_NEWER));
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        ReadableConfig options = TableOptions.read(this, context, requiredOptions(), optionalOptions());
        RowType type = (RowType) context.getPhysicalRowDataType().getLogicalType();
        int[] key = context.getPrimaryKeyIndexes();
        String onlyIfNewer = options.get(ONLY_IF_NEWER);
        if (key.length > 1 || (key.length == 1 && !type.getTypeAt(key[0]).is(LogicalTypeFamily.CHARACTER_STRING))) {
            throw new ValidationException("A table of 'pipectl-opensearch' has a PRIMARY KEY of one STRING column, "
                    + "the id of the document, or none.");
        }
        if (onlyIfNewer != null && key.length == 0) {
            throw new ValidationException("Option 'only-if-newer' needs a PRIMARY KEY: without one no row replaces another.");
        }
        OrderColumn.of(type, onlyIfNewer);
        try {
            JsonEncoder.of(type);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
        OpenSearchWriting writing = new OpenSearchWriting(place(options), type, key, onlyIfNewer);
        String output = options.get(SinkOptions.OUTPUT);
        return new SinkTable(
                key.length > 0 ? ChangelogMode.upsert() : ChangelogMode.insertOnly(),
                () -> OutputSink.besideAws(options, writing.delivery(output)));
    }

    /** Where a pipeline is planned and not run, what its environment says is still to come. */
    private static IndexPlace place(ReadableConfig options) {
        String endpoint = options.get(AwsOptions.ENDPOINT);
        String credentials = options.get(CREDENTIALS);
        AwsAccess access = TableOptions.isPlaceholder(endpoint)
                ? new AwsAccess(options.get(AwsOptions.REGION), endpoint)
                : AwsAccess.of(options);
        if (TableOptions.isPlaceholder(credentials)) {
            return new IndexPlace(access, null, options.get(INDEX));
        }
        IndexPlace place = new IndexPlace(access, Credentials.of(credentials), options.get(INDEX));
        if (place.credentials().isPassword() && endpoint.startsWith("http:") && !access.isLocal()) {
            throw new ValidationException("Option 'endpoint' begins with http:, and the password that 'credentials' names would be "
                    + "readable on its way: use https:.");
        }
        return place;
    }
}
