package dev.pipectl.connectors.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.EntryMaker;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesMakerTest {
    /** {@code +I}, {@code -U}, {@code +U} or {@code -D} and a key; a slash is where a checkpoint is. */
    @ParameterizedTest
    @CsvSource({
        "+Ia +Ub,          a b",
        "+Ia -Ua +Ua,      a a",
        "+Ia -Ua,          a !a",
        "-Ua +Ib,          !a b",
        "-Ua -Ub +Ub -Ua,  !a b !a",
        "-Ua -Da,          !a",
        "-Ua / +Ua,        !a a",
        "-Da +Ia,          !a a",
        "-Ua -Ua,          !a",
    })
    void whatIsTakenBackAndNotReplacedAtOnceIsRemoved(String changes, String entries) {
        List<String> made = new ArrayList<>();
        ChangesMaker<String> maker = new ChangesMaker<>(new Keys());
        Made out = new Made(made);
        for (String change : changes.split(" ")) {
            if (change.equals("/")) {
                maker.settle(out);
            } else {
                maker.make(row(change), out);
            }
        }
        maker.settle(out);
        maker.settle(out);
        assertThat(String.join(" ", made)).isEqualTo(entries);
    }

    @Test
    void aRemovalThatIsRefusedIsRefusedInItsTurn() {
        List<String> made = new ArrayList<>();
        ChangesMaker<String> maker = new ChangesMaker<>(new Keys());
        maker.make(row("-Ux"), new Made(made));
        assertThat(made).isEmpty();
        maker.make(row("+Ia"), new Made(made));
        assertThat(made).containsExactly("refused", "a");
    }

    @ParameterizedTest
    @CsvSource(value = {"1, 2, later", "2, 1, earlier", "1.0, 1, later", "NULL, 1, NULL", "1, NULL, NULL"}, nullValues = "NULL")
    void theNewestWins(BigDecimal first, BigDecimal second, String winner) {
        record Aged(String name, BigDecimal order) implements Ordered {}
        Entry<Aged> chosen = new NewestWins<Aged>().of(
                new Entry<>(new Aged("earlier", first), 1, "k", null), new Entry<>(new Aged("later", second), 1, "k", null));
        assertThat(chosen == null ? null : chosen.payload().name()).isEqualTo(winner);
    }

    private static RowData row(String change) {
        GenericRowData row = GenericRowData.of(change.charAt(2));
        row.setRowKind(switch (change.substring(0, 2)) {
            case "+I" -> RowKind.INSERT;
            case "-U" -> RowKind.UPDATE_BEFORE;
            case "+U" -> RowKind.UPDATE_AFTER;
            default -> RowKind.DELETE;
        });
        return row;
    }

    private record Made(List<String> made) implements EntryMaker.Entries<String> {
        @Override
        public void add(Entry<String> entry) {
            made.add(entry.payload());
        }

        @Override
        public void refuse(Supplier<byte[]> row, String code, String message) {
            made.add("refused");
        }
    }

    /** Rows whose one column is their key; {@code x} is one that no service takes. */
    private static final class Keys implements KeyedRows<String> {
        @Override
        public String key(RowData row) {
            return ((GenericRowData) row).getField(0).toString();
        }

        @Override
        public void make(RowData row, String key, boolean remove, EntryMaker.Entries<String> out) {
            if (key.equals("x")) {
                out.refuse(() -> new byte[0], "X", "is x");
            } else {
                out.add(new Entry<>((remove ? "!" : "") + key, 1, key, () -> new byte[0]));
            }
        }
    }
}
