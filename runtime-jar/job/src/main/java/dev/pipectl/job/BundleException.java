package dev.pipectl.job;

import java.util.List;

/** A bundle, a binding or a property that can't be run; each problem is one sentence that says what and where. */
public final class BundleException extends RuntimeException {
    private final transient List<String> problems;

    BundleException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = List.copyOf(problems);
    }

    BundleException(String problem) {
        this(List.of(problem));
    }

    public List<String> problems() {
        return problems;
    }
}
