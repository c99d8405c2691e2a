package dev.pipectl.connectors.deadletters;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import dev.pipectl.connectors.aws.ServiceFailures;
import dev.pipectl.connectors.sink.BatchService;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Sends letters to a queue, one message each. */
final class SqsLetters implements BatchService<Letter> {
    private final String queue;
    private final SqsClient client;
    /** Found with the first batch. */
    private volatile String url;

    /** Letters to a queue by its name or its URL. */
    SqsLetters(String queue, AwsAccess access) {
        this.queue = queue;
        this.url = queue.startsWith("http://") || queue.startsWith("https://") ? queue : null;
        this.client = AwsClients.sqs(access);
    }

    @Override
    public List<Verdict> send(List<Entry<Letter>> batch) {
        String to = url();
        List<SendMessageBatchRequestEntry> messages = new ArrayList<>(batch.size());
        for (Entry<Letter> entry : batch) {
            messages.add(SendMessageBatchRequestEntry.builder()
                    .id(String.valueOf(messages.size()))
                    .messageBody(new String(entry.payload().json(), StandardCharsets.UTF_8))
                    .build());
        }
        SendMessageBatchResponse answer = client.sendMessageBatch(request -> request.queueUrl(to).entries(messages));
        // A message that the answer does not name is sent again: rather twice than never.
        Verdict unnamed = new Verdict.Retry("Unnamed", "The answer says nothing of the message", false);
        List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(batch.size(), unnamed));
        answer.successful().forEach(done -> verdicts.set(Integer.parseInt(done.id()), Verdict.WRITTEN));
        answer.failed().forEach(failed -> verdicts.set(Integer.parseInt(failed.id()), failed.senderFault()
                ? Verdict.of(failed.code(), failed.message())
                : new Verdict.Retry(failed.code(), failed.message(), false)));
        return verdicts;
    }

    private String url() {
        if (url == null) {
            try {
                url = client.getQueueUrl(request -> request.queueName(queue)).queueUrl();
            } catch (SdkException failure) {
                if (ServiceFailures.kind(failure).isFatal()) {
                    throw ServiceFailures.fatal(failure, "sqs:GetQueueUrl", resource());
                }
                throw failure;
            }
        }
        return url;
    }

    @Override
    public String action() {
        return "sqs:SendMessage";
    }

    @Override
    public String resource() {
        return "the queue '" + queue + "'";
    }

    @Override
    public void close() {
        client.close();
    }
}
