package dev.pipectl.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A table statement becomes CREATE TABLE, quoted so that no name or value can end it early. */
class TableDdlTest {
    @Test
    void everyClause() {
        Statement.Table table = new Statement.Table(
                "odd`name",
                List.of(
                        new Statement.Column("id", "STRING", null, null),
                        new Statement.Column("order", "ROW<`a` STRING>", null, null),
                        new Statement.Column("$time", "TIMESTAMP_LTZ(3)", "event-time", null),
                        new Statement.Column("upper", null, null, "UPPER(`id`)")),
                new Statement.Watermark("$time", "`$time` - INTERVAL '1' SECOND"),
                List.of("id"),
                Map.of(),
                TestPipeline.HERE);
        String ddl = TableDdl.of(table, new TreeMap<>(Map.of("connector", "test-rows", "contract", "it's `x`\n${y}")));
        assertThat(ddl).isEqualTo("""
                CREATE TABLE `odd``name` (
                  `id` STRING NOT NULL,
                  `order` ROW<`a` STRING>,
                  `$time` TIMESTAMP_LTZ(3) METADATA FROM 'event-time' VIRTUAL,
                  `upper` AS UPPER(`id`),
                  WATERMARK FOR `$time` AS `$time` - INTERVAL '1' SECOND,
                  PRIMARY KEY (`id`) NOT ENFORCED
                ) WITH (
                  'connector' = 'test-rows',
                  'contract' = 'it''s `x`
                ${y}'
                )""");
    }
}
