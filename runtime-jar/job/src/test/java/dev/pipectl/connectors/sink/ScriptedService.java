package dev.pipectl.connectors.sink;

import dev.pipectl.connectors.aws.FailureKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A service that answers as the test says, and remembers what it was asked. Payloads are texts. */
class ScriptedService implements BatchService<String> {
    /** One answer to a request. */
    interface Answer {
        List<Verdict> to(List<String> batch) throws Exception;
    }

    /** A request that fails as a whole. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;
        final FailureKind kind;

        Failure(FailureKind kind) {
            super(kind.name());
            this.kind = kind;
        }
    }

    final List<List<String>> requests = new ArrayList<>();
    /** What the service has, in the order in which it took it. */
    final List<String> taken = new ArrayList<>();
    private final Deque<Answer> script = new ArrayDeque<>();
    private final Answer otherwise;
    boolean closed;

    ScriptedService() {
        this(batch -> all(batch, Verdict.WRITTEN));
    }

    ScriptedService(Answer otherwise) {
        this.otherwise = otherwise;
    }

    /** The next answer that no other was given for. */
    ScriptedService then(Answer answer) {
        script.add(answer);
        return this;
    }

    static Answer fails(FailureKind kind) {
        return batch -> {
            throw new Failure(kind);
        };
    }

    static List<Verdict> all(List<String> batch, Verdict verdict) {
        return batch.stream().map(text -> verdict).toList();
    }

    static Verdict retry() {
        return new Verdict.Retry("InternalFailure", "again", false);
    }

    static Verdict throttled() {
        return new Verdict.Retry("SlowDown", "less", true);
    }

    static Verdict refuse(String why) {
        return new Verdict.Refused("Bad", why);
    }

    @Override
    public List<Verdict> send(List<Entry<String>> batch) throws Exception {
        List<String> texts = batch.stream().map(Entry::payload).toList();
        requests.add(texts);
        List<Verdict> verdicts = (script.isEmpty() ? otherwise : script.remove()).to(texts);
        for (int i = 0; i < texts.size(); i++) {
            if (verdicts.get(i) instanceof Verdict.Written) {
                taken.add(texts.get(i));
            }
        }
        return verdicts;
    }

    @Override
    public String action() {
        return "script:Send";
    }

    @Override
    public String resource() {
        return "the script";
    }

    @Override
    public FailureKind kind(Throwable failure) {
        return failure instanceof Failure said ? said.kind : FailureKind.MISCONFIGURED;
    }

    @Override
    public boolean isThrottling(Throwable failure) {
        return false;
    }

    @Override
    public Verdict.Refused refusal(Throwable failure) {
        return new Verdict.Refused(failure.getMessage(), "the whole request");
    }

    @Override
    public RuntimeException fatal(Throwable failure) {
        return new IllegalArgumentException("fatal " + failure.getMessage());
    }

    @Override
    public void close() {
        closed = true;
    }
}
