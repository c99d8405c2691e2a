package dev.pipectl.connectors.sink;

import static dev.pipectl.connectors.sink.ScriptedService.all;
import static dev.pipectl.connectors.sink.ScriptedService.fails;
import static dev.pipectl.connectors.sink.ScriptedService.refuse;
import static dev.pipectl.connectors.sink.ScriptedService.retry;
import static dev.pipectl.connectors.sink.ScriptedService.throttled;
import static dev.pipectl.connectors.sink.Verdict.WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.aws.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchingWriterTest {
    private final ScriptedService service = new ScriptedService();

    @Test
    void sendsABatchWhenItIsFull() throws Exception {
        Outputs out = Outputs.of(service).write("a", "b");
        out.task.run();
        assertThat(service.requests).isEmpty();
        out.write("c", "d");
        out.task.run();
        assertThat(service.requests).containsExactly(List.of("a", "b", "c"));
        out.checkpoint();
        assertThat(service.requests).containsExactly(List.of("a", "b", "c"), List.of("d"));
        assertThat(out.books("out")).isEqualTo("4 4 0");
    }

    @Test
    void keepsABatchWithinItsBytes() throws Exception {
        String forty = "x".repeat(40);
        Outputs out = Outputs.of(service).write(forty, forty, forty).checkpoint();
        assertThat(service.requests).containsExactly(List.of(forty, forty), List.of(forty));
        assertThat(out.task.metrics.count("numBytesSend")).isEqualTo(120);
        assertThat(out.task.metrics.count("numRecordsSend")).isEqualTo(3);
    }

    @Test
    void sendsAnOldBatchThoughItIsNotFull() throws Exception {
        Outputs out = Outputs.of(service).write("a");
        out.task.pass(Duration.ofMillis(600));
        out.write("b");
        out.task.pass(Duration.ofMillis(399));
        assertThat(service.requests).isEmpty();
        out.task.pass(Duration.ofMillis(1));
        assertThat(service.requests).containsExactly(List.of("a", "b"));
        out.write("c");
        out.task.pass(Duration.ofMillis(999));
        assertThat(service.requests).hasSize(1);
        out.task.pass(Duration.ofMillis(1));
        assertThat(service.taken).containsExactly("a", "b", "c");
    }

    @Test
    void sendsAgainWhatFailedAndNothingElse() throws Exception {
        service.then(batch -> List.of(WRITTEN, retry(), throttled())).then(batch -> List.of(retry(), WRITTEN));
        Outputs out = Outputs.of(service).write("a", "b", "c").checkpoint();
        assertThat(service.requests).containsExactly(List.of("a", "b", "c"), List.of("b", "c"), List.of("b"));
        assertThat(out.books("out")).isEqualTo("3 3 0");
        assertThat(out.task.metrics.count("kinesisanalytics.output.out.retries")).isEqualTo(3);
        assertThat(out.task.metrics.count("kinesisanalytics.output.out.throttles")).isEqualTo(1);
        assertThat(out.task.metrics.count("kinesisanalytics.output.out.sendMillis")).isEqualTo(3);
        assertThat(out.task.metrics.gauge("kinesisanalytics.output.out.sendMillisP99")).isInstanceOf(Double.class);
    }

    @Test
    void fillsUpABatchThatHasSomethingToSendAgain() throws Exception {
        service.then(batch -> List.of(WRITTEN, retry(), WRITTEN));
        Outputs out = Outputs.of(service).write("a", "b", "c", "d", "e", "f").checkpoint();
        assertThat(service.requests).containsExactly(List.of("a", "b", "c"), List.of("b", "d", "e"), List.of("f"));
        assertThat(out.books("out")).isEqualTo("6 6 0");
    }

    @Test
    void waitsLongerWithEveryFailure() throws Exception {
        for (int i = 0; i < 12; i++) {
            service.then(fails(FailureKind.TEMPORARY));
        }
        Outputs out = Outputs.of(service).write("a");
        long began = out.task.now();
        out.checkpoint();
        // Full jitter over 0.1, 0.2, … 6.4 s and five times 10 s: on the average half of it.
        assertThat(out.task.now() - began).isBetween(10_000L, 62_700L);
        assertThat(service.requests).hasSize(13).allMatch(List.of("a")::equals);
        assertThat(out.books("out")).isEqualTo("1 1 0");
    }

    @Test
    void doesNotAskBeforeTheTimeIsUp() throws Exception {
        service.then(batch -> all(batch, throttled()));
        Outputs out = Outputs.of(service).write("a", "b", "c");
        out.task.run();
        out.write("d", "e", "f");
        out.task.run();
        assertThat(service.requests).hasSize(1);
        out.task.pass(Duration.ofMillis(100));
        assertThat(service.taken).containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void sendsALetterForWhatTheServiceRefuses() throws Exception {
        service.then(batch -> List.of(WRITTEN, refuse("no b"), WRITTEN));
        Outputs out = Outputs.of(service).write("a", "b", "c").checkpoint();
        assertThat(out.letters.taken).containsExactly("rejected | Bad: no b | \"b\"");
        assertThat(out.books("out")).isEqualTo("3 2 1");
        assertThat(out.books("dead-letters")).isEqualTo("1 1 0");
    }

    @Test
    void neverAsksForWhatIsTooLarge() throws Exception {
        Outputs out = Outputs.of(service).write("a", "x".repeat(41), "!b", "c").checkpoint();
        assertThat(service.taken).containsExactly("a", "c");
        assertThat(out.letters.taken).containsExactlyInAnyOrder(
                "rejected | TooLarge: 41 bytes are more than the 40 that may be sent | \"" + "x".repeat(41) + '"',
                "rejected | Local: begins badly | \"!b\"");
        assertThat(out.books("out")).isEqualTo("4 2 2");
        assertThat(out.books("dead-letters")).isEqualTo("2 2 0");
    }

    @Test
    void findsTheEntryThatARequestIsRefusedFor() throws Exception {
        ScriptedService picky = new ScriptedService(batch -> {
            if (batch.contains("bad")) {
                throw new ScriptedService.Failure(FailureKind.REFUSED);
            }
            return all(batch, WRITTEN);
        });
        BatchLimits large = new BatchLimits(100, 10_000, 40, Duration.ofSeconds(1));
        Outputs out = Outputs.of(picky, new ScriptedService(), large, SameKey.lastWins(), 1, 0);
        for (int i = 0; i < 100; i++) {
            out.write(i == 37 || i == 38 ? "bad" : "r" + i);
        }
        out.checkpoint();
        assertThat(picky.taken).hasSize(98).doesNotHaveDuplicates().doesNotContain("bad");
        assertThat(out.letters.taken).containsExactly(
                "rejected | REFUSED: the whole request | \"bad\"", "rejected | REFUSED: the whole request | \"bad\"");
        assertThat(out.books("out")).isEqualTo("100 98 2");
        assertThat(picky.requests).hasSizeLessThan(40);
    }

    @Test
    void sendsTheLastOfAKeyForAllOfThem() throws Exception {
        Outputs out = Outputs.of(service).write("k:1", "l:1", "k:2").checkpoint();
        assertThat(service.requests).containsExactly(List.of("k:2", "l:1"));
        assertThat(out.books("out")).isEqualTo("3 3 0");
    }

    @Test
    void writesTheOneBeforeWhenTheLastOfAKeyIsRefused() throws Exception {
        service.then(batch -> List.of(refuse("3"))).then(batch -> List.of(refuse("2")));
        Outputs out = Outputs.of(service).write("k:1", "k:2", "k:3").checkpoint();
        assertThat(service.requests).containsExactly(List.of("k:3"), List.of("k:2"), List.of("k:1"));
        assertThat(out.letters.taken).containsExactly("rejected | Bad: 3 | \"k:3\"", "rejected | Bad: 2 | \"k:2\"");
        assertThat(out.books("out")).isEqualTo("3 1 2");
    }

    @Test
    void keepsOneOfAKeyUnderWay() throws Exception {
        Outputs out = Outputs.of(service, new ScriptedService(), LIMITS_OF_ONE, SameKey.lastWins(), 4, 0);
        out.write("k:1", "k:2", "k:3");
        assertThat(out.task.underWay()).isEqualTo(1);
        out.checkpoint();
        assertThat(service.taken.get(0)).isEqualTo("k:1");
        assertThat(service.taken).endsWith("k:3");
    }

    private static final BatchLimits LIMITS_OF_ONE = new BatchLimits(1, 100, 40, Duration.ofSeconds(1));

    @Test
    void sendsIndependentRowsSideBySide() throws Exception {
        Outputs out = Outputs.of(service, new ScriptedService(), Outputs.LIMITS, SameKey.inTurn(), 2, 0);
        out.write("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        assertThat(out.task.underWay()).isEqualTo(2);
        out.checkpoint();
        assertThat(service.requests).containsExactlyInAnyOrder(
                List.of("a", "b", "c"), List.of("d", "e", "f"), List.of("g", "h", "i"), List.of("j"));
    }

    @Test
    void makesTheTaskWaitWhenTheServiceIsSlow() throws Exception {
        Outputs out = Outputs.of(service, new ScriptedService(), Outputs.LIMITS, SameKey.inTurn(), 2, 0);
        int written = 0;
        while (out.task.yields() == 0) {
            out.write("r" + written++);
        }
        // Each of two lanes has three under way and a hundred bytes waiting.
        assertThat(written).isBetween(30, 100);
        out.checkpoint();
        assertThat(service.taken).hasSize(written);
    }

    @Test
    void hasWrittenEverythingWhenACheckpointBegins() throws Exception {
        service.then(fails(FailureKind.TEMPORARY)).then(batch -> List.of(refuse("a"), retry()));
        Outputs out = Outputs.of(service);
        out.letters.then(fails(FailureKind.TEMPORARY)).then(batch -> all(batch, throttled()));
        out.write("a", "b").checkpoint();
        assertThat(service.taken).containsExactly("b");
        assertThat(out.letters.taken).containsExactly("rejected | Bad: a | \"a\"");
        out.checkpoint();
        assertThat(service.requests).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(value = FailureKind.class, names = {"DENIED", "MISSING", "MISCONFIGURED"})
    void stopsTheJobAtOnce(FailureKind kind) throws Exception {
        service.then(fails(kind));
        Outputs out = Outputs.of(service).write("a", "b", "c");
        assertThatThrownBy(out.task::run).isInstanceOf(IllegalArgumentException.class).hasMessage("fatal " + kind);
        assertThat(service.requests).hasSize(1);
    }

    @Test
    void stopsTheJobAtARefusalWithoutATarget() throws Exception {
        service.then(batch -> List.of(refuse("secret words")));
        Outputs out = Outputs.of(service, null, Outputs.LIMITS, SameKey.inTurn(), 1, 0).write("secret row");
        assertThatThrownBy(out::checkpoint)
                .isInstanceOf(RefusedRowException.class)
                .hasMessage("The output 'out' has a row that the script refuses (Bad), and no dead-letter target that could take it.");
    }

    @Test
    void stopsTheJobWhenALetterIsRefused() throws Exception {
        service.then(batch -> List.of(refuse("no")));
        Outputs out = Outputs.of(service).write("a");
        out.letters.then(batch -> List.of(refuse("neither")));
        assertThatThrownBy(out::checkpoint).isInstanceOf(RefusedRowException.class)
                .hasMessage("A dead letter is refused by the script (Bad), and there is nowhere else that it could go.");
    }

    @Test
    void takesAMissingVerdictForABug() throws Exception {
        ScriptedService forgetful = new ScriptedService() {
            @Override
            public List<Verdict> send(List<Entry<String>> batch) {
                return List.of(WRITTEN);
            }
        };
        Outputs out = Outputs.of(forgetful).write("a", "b");
        assertThatThrownBy(out::checkpoint).isInstanceOf(IllegalStateException.class)
                .hasMessage("script:Send gave 1 verdicts on 2 entries.");
    }

    @Test
    void failsWithAnErrorOfTheService() throws Exception {
        service.then(batch -> {
            throw new NoClassDefFoundError("gone");
        });
        Outputs out = Outputs.of(service).write("a");
        assertThatThrownBy(out::checkpoint).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    @Timeout(20)
    void leavesNoThreadBehindThoughTheServiceHangs() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        ScriptedService hanging = new ScriptedService(batch -> {
            thread.complete(Thread.currentThread());
            asked.countDown();
            Thread.sleep(600_000);
            return all(batch, WRITTEN);
        });
        try (LiveTask task = new LiveTask()) {
            Delivery<String> delivery = new Delivery<>(group -> Outputs::entry, () -> hanging, Outputs.LIMITS, SameKey.inTurn(), 1);
            BatchingWriter<String> writer =
                    BatchingWriter.withoutLetters(new BatchingSink.Names("out", "p"), delivery, task.context());
            for (String row : List.of("a", "b", "c")) {
                writer.write(GenericRowData.of(StringData.fromString(row)), null);
            }
            asked.await();
            writer.close();
        }
        assertThat(hanging.closed).isTrue();
        thread.get().join();
    }

    /** What another operator of the chain does then would be in no checkpoint: it is behind what that one has kept. */
    @Test
    @Timeout(20)
    void letsNothingElseHappenWhileACheckpointWaits() throws Exception {
        ScriptedService slow = new ScriptedService(batch -> {
            Thread.sleep(100);
            return all(batch, WRITTEN);
        });
        try (LiveTask task = new LiveTask()) {
            Delivery<String> delivery = new Delivery<>(group -> Outputs::entry, () -> slow, Outputs.LIMITS, SameKey.inTurn(), 1);
            BatchingWriter<String> writer =
                    BatchingWriter.withoutLetters(new BatchingSink.Names("out", "p"), delivery, task.context());
            List<String> happened = new ArrayList<>();
            task.execute(() -> happened.add("another operator's answer"), "an answer");
            for (String row : List.of("a", "b", "c", "d", "e")) {
                writer.write(GenericRowData.of(StringData.fromString(row)), null);
            }
            happened.clear();
            task.execute(() -> happened.add("another operator's answer"), "an answer");
            writer.flush(false);
            assertThat(happened).isEmpty();
            writer.close();
        }
    }

    @Test
    void closesEverything() throws Exception {
        Outputs out = Outputs.of(service).write("a");
        out.close();
        assertThat(service.closed).isTrue();
        assertThat(out.letters.closed).isTrue();
        assertThat(out.task.isClosed()).isTrue();
    }
}
