package dev.pipectl.connectors.files;

import dev.pipectl.connectors.SinkOptions;
import dev.pipectl.connectors.SinkTable;
import dev.pipectl.connectors.SourceOptions;
import dev.pipectl.connectors.SourceSpec;
import dev.pipectl.connectors.SourceTable;
import dev.pipectl.connectors.TableOptions;
import dev.pipectl.json.JsonEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.types.logical.RowType;

/** Makes tables that read files of JSON lines, or write them: the stand-in for every other connector on one machine. */
public final class FilesTableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {
    /** How a sink treats rows of one key. */
    enum Mode { APPEND, UPSERT }

    static final ConfigOption<String> PATHS = ConfigOptions.key("paths")
            .stringType().noDefaultValue()
            .withDescription("The files to read, one absolute path a line.");
    private static final ConfigOption<Boolean> FOLLOW = ConfigOptions.key("follow")
            .booleanType().defaultValue(false)
            .withDescription("Whether to wait for more lines at the end of the files instead of ending there.");
    private static final ConfigOption<String> DIRECTORY = ConfigOptions.key("directory")
            .stringType().noDefaultValue()
            .withDescription("The directory to write files into.");
    private static final ConfigOption<Mode> MODE = ConfigOptions.key("mode")
            .enumType(Mode.class).defaultValue(Mode.APPEND)
            .withDescription("As the connector it stands for: append takes rows only, upsert takes changes by primary key.");
    private static final ConfigOption<Boolean> CHANGES = ConfigOptions.key("changes")
            .booleanType().defaultValue(false)
            .withDescription("Whether rows that come in upsert mode replace and delete others; "
                    + "then the changes are written, and at the end of input the last row of each key.");

    @Override
    public String factoryIdentifier() {
        return "pipectl-files";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return TableOptions.union(
                SourceOptions.required(), SourceOptions.optional(), Set.of(PATHS, FOLLOW),
                Set.of(SinkOptions.OUTPUT, DIRECTORY, MODE, CHANGES));
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        ReadableConfig options = TableOptions.read(
                this, context,
                TableOptions.union(SourceOptions.required(), Set.of(PATHS)),
                TableOptions.union(SourceOptions.optional(), Set.of(FOLLOW)));
        List<String> paths = paths(options);
        boolean follow = options.get(FOLLOW);
        return new SourceTable(
                SourceSpec.of(options, context),
                (spec, watermarks) -> new FilesSource(spec, watermarks, paths, follow));
    }

    static List<String> paths(ReadableConfig options) {
        List<String> paths = options.get(PATHS).lines().filter(path -> !path.isEmpty()).toList();
        if (paths.isEmpty() || !paths.stream().allMatch(path -> Path.of(path).isAbsolute())) {
            throw new ValidationException("Option 'paths' is a list of absolute paths, one a line.");
        }
        return paths;
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        ReadableConfig options = TableOptions.read(
                this, context, Set.of(SinkOptions.OUTPUT, DIRECTORY), Set.of(MODE, CHANGES));
        boolean upsert = options.get(MODE) == Mode.UPSERT;
        int[] key = context.getPrimaryKeyIndexes();
        if (upsert && key.length == 0) {
            throw new ValidationException("A table of 'pipectl-files' in upsert mode needs a PRIMARY KEY.");
        }
        if (options.get(CHANGES) && !upsert) {
            throw new ValidationException("Option 'changes' is for 'mode' = 'upsert'.");
        }
        RowType type = (RowType) context.getPhysicalRowDataType().getLogicalType();
        try {
            JsonEncoder.of(type);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
        FilesSink sink = new FilesSink(
                options.get(SinkOptions.OUTPUT), options.get(DIRECTORY), options.get(CHANGES), type, key);
        return new SinkTable(upsert ? ChangelogMode.upsert() : ChangelogMode.insertOnly(), () -> sink);
    }
}
