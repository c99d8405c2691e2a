package dev.pipectl.job;

import java.util.List;
import java.util.Map;

/** A statement of a bundle. */
public sealed interface Statement permits Statement.Table, Statement.Query {
    String name();

    Origin origin();

    /** A table with its connector; {@code watermark} is null without one. */
    record Table(
            String name,
            List<Column> columns,
            Watermark watermark,
            List<String> primaryKey,
            Map<String, String> options,
            Origin origin)
            implements Statement {}

    /** A view's SELECT, or a whole INSERT. */
    record Query(Kind kind, String name, String sql, Origin origin) implements Statement {}

    /** What a query is for. */
    enum Kind {
        VIEW,
        INSERT
    }

    /** A column: physical with a type, virtual with a type and a metadata key, or computed. Others are null. */
    record Column(String name, String type, String metadata, String computed) {}

    /** The row time and what the watermark is computed as. */
    record Watermark(String column, String expression) {}
}
