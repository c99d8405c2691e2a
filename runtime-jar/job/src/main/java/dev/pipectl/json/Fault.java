package dev.pipectl.json;

/** Why a record is not accepted; the lower-case name is the dead letter's reason. */
public enum Fault {
    UNDECODABLE("undecodable"),
    INVALID("invalid");

    private final String reason;

    Fault(String reason) {
        this.reason = reason;
    }

    /** The reason as dead letters and counters name it. */
    public String reason() {
        return reason;
    }
}
