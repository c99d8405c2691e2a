package dev.pipectl.json;

import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;

/** Where the event time stands in a row. */
final class EventTimePath {
    private final String path;
    private final int[] steps;

    private EventTimePath(String path, int[] steps) {
        this.path = path;
        this.steps = steps;
    }

    static EventTimePath of(List<String> path, List<ContractField> contract) {
        int[] steps = new int[path.size()];
        List<ContractField> fields = contract;
        for (int i = 0; i < steps.length; i++) {
            ContractField field = null;
            for (int k = 0; k < fields.size(); k++) {
                if (fields.get(k).name().equals(path.get(i))) {
                    steps[i] = k;
                    field = fields.get(k);
                }
            }
            boolean last = i == steps.length - 1;
            if (field == null || field.type() != (last ? ContractField.Type.TIMESTAMP : ContractField.Type.ROW)) {
                throw new IllegalArgumentException("The event time " + path + " is not a time of the contract.");
            }
            fields = field.fields();
        }
        return new EventTimePath('`' + String.join(".", path) + '`', steps);
    }

    /** The event time, or null when it or a row that should hold it is null. */
    TimestampData in(GenericRowData row) {
        GenericRowData holder = row;
        for (int i = 0; i < steps.length - 1; i++) {
            holder = (GenericRowData) holder.getField(steps[i]);
            if (holder == null) {
                return null;
            }
        }
        return (TimestampData) holder.getField(steps[steps.length - 1]);
    }

    @Override
    public String toString() {
        return path;
    }
}
