-- Pipeline extremes, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
-- Runs with the connectors and functions of pipectl-runtime.jar, once ${…} are replaced by names of resources.

SET 'execution.runtime-mode' = 'STREAMING';
SET 'pipeline.max-parallelism' = '720';
SET 'pipeline.object-reuse' = 'true';
SET 'table.exec.mini-batch.enabled' = 'false';
SET 'table.exec.sink.not-null-enforcer' = 'ERROR';
SET 'table.exec.sink.rowtime-inserter' = 'DISABLED';
SET 'table.exec.sink.upsert-materialize' = 'NONE';
SET 'table.exec.state.ttl' = '0 ms';
SET 'table.exec.uid.generation' = 'PLAN_ONLY';
SET 'table.local-time-zone' = 'UTC';
SET 'table.optimizer.agg-phase-strategy' = 'AUTO';
SET 'table.optimizer.delta-join.strategy' = 'NONE';
SET 'table.optimizer.multi-join.enabled' = 'false';
SET 'table.optimizer.non-deterministic-update.strategy' = 'IGNORE';
SET 'table.optimizer.reuse-optimize-block-with-digest-enabled' = 'true';
SET 'table.optimizer.reuse-source-enabled' = 'true';
SET 'table.optimizer.reuse-sub-plan-enabled' = 'true';
SET 'table.plan.compile.catalog-objects' = 'SCHEMA';

CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_ACCEPTED` AS 'dev.pipectl.functions.Accepted';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_FAULTY` AS 'dev.pipectl.functions.Faulty';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_FIRST` AS 'dev.pipectl.functions.First';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LATE` AS 'dev.pipectl.functions.Late';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LATEST` AS 'dev.pipectl.functions.Latest';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LETTER_ID` AS 'dev.pipectl.functions.LetterId';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_MAX` AS 'dev.pipectl.functions.Max';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_MIN` AS 'dev.pipectl.functions.Min';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_ON_TIME` AS 'dev.pipectl.functions.OnTime';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_PASSED` AS 'dev.pipectl.functions.Passed';

-- test/golden/aggregate/extremes/pipeline.ts:13
CREATE TABLE `source.readings` (
  `sensor` STRING,
  `value` DOUBLE,
  `ticks` BIGINT,
  `label` STRING,
  `position` ROW<`x` DOUBLE, `y` DOUBLE>,
  `at` TIMESTAMP_LTZ(3),
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:30.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${readings}',
  'source' = 'readings',
  'event-time' = '["at"]',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"sensor","type":"string"},
  {"name":"value","type":"number"},
  {"name":"ticks","type":"bigint"},
  {"name":"label","type":"string"},
  {"name":"position","type":"row","fields":[{"name":"x","type":"number"},{"name":"y","type":"number"}]},
  {"name":"at","type":"timestamp"}
]'
);

-- test/golden/aggregate/extremes/pipeline.ts:28
CREATE TABLE `sink.extremes` (
  `sensor` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `lowest` DOUBLE,
  `highest` DOUBLE,
  `mostTicks` BIGINT,
  `lastLabel` STRING,
  `earliest` TIMESTAMP_LTZ(3),
  `firstValue` DOUBLE,
  `latestPosition` ROW<`x` DOUBLE, `y` DOUBLE>
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${extremes}',
  'output' = 'extremes',
  'pipeline' = 'extremes',
  'dead-letters' = '${extremes-dead-letters}'
);

-- test/golden/aggregate/extremes/pipeline.ts:28
CREATE TABLE `sink.dead-letters` (
  `id` STRING,
  `pipeline` STRING,
  `stage` STRING,
  `reason` STRING,
  `detail` STRING,
  `source` ROW<`name` STRING, `shard` STRING, `sequence` STRING>,
  `eventTime` TIMESTAMP_LTZ(3),
  `arrivalTime` TIMESTAMP_LTZ(3),
  `record` STRING,
  `encoding` STRING
) WITH (
  'connector' = 'pipectl-dead-letters',
  'target' = '${extremes-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/aggregate/extremes/pipeline.ts:13
CREATE TEMPORARY VIEW `readings` AS
SELECT
  `sensor`,
  `value`,
  `ticks`,
  `label`,
  `position`,
  `at`,
  `$time`,
  `$origin`
FROM `source.readings`
WHERE PIPECTL_ACCEPTED('readings', `$time`);

-- test/golden/aggregate/extremes/pipeline.ts:13
CREATE TEMPORARY VIEW `readings.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.readings`
WHERE PIPECTL_FAULTY('readings', `$time`);

-- test/golden/aggregate/extremes/pipeline.ts:18
CREATE TEMPORARY VIEW `extremes.on_time` AS
SELECT
  `sensor`,
  `at` AS `earliest`,
  `value` AS `firstValue`,
  `value` AS `highest`,
  `label` AS `lastLabel`,
  `position` AS `latestPosition`,
  `value` AS `lowest`,
  `ticks` AS `mostTicks`,
  `$time`
FROM `readings`
WHERE PIPECTL_ON_TIME('extremes.window', `$time`, CURRENT_WATERMARK(`$time`), 'hop', 600000, 300000, 0);

-- test/golden/aggregate/extremes/pipeline.ts:18
CREATE TEMPORARY VIEW `extremes.late` AS
SELECT
  `$time`,
  `$origin`
FROM `readings`
WHERE PIPECTL_LATE('extremes.window', `$time`, CURRENT_WATERMARK(`$time`), 'hop', 600000, 300000, 0);

-- test/golden/aggregate/extremes/pipeline.ts:18
CREATE TEMPORARY VIEW `extremes` AS
SELECT
  `sensor`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  MIN(`earliest`) AS `earliest`,
  PIPECTL_FIRST(`firstValue`, `$time`) AS `firstValue`,
  PIPECTL_MAX(`highest`) AS `highest`,
  PIPECTL_MAX(`lastLabel`) AS `lastLabel`,
  PIPECTL_LATEST(`latestPosition`, `$time`) AS `latestPosition`,
  PIPECTL_MIN(`lowest`) AS `lowest`,
  MAX(`mostTicks`) AS `mostTicks`,
  `window_time` AS `$time`
FROM TABLE(HOP(TABLE `extremes.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:05:00.000' DAY TO SECOND, INTERVAL '0 00:10:00.000' DAY TO SECOND))
GROUP BY `sensor`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('extremes.window', 'out', MIN(`earliest`));

EXECUTE STATEMENT SET
BEGIN

-- test/golden/aggregate/extremes/pipeline.ts:28
INSERT INTO `sink.extremes` (`sensor`, `windowStart`, `windowEnd`, `lowest`, `highest`, `mostTicks`, `lastLabel`, `earliest`, `firstValue`, `latestPosition`)
SELECT
  `sensor`,
  `windowStart`,
  `windowEnd`,
  `lowest`,
  `highest`,
  `mostTicks`,
  `lastLabel`,
  `earliest`,
  `firstValue`,
  `latestPosition`
FROM `extremes`;

-- test/golden/aggregate/extremes/pipeline.ts:28
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'readings', `reason`, CAST(NULL AS STRING)) AS `id`,
  'extremes' AS `pipeline`,
  'readings' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `readings.faults`
UNION ALL
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'extremes', 'late', CAST(NULL AS STRING)) AS `id`,
  'extremes' AS `pipeline`,
  'extremes' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `extremes.late`;

END;
