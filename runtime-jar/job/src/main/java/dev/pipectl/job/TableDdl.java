package dev.pipectl.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Assembles CREATE TABLE from a table statement and its options. */
final class TableDdl {
    private TableDdl() {}

    static String of(Statement.Table table, Map<String, String> options) {
        List<String> lines = new ArrayList<>();
        for (Statement.Column column : table.columns()) {
            lines.add(column(column, table.primaryKey().contains(column.name())));
        }
        if (table.watermark() != null) {
            lines.add("WATERMARK FOR " + name(table.watermark().column()) + " AS " + table.watermark().expression());
        }
        if (!table.primaryKey().isEmpty()) {
            lines.add("PRIMARY KEY ("
                    + String.join(", ", table.primaryKey().stream().map(TableDdl::name).toList()) + ") NOT ENFORCED");
        }
        List<String> settings = new ArrayList<>();
        options.forEach((key, value) -> settings.add(literal(key) + " = " + literal(value)));
        return "CREATE TABLE " + name(table.name()) + " (\n  " + String.join(",\n  ", lines) + "\n) WITH (\n  "
                + String.join(",\n  ", settings) + "\n)";
    }

    /** Flink wants the columns of a key NOT NULL. */
    private static String column(Statement.Column column, boolean key) {
        if (column.computed() != null) {
            return name(column.name()) + " AS " + column.computed();
        }
        String type = key && !column.type().endsWith(" NOT NULL") ? column.type() + " NOT NULL" : column.type();
        return column.metadata() == null
                ? name(column.name()) + " " + type
                : name(column.name()) + " " + type + " METADATA FROM " + literal(column.metadata()) + " VIRTUAL";
    }

    static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
