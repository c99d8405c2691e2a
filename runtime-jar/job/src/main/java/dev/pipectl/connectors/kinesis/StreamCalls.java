package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.FatalServiceException;
import dev.pipectl.connectors.aws.ServiceFailures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Asks Kinesis. */
final class StreamCalls implements ShardRecords {
    private final KinesisClient client;
    private final StreamAddress stream;

    StreamCalls(AwsAccess access, StreamAddress stream) {
        this.client = AwsClients.kinesis(
                access.region() == null && stream.region() != null ? new AwsAccess(stream.region(), access.endpoint()) : access);
        this.stream = stream;
    }

    @Override
    public List<Shard> list() {
        try {
            return call("kinesis:ListShards", stream.phrase(), this::listAll);
        } catch (ResourceInUseException e) {
            if (isBeingDeleted()) {
                throw new FatalServiceException(FailureKind.MISSING,
                        "The stream '" + stream.name() + "' is being deleted: create it again, or correct its name.", e);
            }
            throw e;
        }
    }

    private List<Shard> listAll() {
        List<Shard> shards = new ArrayList<>();
        String token = null;
        do {
            String next = token;
            ListShardsResponse page = client.listShards(next == null
                    ? r -> r.streamName(stream.nameOnly()).streamARN(stream.arn())
                    : r -> r.nextToken(next));
            page.shards().forEach(shard -> shards.add(shard(shard)));
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
        return shards;
    }

    private static Shard shard(software.amazon.awssdk.services.kinesis.model.Shard shard) {
        List<String> parents = new ArrayList<>();
        for (String parent : new String[] {shard.parentShardId(), shard.adjacentParentShardId()}) {
            if (parent != null && !parents.contains(parent)) {
                parents.add(parent);
            }
        }
        return new Shard(shard.shardId(), parents,
                HashRange.of(shard.hashKeyRange().startingHashKey(), shard.hashKeyRange().endingHashKey()));
    }

    /** Whether a stream that can't be used now will never be; without the permission to know, no. */
    private boolean isBeingDeleted() {
        try {
            return client.describeStreamSummary(r -> r.streamName(stream.nameOnly()).streamARN(stream.arn()))
                    .streamDescriptionSummary().streamStatus() == StreamStatus.DELETING;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public String iterator(String shard, ShardPosition position) {
        GetShardIteratorRequest.Builder request = GetShardIteratorRequest.builder()
                .streamName(stream.nameOnly()).streamARN(stream.arn()).shardId(shard);
        switch (position.kind()) {
            case AT_TIMESTAMP:
                request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(Instant.ofEpochMilli(position.timestamp()));
                break;
            case AFTER:
                request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER).startingSequenceNumber(position.sequence());
                break;
            case INSIDE:
                request.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER).startingSequenceNumber(position.sequence());
                break;
            default:
                request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
                break;
        }
        return call("kinesis:GetShardIterator", phrase(shard), () -> {
            try {
                return client.getShardIterator(request.build()).shardIterator();
            } catch (InvalidArgumentException e) {
                if (position.sequence() == null) {
                    throw e;
                }
                throw new FatalServiceException(FailureKind.MISCONFIGURED,
                        "The job's state has a position in " + phrase(shard) + " that is not of this stream: start the job without that state"
                                + " if the stream was created again since (" + ServiceFailures.said(e) + ").", e);
            }
        });
    }

    @Override
    public GetRecordsResponse records(String shard, String iterator, int limit) {
        return call("kinesis:GetRecords", phrase(shard),
                () -> client.getRecords(r -> r.shardIterator(iterator).streamARN(stream.arn()).limit(limit)));
    }

    private String phrase(String shard) {
        return "the shard '" + shard + "' of " + stream.phrase();
    }

    private static <T> T call(String action, String resource, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            if (ServiceFailures.kind(e) == FailureKind.TEMPORARY) {
                throw e;
            }
            throw ServiceFailures.fatal(e, action, resource);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
