package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.RowMaker;
import dev.pipectl.connectors.SourceSpec;
import dev.pipectl.connectors.SplitWatermarks;
import dev.pipectl.connectors.aws.AwsAccess;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

/** Reads a Kinesis stream, each shard in order and children after their parents. */
final class KinesisSource implements Source<RowData, ShardSplit, ShardsState> {
    private static final long serialVersionUID = 1L;

    private final SourceSpec spec;
    private final WatermarkStrategy<RowData> watermarks;
    private final ReadOptions options;

    KinesisSource(SourceSpec spec, WatermarkStrategy<RowData> watermarks, ReadOptions options) {
        this.spec = spec;
        this.watermarks = watermarks;
        this.options = options;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<ShardSplit, ShardsState> createEnumerator(SplitEnumeratorContext<ShardSplit> context) {
        return restoreEnumerator(context, new ShardsState(options.stream().name(), ShardsState.NEVER, List.of()));
    }

    @Override
    public SplitEnumerator<ShardSplit, ShardsState> restoreEnumerator(
            SplitEnumeratorContext<ShardSplit> context, ShardsState checkpoint) {
        return new ShardsEnumerator(
                context, new StreamCalls(options.access(), options.stream()), options.stream().name(), options.start(),
                options.discoveryInterval(), System::currentTimeMillis, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<ShardSplit> getSplitSerializer() {
        return new ShardSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<ShardsState> getEnumeratorCheckpointSerializer() {
        return new ShardsStateSerializer();
    }

    @Override
    public SourceReader<RowData, ShardSplit> createReader(SourceReaderContext context) {
        String stream = options.stream().name();
        Availability availability = new Availability();
        ReaderMetrics metrics = new ReaderMetrics(context.metricGroup(), spec.source(), stream, options.idleAfter());
        return new KinesisReader(
                context,
                stream,
                new RowMaker(spec, context.metricGroup()),
                SplitWatermarks.generators(watermarks, context),
                new ShardFetcher(new StreamCalls(options.access(), options.stream()), metrics, availability, stream),
                metrics,
                availability,
                options.maxDrift(),
                options.idleAfter());
    }
}
