package dev.pipectl.connectors.lookup;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalCacheMetricGroup;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.connector.source.lookup.cache.DefaultLookupCache;
import org.apache.flink.table.connector.source.lookup.cache.LookupCache;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncScalarFunction;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.utils.DataTypeUtils;

/**
 * {@code `lookup.<stage>`(key…)}: the row with this key in the stage's lookup table, or NULL. What was found, and that nothing
 * was, is remembered for a while.
 *
 * <p>A function and not a lookup join: Flink plans a join that two outputs share twice, because each use of its view gets a
 * correlation variable of its own.
 */
public final class LookupFunction extends AsyncScalarFunction {
    private static final long serialVersionUID = 1L;

    private final LookupSpec spec;
    private final Finder finder;
    private final boolean cached;
    private transient LookupCache cache;

    LookupFunction(LookupSpec spec, Finder finder, boolean cached) {
        this.spec = spec;
        this.finder = finder;
        this.cached = cached && spec.cacheRows() > 0;
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        MetricGroup group = context.getMetricGroup().addGroup("kinesisanalytics").addGroup("lookup", spec.stage());
        if (cached) {
            cache = DefaultLookupCache.newBuilder()
                    .maximumSize(spec.cacheRows())
                    .expireAfterWrite(Duration.ofMillis(spec.cacheAge()))
                    .cacheMissingKey(true)
                    .build();
            cache.open(new InternalCacheMetricGroup(group, "cache"));
        }
        finder.open(group);
    }

    /** By a partition key. */
    public void eval(CompletableFuture<RowData> result, Object partitionKey) {
        look(result, partitionKey);
    }

    /** By a partition key and a sort key. */
    public void eval(CompletableFuture<RowData> result, Object partitionKey, Object sortKey) {
        look(result, partitionKey, sortKey);
    }

    private void look(CompletableFuture<RowData> result, Object... parts) {
        if (Arrays.asList(parts).contains(null)) {
            result.complete(null);
            return;
        }
        RowData key = GenericRowData.of(parts);
        Collection<RowData> known = cached ? cache.getIfPresent(key) : null;
        if (known != null) {
            result.complete(known.isEmpty() ? null : known.iterator().next());
            return;
        }
        finder.find(parts).whenComplete((row, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
                return;
            }
            if (cached) {
                cache.put(key, row == null ? List.of() : List.of(row));
            }
            result.complete(row);
        });
    }

    @Override
    public void close() throws Exception {
        finder.close();
        if (cache != null) {
            cache.close();
        }
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        DataType[] arguments = Arrays.stream(spec.key())
                .mapToObj(column -> spec.type().getTypeAt(column))
                .map(DataTypeUtils::toInternalDataType)
                .toArray(DataType[]::new);
        LogicalType row = spec.type().copy(true);
        return TypeInference.newBuilder()
                .typedArguments(arguments)
                .outputTypeStrategy(TypeStrategies.explicit(DataTypeUtils.toInternalDataType(row)))
                .build();
    }
}
