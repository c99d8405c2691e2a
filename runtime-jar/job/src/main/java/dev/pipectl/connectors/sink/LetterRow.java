package dev.pipectl.connectors.sink;

import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP_LTZ;

import dev.pipectl.functions.LetterIdentity;
import dev.pipectl.json.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;

/** A dead letter as a row: what the compiler's INSERT of dead letters makes, and what a refused row becomes. */
public final class LetterRow {
    /** The columns of every table of dead letters. */
    public static final RowType TYPE = (RowType) ROW(
            FIELD("id", STRING()),
            FIELD("pipeline", STRING()),
            FIELD("stage", STRING()),
            FIELD("reason", STRING()),
            FIELD("detail", STRING()),
            FIELD("source", ROW(FIELD("name", STRING()), FIELD("shard", STRING()), FIELD("sequence", STRING()))),
            FIELD("eventTime", TIMESTAMP_LTZ(3)),
            FIELD("arrivalTime", TIMESTAMP_LTZ(3)),
            FIELD("record", STRING()),
            FIELD("encoding", STRING())).getLogicalType();

    /** The stage that letters are counted under. */
    static final String STAGE = "dead-letters";

    /** Why a row becomes a letter that an output's service has refused. */
    public static final String REJECTED = "rejected";

    /** Why a record becomes a letter, or a row that comes too late. */
    public static final List<String> REASONS_OF_RECORDS =
            List.of(Fault.UNDECODABLE.reason(), Fault.INVALID.reason(), "late");

    private LetterRow() {}

    /** The letter of a row that an output's service has refused. */
    static RowData rejected(
            LetterIdentity identity, String pipeline, String output, byte[] row, Verdict.Refused refusal) {
        GenericRowData letter = new GenericRowData(TYPE.getFieldCount());
        String id = identity.of(new String(row, StandardCharsets.UTF_8), output, REJECTED);
        letter.setField(0, StringData.fromString(id));
        letter.setField(1, StringData.fromString(pipeline));
        letter.setField(2, StringData.fromString(output));
        letter.setField(3, StringData.fromString(REJECTED));
        letter.setField(4, StringData.fromString(refusal.code() + ": " + refusal.message()));
        letter.setField(8, StringData.fromBytes(row));
        letter.setField(9, StringData.fromString("utf8"));
        return letter;
    }

    /** The reason of a letter. */
    public static String reason(RowData letter) {
        return letter.getString(3).toString();
    }

    /** The identity of a letter. */
    public static String id(RowData letter) {
        return letter.getString(0).toString();
    }
}
