package dev.pipectl.connectors.kinesis;

import static dev.pipectl.connectors.kinesis.TaskOfAReader.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.FatalServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

class KinesisReaderTest {
    private final FakeRecords service = new FakeRecords();
    private TaskOfAReader task = new TaskOfAReader(service, null);

    @AfterEach
    void close() {
        task.close();
        assertThat(service.closed).isTrue();
    }

    /** The next attempt of the task, from a checkpoint of this one; what was read before stays noted. */
    private void restart() {
        List<String> rows = task.rows;
        List<ShardSplit> state = task.reader.snapshotState(1);
        task.close();
        task = new TaskOfAReader(service, null, state);
        task.rows.addAll(rows);
    }

    private static RuntimeException throttled() {
        return ProvisionedThroughputExceededException.builder().awsErrorDetails(AwsErrorDetails.builder()
                .errorCode("ProvisionedThroughputExceededException").errorMessage("Rate exceeded").build()).build();
    }

    private static RuntimeException expired() {
        return ExpiredIteratorException.builder().awsErrorDetails(AwsErrorDetails.builder()
                .errorCode("ExpiredIteratorException").errorMessage("Iterator expired").build()).build();
    }

    private static RuntimeException reset() {
        return SdkClientException.create("Unable to execute HTTP request", new java.io.IOException("Connection reset"));
    }

    @Test
    void readsTheShardFurthestBehindFirst() throws Exception {
        service.put("a", at(10), at(11)).put("b", at(1), at(2));
        task.add("a", "b");
        task.rows(4);
        service.put("a", at(20)).put("b", at(15));
        task.rows(6);
        assertThat(task.rows).containsExactlyInAnyOrder("a 0 10", "a 1 11", "b 0 1", "b 1 2", "a 2 20", "b 2 15");
        assertThat(task.watermark).isEqualTo(15);
    }

    @Test
    void goesOnAfterTheLastRecordWhenAnIteratorHasExpired() throws Exception {
        service.put("a", at(1), at(2));
        task.add("a");
        task.rows(2);
        service.fail("a", expired(), reset(), expired()).put("a", at(3));
        task.rows(3);
        task.aWhile();
        assertThat(task.rows).containsExactly("a 0 1", "a 1 2", "a 2 3");
        assertThat(service.opened()).startsWith("a trim horizon", "a after 1").endsWith("a after 1");
        assertThat(task.metrics.expiredIterators().getCount()).isEqualTo(2);
    }

    @Test
    void waitsOutThrottlingAndFaultsOfTheNetwork() throws Exception {
        service.put("a", at(1)).fail("a", throttled(), reset(), throttled());
        task.add("a");
        task.rows(1);
        assertThat(task.metrics.throttles().getCount()).isEqualTo(2);
        assertThat(task.metrics.retries().getCount()).isEqualTo(3);
    }

    @Test
    void goesOnInsideARecordThatHoldsSeveral() throws Exception {
        AggregateTest.Added[] added = new AggregateTest.Added[300];
        for (int i = 0; i < added.length; i++) {
            added[i] = new AggregateTest.Added("k", null, at(i));
        }
        service.put("a", at(0), AggregateTest.aggregate(added), at(1000));
        task.add("a");
        List<String> expected = new ArrayList<>(List.of("a 0 0"));
        for (int i = 0; i < added.length; i++) {
            expected.add("a 1." + i + " " + i);
        }
        expected.add("a 2 1000");
        for (int i = 0; i < 3; i++) {
            int before = task.rows.size();
            task.until(() -> task.rows.size() > before);
            restart();
        }
        task.rows(302);
        task.aWhile();
        assertThat(task.rows).isEqualTo(expected);
        assertThat(service.opened()).anyMatch(position -> position.startsWith("a inside 1."));
    }

    @Test
    void leavesTheWatermarkWhereItIsForRecordsThatAreFaulty() throws Exception {
        service.put("a", "{".getBytes());
        task.add("a");
        task.rows(1);
        assertThat(task.watermark).isNull();
        service.put("a", at(5), "{".getBytes(), "{\"at\":1}".getBytes());
        task.rows(4);
        assertThat(task.rows).containsExactly("a 0 undecodable", "a 1 5", "a 2 undecodable", "a 3 invalid");
        assertThat(task.watermark).isEqualTo(5);
    }

    @Test
    void showsTheFirstFailureAndTheOthersWithIt() throws Exception {
        FatalServiceException first = new FatalServiceException(FailureKind.DENIED, "The job may not call kinesis:GetRecords.", null);
        FatalServiceException second = new FatalServiceException(FailureKind.DENIED, "Nor here.", null);
        service.put("a").fail("a", first);
        task.add("a");
        assertThatThrownBy(() -> task.rows(1)).isSameAs(first);
        service.put("b").fail("b", second);
        task.reader.addSplits(List.of(TaskOfAReader.unread("b")));
        KinesisServer.await(() -> first.getSuppressed().length == 1);
        assertThatThrownBy(() -> task.rows(1)).isSameAs(first).hasSuppressedException(second);
    }

    /** A shard that has ended holds its watermark until its children are read. */
    @Test
    void reportsAnEndAndHoldsItsWatermarkUntilItIsReleased() throws Exception {
        service.put("a", at(7)).end("a").put("c", at(8));
        task.add("a");
        task.until(() -> !task.ends.isEmpty());
        assertThat(task.ends).containsExactly(new ShardEnded("a", FakeRecords.ARRIVAL + 7000));
        restart();
        task.until(() -> !task.ends.isEmpty());
        assertThat(task.ends).containsExactly(new ShardEnded("a", FakeRecords.ARRIVAL + 7000));
        assertThat(task.watermark).isEqualTo(7);
        service.put("b", at(20));
        task.add("b");
        task.rows(2);
        assertThat(task.watermark).as("a is held").isEqualTo(7);
        task.reader.addSplits(List.of(TaskOfAReader.unread("c").at(ShardPosition.TRIM_HORIZON, FakeRecords.ARRIVAL + 7000, false)));
        task.reader.handleSourceEvents(new ShardReleased("a"));
        task.rows(3);
        assertThat(task.watermark).isEqualTo(8);
        assertThat(task.reader.snapshotState(2)).extracting(ShardSplit::shard).containsExactly("b", "c");
    }

    @Test
    void pausesAShardThatIsAheadOfOneWhoseRecordsAreStillToCome() throws Exception {
        service.put("slow", at(0));
        task.add("slow");
        task.rows(1);
        service.behind("slow", 5000);
        int asked = service.asked("slow");
        task.until(() -> service.asked("slow") > asked + 1);
        service.put("fast", at(10), at(50), at(70));
        task.add("fast");
        task.rows(4);
        service.put("fast", at(80));
        task.aWhile();
        assertThat(task.rows).as("fast is 70 s ahead").hasSize(4);
        service.put("slow", at(30));
        task.rows(6);
        assertThat(task.rows.subList(4, 6)).containsExactly("slow 1 30", "fast 3 80");
    }

    @Test
    void pausesNoShardForOneThatHasNothingToRead() throws Exception {
        service.put("silent", at(0)).put("busy", at(1), at(1000));
        task.add("silent", "busy");
        task.rows(3);
        service.put("busy", at(5000));
        task.rows(4);
        assertThat(task.watermark).as("the watermark still waits").isZero();
    }

    @Test
    void passesASilentShardByUntilItHasRecordsOrCanNotBeAsked() throws Exception {
        task.close();
        task = new TaskOfAReader(service, 1_500L);
        service.put("a", at(5)).put("b", at(1)).fail("b", reset());
        task.add("a", "b");
        task.rows(2);
        assertThat(task.watermark).isEqualTo(1);
        task.until(() -> task.progress.follows());
        assertThat(task.watermark).as("nobody has said that the whole source is silent").isEqualTo(1);
        assertThat(task.progress.watermark()).isEqualTo(FakeRecords.ARRIVAL + 5_000);
        service.put("a", at(6));
        task.rows(3);
        assertThat(task.watermark).isEqualTo(6);
        assertThat(task.progress.follows()).isFalse();
        service.outage("b", throttled());
        task.until(() -> task.metrics.throttles().getCount() > 0);
        service.put("a", at(9));
        task.rows(4);
        assertThat(task.watermark).as("b is waited for again").isEqualTo(6);
        service.put("b", at(2), at(7)).outage("b", null);
        task.rows(6);
        assertThat(task.watermark).isEqualTo(7);
    }

    /** What is judged by a watermark is judged by it in the next run too, whichever shard it came from. */
    @Test
    void keepsTheWatermarkOfTheTaskForAShardThatIsBehindIt() throws Exception {
        task.close();
        task = new TaskOfAReader(service, 600L);
        service.put("a", at(1)).put("b", at(1));
        task.add("a", "b");
        task.rows(2);
        task.until(() -> task.progress.follows());
        service.put("a", at(9));
        task.rows(3);
        assertThat(task.watermark).isEqualTo(9);
        restart();
        service.put("b", at(2)).put("new", at(3));
        task.add("new");
        task.rows(5);
        assertThat(task.rows.subList(3, 5)).containsExactlyInAnyOrder("b 1 2", "new 0 3");
        assertThat(task.watermark).isEqualTo(9);
    }

    @Test
    void followsTheSourceWhereAllShardsAreSilent() throws Exception {
        task.close();
        task = new TaskOfAReader(service, 600L);
        long began = System.nanoTime();
        service.put("a", at(1));
        task.add("a");
        task.rows(1);
        task.reader.handleSourceEvents(new SourceProgress(FakeRecords.ARRIVAL + 50_000));
        task.until(() -> task.watermark != 1);
        assertThat(task.watermark).isEqualTo(50);
        assertThat(System.nanoTime() - began).as("before that it has records of its own, still").isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(600));
        service.put("a", at(20));
        task.rows(2);
        assertThat(task.progress).isEqualTo(new ReaderProgress(FakeRecords.ARRIVAL + 50_000, false));
        assertThat(task.reader.snapshotState(1).get(0).watermark()).isEqualTo(FakeRecords.ARRIVAL + 50_000);
    }

    @Test
    void followsTheSourceWithoutShardsOnlyWhenTheyAreGiven() throws Exception {
        task.aWhile();
        assertThat(task.progress).isEqualTo(new ReaderProgress(Long.MIN_VALUE, false));
        task.reader.handleSourceEvents(new SourceProgress(FakeRecords.ARRIVAL + 3_000));
        task.aWhile();
        assertThat(task.watermark).isNull();
        task.reader.handleSourceEvents(new ShardsGiven());
        task.until(() -> task.watermark != null);
        assertThat(task.watermark).isEqualTo(3);
        service.put("a", at(1));
        task.add("a");
        task.rows(1);
        assertThat(task.progress.follows()).isFalse();
    }

    @Test
    void endsAShardThatTheStreamKeepsNoLonger() throws Exception {
        service.put("a", at(1)).put("b", at(1));
        task.add("a", "b");
        task.rows(2);
        service.expire("a");
        task.until(() -> !task.ends.isEmpty());
        assertThat(task.ends).containsExactly(new ShardEnded("a", FakeRecords.ARRIVAL + 1000));
        assertThat(task.metrics.expiredShards().getCount()).isEqualTo(1);
    }

    @Test
    void readsAheadNoMoreThanItShould() throws Exception {
        for (int i = 0; i < 1000; i++) {
            service.put("a", at(i));
        }
        task.add("a");
        KinesisServer.await(() -> service.calls() >= 3);
        Thread.sleep(300);
        assertThat(service.calls()).as("batches of a hundred").isEqualTo(3);
        assertThat(task.reader.snapshotState(1)).containsExactly(TaskOfAReader.unread("a"));
        task.rows(1000);
        assertThat(task.rows).hasSize(1000).endsWith("a 999 999");
    }

    /** A blocked sink blocks the reader: nobody asks the service, and its last answer says nothing of what waits. */
    @Test
    void isBehindByTheTimeThatRecordsWaitForTheTask() throws Exception {
        service.put("a", at(1), at(2));
        try (ShardFetcher fetcher = new ShardFetcher(service, task.metrics, new Availability(), "s")) {
            long began = System.nanoTime();
            ShardConsumer shard = fetcher.open(TaskOfAReader.unread("a"));
            long said = shard.millisBehindLatest();
            // No more than has passed, and nothing within the first second.
            long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            assertThat(said).isLessThanOrEqualTo(passed < 1_000 ? 0 : passed);
            KinesisServer.await(() -> shard.millisBehindLatest() >= 1_500);
            shard.done();
            assertThat(shard.millisBehindLatest()).isZero();
        }
    }

    @Test
    void ignoresShardsOfAnotherStream() throws Exception {
        service.put("a", at(1));
        task.reader.addSplits(List.of(ShardSplit.unread("other", new Shard("b", List.of(), HashRange.of("0", "1")), ShardPosition.TRIM_HORIZON)));
        task.add("a");
        task.rows(1);
        assertThat(task.reader.snapshotState(1)).hasSize(1);
    }
}
