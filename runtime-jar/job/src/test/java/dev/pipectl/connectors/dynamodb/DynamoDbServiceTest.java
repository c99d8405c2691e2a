package dev.pipectl.connectors.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.changes.Superseded;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import dev.pipectl.metrics.StageCounters;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class DynamoDbServiceTest {
    private static Dynalite dynamo;

    @BeforeAll
    static void start() throws Exception {
        dynamo = new Dynalite();
    }

    @AfterAll
    static void stop() throws Exception {
        dynamo.close();
    }

    @Test
    void aBatchPutsAndDeletes() {
        dynamo.create("batch", "k:N");
        BatchWrites service = new BatchWrites(dynamo.client(), "batch");
        assertThat(service.send(List.of(put(1, 10), put(2, 20), remove(3, null)))).containsOnly(Verdict.WRITTEN).hasSize(3);
        assertThat(service.send(List.of(remove(1, null), put(3, 30)))).containsOnly(Verdict.WRITTEN).hasSize(2);
        assertThat(dynamo.items("batch")).containsExactly("{k=2, v=20}", "{k=3, v=30}");
    }

    @Test
    void numbersAreTakenWithTheDigitsOfJavaScript() {
        dynamo.create("digits", "k:N");
        List<String> digits = List.of("1e+21", "9.99e+125", "-1e-130", "1.7976931348623157e-7", "123456789012345680000");
        BatchWrites service = new BatchWrites(dynamo.client(), "digits");
        for (int i = 0; i < digits.size(); i++) {
            Map<String, AttributeValue> item = Map.of("k", number("" + i), "v", number(digits.get(i)));
            service.send(List.of(entry(new ItemWrite(Map.of("k", number("" + i)), item, null, null))));
        }
        for (int i = 0; i < digits.size(); i++) {
            Map<String, AttributeValue> key = Map.of("k", number("" + i));
            String found = dynamo.client().getItem(r -> r.tableName("digits").key(key)).item().get("v").n();
            assertThat(new BigDecimal(found)).isEqualByComparingTo(digits.get(i));
        }
    }

    @Test
    void whatTheTableHadNoTimeForIsSentAgain() {
        BatchWrites service = new BatchWrites(new Answering(List.of(
                // The same numbers with other digits.
                WriteRequest.builder().putRequest(p -> p.item(Map.of("k", number("2.0"), "v", number("20")))).build(),
                WriteRequest.builder().deleteRequest(d -> d.key(Map.of("k", number("3e0")))).build())), "t");
        assertThat(service.send(List.of(put(1, 10), put(2, 20), remove(3, null), put(4, 40)))).extracting(verdict -> verdict instanceof Verdict.Retry)
                .containsExactly(false, true, true, false);
    }

    @Test
    void aBatchIsSentAgainWhenItIsNotClearWhatIsLeft() {
        BatchWrites service = new BatchWrites(new Answering(List.of(
                WriteRequest.builder().putRequest(p -> p.item(Map.of("k", number("7")))).build())), "t");
        assertThat(service.send(List.of(put(1, 10), put(2, 20)))).extracting(verdict -> verdict instanceof Verdict.Retry).containsExactly(true, true);
    }

    @Test
    void anOlderRowIsCountedAndNotWritten() {
        dynamo.create("conditional", "k:N");
        MetricGroup group = new UnregisteredMetricsGroup();
        Superseded superseded = new Superseded("out");
        superseded.open(group);
        ConditionalWrites service = new ConditionalWrites(dynamo.client(), "conditional", "v", superseded);
        for (Entry<ItemWrite> entry : List.of(
                put(1, 5), put(1, 4), put(1, 5), put(1, 6),
                put(2, 5), remove(2, 4), remove(2, 5), remove(2, 9),
                put(3, 5), remove(3, null))) {
            assertThat(service.send(List.of(entry))).containsExactly(Verdict.WRITTEN);
        }
        assertThat(dynamo.items("conditional")).containsExactly("{k=1, v=6}");
        assertThat(StageCounters.of(group).counter("out", "superseded").getCount()).isEqualTo(2);
    }

    @Test
    void failuresAreJudgedAsDynamoDbMeansThem() {
        BatchWrites service = new BatchWrites(dynamo.client(), "batch");
        assertThat(service.kind(failure("TransactionConflictException", 400))).isEqualTo(FailureKind.TEMPORARY);
        assertThat(service.kind(failure("ProvisionedThroughputExceededException", 400))).isEqualTo(FailureKind.TEMPORARY);
        assertThat(service.kind(failure("ValidationException", 400))).isEqualTo(FailureKind.REFUSED);
        assertThat(service.kind(failure("ItemCollectionSizeLimitExceededException", 400))).isEqualTo(FailureKind.REFUSED);
        assertThat(service.kind(failure("AccessDeniedException", 400))).isEqualTo(FailureKind.DENIED);
        assertThat(service.fatal(failure("AccessDeniedException", 400))).hasMessageStartingWith(
                "The job may not call dynamodb:BatchWriteItem on the table 'batch': allow that action to its role");
        assertThatThrownBy(() -> new BatchWrites(dynamo.client(), "nothing-here").send(List.of(put(1, 1))))
                .satisfies(e -> assertThat(service.kind(e)).isEqualTo(FailureKind.MISSING));
    }

    private static Throwable failure(String code, int status) {
        return DynamoDbException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("said").build())
                .build();
    }

    private static Entry<ItemWrite> put(int key, int value) {
        Map<String, AttributeValue> item = new HashMap<>(Map.of("k", number("" + key), "v", number("" + value)));
        return entry(new ItemWrite(Map.of("k", item.get("k")), item, BigDecimal.valueOf(value), item.get("v")));
    }

    private static Entry<ItemWrite> remove(int key, Integer value) {
        return entry(new ItemWrite(
                Map.of("k", number("" + key)), null,
                value == null ? null : BigDecimal.valueOf(value), value == null ? null : number("" + value)));
    }

    private static Entry<ItemWrite> entry(ItemWrite write) {
        return new Entry<>(write, 1, "", () -> new byte[0]);
    }

    private static AttributeValue number(String digits) {
        return AttributeValue.builder().n(digits).build();
    }

    /** Leaves some writes undone. */
    private record Answering(List<WriteRequest> left) implements DynamoDbClient {
        @Override
        public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
            return BatchWriteItemResponse.builder().unprocessedItems(Map.of("t", left)).build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
