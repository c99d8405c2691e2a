package dev.pipectl.connectors.kinesis;

import static dev.pipectl.connectors.kinesis.ScriptedStream.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.FatalServiceException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;

class ShardsEnumeratorTest {
    private static final long NOW = 1_769_860_800_000L;
    private static final RuntimeException THROTTLED = LimitExceededException.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("LimitExceededException").errorMessage("slow down").build()).build();

    private final ScriptedStream stream = new ScriptedStream();
    private Coordinator flink = new Coordinator(2);
    private ShardsEnumerator enumerator;

    private void begin(String start) {
        begin(start, new ShardsState("s", ShardsState.NEVER, List.of()));
    }

    private void begin(String start, ShardsState restored) {
        enumerator = new ShardsEnumerator(flink, stream, "s", Start.of(start), 10_000, () -> NOW, restored);
        enumerator.start();
    }

    private void readers(int... readers) {
        for (int reader : readers) {
            flink.register(enumerator, reader);
        }
    }

    /** The reader falls back to a checkpoint after which it was given these shards, and comes again. */
    private void fail(int reader, int... since) {
        flink.readers.remove(reader);
        enumerator.addSplitsBack(java.util.Arrays.stream(since).mapToObj(shard -> flink.given.get(id(shard))).toList(), reader);
        readers(reader);
    }

    private void ended(int reader, int shard, long watermark) {
        enumerator.handleSourceEvent(reader, new ShardEnded(id(shard), watermark));
    }

    /** The next run of the job, from a checkpoint of this one. */
    private void restart(int parallelism) throws Exception {
        ShardsState state = enumerator.snapshotState(99);
        flink = new Coordinator(parallelism);
        begin("trim-horizon", new ShardsStateSerializer().deserialize(1, new ShardsStateSerializer().serialize(state)));
    }

    @Test
    void givesShardsAsSoonAsTheirReaderIsThereWhicheverComesFirst() {
        stream.with(0).with(1).with(2).with(3);
        begin("trim-horizon");
        readers(1);
        assertThat(flink.news()).isEmpty();
        flink.calls();
        assertThat(flink.news()).containsExactly("1 <- 1", "1 <- 3", "1 <- given");
        readers(0);
        assertThat(flink.news()).containsExactly("0 <- 0", "0 <- 2", "0 <- given");
        flink.interval();
        assertThat(flink.news()).isEmpty();
        assertThat(flink.given.values()).allMatch(split -> split.position().equals(ShardPosition.TRIM_HORIZON));
    }

    @Test
    void tellsAReaderWithoutShardsThatThereAreNone() {
        stream.with(0);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        assertThat(flink.news()).containsExactly("0 <- 0", "0 <- given", "1 <- given");
    }

    @Test
    void startsWhereItIsToldAndWithWhatComesLaterAtItsBeginning() {
        stream.with(0);
        begin("latest");
        readers(0, 1);
        flink.calls();
        assertThat(flink.given.get(id(0)).position()).isEqualTo(ShardPosition.at(NOW));
        stream.with(1);
        flink.interval();
        assertThat(flink.given.get(id(1)).position()).isEqualTo(ShardPosition.TRIM_HORIZON);
        assertThat(Start.of("1700000000000").ofFirstShards(NOW)).isEqualTo(ShardPosition.at(1_700_000_000_000L));
        assertThat(Start.of("1700000000000").ofLaterShards(NOW)).isEqualTo(ShardPosition.TRIM_HORIZON);
        assertThat(Start.of("1800000000000").ofLaterShards(NOW)).isEqualTo(ShardPosition.at(1_800_000_000_000L));
    }

    @Test
    void givesTheChildrenOfASplitToTheirParentsReaderAfterItAndReleasesItOnlyThen() {
        stream.with(0).with(1);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        stream.with(2, 1).with(3, 1);
        flink.interval();
        flink.news();
        ended(1, 1, 500);
        assertThat(flink.news()).containsExactly("1 <- 2", "1 <- 3", "1 <- released 1");
        assertThat(flink.given.get(id(2)).watermark()).isEqualTo(500);
    }

    @Test
    void looksForTheChildrenOfAShardThatHasEndedAtOnce() {
        stream.with(0);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        flink.news();
        stream.with(1, 0).with(2, 0);
        ended(0, 0, 7);
        assertThat(flink.news()).isEmpty();
        flink.calls();
        assertThat(flink.news()).containsExactly("0 <- 1", "0 <- 2", "0 <- released 0");
    }

    @Test
    void givesTheChildOfAMergeToTheReaderFurthestBehindWhenBothParentsHaveEnded() {
        stream.with(0).with(1).with(2, 0, 1);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        flink.news();
        ended(0, 0, 900);
        assertThat(flink.news()).as("the first parent keeps holding its watermark").isEmpty();
        ended(1, 1, 400);
        assertThat(flink.news()).containsExactly("1 <- 2", "0 <- released 0", "1 <- released 1");
        assertThat(flink.given.get(id(2)).watermark()).isEqualTo(400);
    }

    @Test
    void releasesAShardWithoutChildrenWhenListsAgreeThatThereAreNone() {
        stream.with(0);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        flink.news();
        ended(0, 0, 1);
        flink.calls();
        assertThat(flink.news()).isEmpty();
        flink.interval();
        assertThat(flink.news()).containsExactly("0 <- released 0");
    }

    @Test
    void takesAShardAsARootWhoseParentsTheStreamHasForgotten() {
        stream.with(5, 1).with(6, 2, 3);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        assertThat(flink.news()).contains("1 <- 5", "0 <- 6");
    }

    @Test
    void forgetsAShardThatIsDoneWhenTheStreamHas() throws Exception {
        stream.with(0).with(1, 0);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        ended(0, 0, 1);
        enumerator.snapshotState(1);
        enumerator.notifyCheckpointComplete(1);
        flink.interval();
        assertThat(enumerator.snapshotState(2).shards()).hasSize(2);
        stream.expire(0);
        flink.interval();
        assertThat(enumerator.snapshotState(3).shards()).extracting(shard -> shard.split().shard()).containsExactly(id(1));
    }

    @Test
    void takesBackWhatAReaderLosesAndGivesItToItAgain() {
        stream.with(0).with(1).with(2);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        flink.news();
        fail(0, 2);
        assertThat(flink.news()).containsExactly("0 <- 2", "0 <- given");
        fail(1);
        assertThat(flink.news()).containsExactly("1 <- given");
    }

    /** The parent ended after the checkpoint, so its reader reads it again; the children must not overtake that. */
    @Test
    void holdsBackChildrenWhoseParentAReaderFallsBackInto() {
        stream.with(0).with(1, 0).with(2, 0);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        enumerator.snapshotState(1);
        enumerator.notifyCheckpointComplete(1);
        ended(0, 0, 5);
        flink.news();
        fail(0, 1, 2);
        assertThat(flink.news()).containsExactly("0 <- given");
        ended(0, 0, 6);
        assertThat(flink.news()).containsExactly("0 <- 1", "0 <- 2", "0 <- released 0");
    }

    @Test
    void knowsAnEndThatACheckpointHasKept() {
        stream.with(0).with(1, 0);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        ended(0, 0, 5);
        enumerator.snapshotState(1);
        enumerator.notifyCheckpointComplete(1);
        flink.news();
        fail(0, 1);
        assertThat(flink.news()).containsExactly("0 <- 1", "0 <- given");
    }

    /** What a reader holds over a restart it reports again: an end, or a shard that it goes on reading. */
    @Test
    void goesOnFromACheckpointWithMoreReaders() throws Exception {
        stream.with(0).with(1).with(2, 0, 1);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        ended(0, 0, 300);
        restart(3);
        readers(0, 1, 2);
        flink.calls();
        assertThat(flink.news()).as("readers bring their shards themselves").containsExactly("0 <- given", "1 <- given", "2 <- given");
        ended(2, 1, 100);
        assertThat(flink.news()).isEmpty();
        ended(1, 0, 300);
        assertThat(flink.news()).containsExactly("2 <- 2", "1 <- released 0", "2 <- released 1");
        assertThat(flink.given.get(id(2)).watermark()).isEqualTo(100);
    }

    @Test
    void releasesAnEndThatIsReportedAgainAfterARestart() throws Exception {
        stream.with(0).with(1, 0);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        ended(0, 0, 5);
        restart(2);
        readers(0, 1);
        flink.calls();
        flink.news();
        ended(0, 0, 5);
        assertThat(flink.news()).containsExactly("0 <- released 0");
        ended(1, 77, 5);
        assertThat(flink.news()).as("nobody knows the shard any more").containsExactly("1 <- released 77");
    }

    private List<String> progress(int reader, long watermark, boolean follows) {
        enumerator.handleSourceEvent(reader, new ReaderProgress(watermark, follows));
        return flink.news();
    }

    @Test
    void leadsReadersWithNothingToReadBehindTheSlowestOfTheOthers() {
        flink = new Coordinator(3);
        stream.with(0).with(1);
        begin("trim-horizon");
        readers(0, 1, 2);
        flink.calls();
        flink.news();
        assertThat(progress(2, Long.MIN_VALUE, true)).isEmpty();
        assertThat(progress(0, 500, false)).as("reader 1 may have less").isEmpty();
        assertThat(progress(1, Long.MIN_VALUE, false)).isEmpty();
        assertThat(progress(1, 300, false)).containsExactly("2 <- at 300");
        assertThat(progress(0, 600, false)).isEmpty();
        assertThat(progress(2, 300, true)).isEmpty();
        assertThat(progress(1, 350, true)).containsExactly("1 <- at 600", "2 <- at 600");
        assertThat(progress(1, 600, false)).isEmpty();
        assertThat(progress(0, 900, true)).as("0 is ahead itself").containsExactly("0 <- at 600");
        assertThat(progress(1, 650, true)).as("all are silent").containsExactly("0 <- at 900", "1 <- at 900", "2 <- at 900");
    }

    @Test
    void leadsNobodyByWhatAReaderHadBeforeItFellBack() {
        stream.with(0);
        begin("trim-horizon");
        readers(0, 1);
        flink.calls();
        progress(0, 500, false);
        fail(0);
        flink.news();
        assertThat(progress(1, Long.MIN_VALUE, true)).isEmpty();
        assertThat(progress(0, 200, false)).containsExactly("1 <- at 200");
        fail(1);
        flink.news();
        assertThat(progress(1, Long.MIN_VALUE, true)).as("it is told again").containsExactly("1 <- at 200");
    }

    @Test
    void beginsAnewWhenTheTableReadsAnotherStream() {
        stream.with(0);
        begin("trim-horizon", new ShardsState("other", 1, List.of(new ShardsState.KnownShard(
                ShardSplit.unread("other", new Shard(id(0), List.of(), HashRange.of("0", "1")), ShardPosition.TRIM_HORIZON),
                List.of(), ShardsState.Status.DONE))));
        readers(0);
        flink.calls();
        assertThat(flink.news()).containsExactly("0 <- 0", "0 <- given");
    }

    @Test
    void triesAgainWhatPassesAndStopsTheJobForWhatDoesNot() {
        stream.with(0);
        stream.failures.add(THROTTLED);
        begin("trim-horizon");
        readers(0);
        flink.calls();
        assertThat(flink.news()).contains("0 <- 0");
        stream.failures.addAll(Collections.nCopies(5, THROTTLED));
        flink.interval();
        FatalServiceException missing = new FatalServiceException(FailureKind.MISSING, "The stream 's' is being deleted.", null);
        stream.failures.add(missing);
        assertThatThrownBy(flink::interval).isSameAs(missing);
        enumerator.close();
        assertThat(stream.closed).isTrue();
    }
}
