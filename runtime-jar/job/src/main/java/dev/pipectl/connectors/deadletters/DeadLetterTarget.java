package dev.pipectl.connectors.deadletters;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.kinesis.StreamRecords;
import dev.pipectl.connectors.sink.BatchLimits;
import dev.pipectl.connectors.sink.BatchService;
import dev.pipectl.connectors.sink.Delivery;
import java.time.Duration;
import java.util.List;
import org.apache.flink.table.api.ValidationException;

/** Where dead letters go, as the option's text names it: a bare name is a queue. */
public final class DeadLetterTarget {
    private static final Duration SOON = Duration.ofSeconds(1);
    /** Few large objects rather than many small ones; a checkpoint does not wait for it. */
    private static final Duration PER_OBJECT = Duration.ofMinutes(1);
    /** What every queue takes, however old its settings, and so in all of a batch. */
    private static final int MESSAGE = 256 * 1024;
    private static final int RECORD = 1024 * 1024;
    private static final BatchLimits RECORDS = new BatchLimits(500, 10L * RECORD - 500 * Letter.ID, RECORD - Letter.ID, SOON);
    private static final long OBJECT = 8 * 1024 * 1024;
    /** Objects take letters whole. */
    private static final int WHOLE = Integer.MAX_VALUE;

    private DeadLetterTarget() {}

    /** How letters get to a target that are written for these reasons. */
    public static Delivery<?> delivery(String target, List<String> reasons, AwsAccess access) {
        String rest = target.substring(target.indexOf(':') + 1);
        if (target.startsWith("kinesis:")) {
            // The identity is the partition key, so that the parts of a letter stay together.
            return letters(RECORD - Letter.ID, reasons, () -> new StreamRecords<>(rest, access, Letter::id, Letter::json), RECORDS);
        }
        if (target.startsWith("s3:")) {
            S3Letters.Place place = place(target, rest);
            return letters(WHOLE, reasons, () -> new S3Letters(place, access), new BatchLimits(10_000, OBJECT, WHOLE, PER_OBJECT));
        }
        String queue = target.startsWith("sqs:") ? rest : target;
        if (queue.isBlank()) {
            throw new ValidationException("The target of dead letters is sqs:<queue name or URL>, kinesis:<stream> or "
                    + "s3:<bucket>/<prefix>; a bare name is a queue.");
        }
        return letters(MESSAGE, reasons, () -> new SqsLetters(queue, access), new BatchLimits(10, MESSAGE, MESSAGE, SOON));
    }

    private static S3Letters.Place place(String target, String rest) {
        String[] parts = rest.replaceAll("^/+|/+$", "").split("/+", 2);
        if (parts[0].isBlank()) {
            throw new ValidationException("The target of dead letters '" + target + "' has no bucket: s3:<bucket>/<prefix>.");
        }
        return new S3Letters.Place(parts[0], parts.length == 1 ? "" : parts[1] + '/');
    }

    /** Letters are independent, and so are the parts of one. */
    private static Delivery<Letter> letters(
            int longest, List<String> reasons, BatchService.Factory<Letter> services, BatchLimits limits) {
        return Delivery.<Letter>independent(group -> new LetterMaker(longest, reasons, group), services, limits).withLanes(1);
    }
}
