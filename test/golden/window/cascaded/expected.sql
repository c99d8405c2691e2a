-- Pipeline cascaded, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_FILTER` AS 'dev.pipectl.functions.Filter';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LATE` AS 'dev.pipectl.functions.Late';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LETTER_ID` AS 'dev.pipectl.functions.LetterId';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_ON_TIME` AS 'dev.pipectl.functions.OnTime';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_PASSED` AS 'dev.pipectl.functions.Passed';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_ROW_JSON` AS 'dev.pipectl.functions.RowJson';

-- test/golden/window/cascaded/pipeline.ts:12
CREATE TABLE `source.plays` (
  `userId` STRING,
  `titleId` STRING,
  `device` STRING,
  `seconds` DOUBLE,
  `at` TIMESTAMP_LTZ(3),
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:30.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${plays}',
  'source' = 'plays',
  'event-time' = '["at"]',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"userId","type":"string"},
  {"name":"titleId","type":"string"},
  {"name":"device","type":"string","nullable":true},
  {"name":"seconds","type":"number"},
  {"name":"at","type":"timestamp"}
]'
);

-- test/golden/window/cascaded/pipeline.ts:26
CREATE TABLE `sink.busiest` (
  `titleId` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `busiestMinute` BIGINT,
  `seconds` DOUBLE
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${busiest}',
  'output' = 'busiest',
  'pipeline' = 'cascaded',
  'dead-letters' = '${cascaded-dead-letters}'
);

-- test/golden/window/cascaded/pipeline.ts:26
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
  'target' = '${cascaded-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/window/cascaded/pipeline.ts:12
CREATE TEMPORARY VIEW `plays` AS
SELECT
  `userId`,
  `titleId`,
  `device`,
  `seconds`,
  `at`,
  `$time`,
  `$origin`
FROM `source.plays`
WHERE PIPECTL_ACCEPTED('plays', `$time`);

-- test/golden/window/cascaded/pipeline.ts:12
CREATE TEMPORARY VIEW `plays.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.plays`
WHERE PIPECTL_FAULTY('plays', `$time`);

-- test/golden/window/cascaded/pipeline.ts:17
CREATE TEMPORARY VIEW `perMinute.on_time` AS
SELECT
  `titleId`,
  `seconds`,
  `$time`
FROM `plays`
WHERE PIPECTL_ON_TIME('perMinute', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/window/cascaded/pipeline.ts:17
CREATE TEMPORARY VIEW `perMinute.late` AS
SELECT
  `$time`,
  `$origin`
FROM `plays`
WHERE PIPECTL_LATE('perMinute', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/window/cascaded/pipeline.ts:17
CREATE TEMPORARY VIEW `perMinute` AS
SELECT
  `titleId`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(*) AS `plays`,
  SUM(`seconds`) AS `seconds`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `perMinute.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:01:00.000' DAY TO SECOND))
GROUP BY `titleId`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('perMinute', 'out', COUNT(*));

-- test/golden/window/cascaded/pipeline.ts:20
CREATE TEMPORARY VIEW `busiest.filter` AS
SELECT
  `titleId`,
  `windowStart`,
  `windowEnd`,
  `plays`,
  `seconds`,
  `$time`
FROM (
SELECT
  `titleId`,
  `windowStart`,
  `windowEnd`,
  `plays`,
  `seconds`,
  `$time`,
  PIPECTL_FILTER('busiest.filter', `plays` > 10) AS `$keep`
FROM `perMinute`
)
WHERE `$keep`;

-- test/golden/window/cascaded/pipeline.ts:21
CREATE TEMPORARY VIEW `busiest.map` AS
SELECT
  `titleId`,
  `plays`,
  COALESCE(`seconds`, 0E0) AS `seconds`,
  `$time`
FROM `busiest.filter`;

-- test/golden/window/cascaded/pipeline.ts:24
CREATE TEMPORARY VIEW `busiest.on_time` AS
SELECT
  `titleId`,
  `busiestMinute`,
  `seconds`,
  `$time`
FROM (
SELECT
  `titleId`,
  `plays` AS `busiestMinute`,
  `seconds`,
  `$time`,
  PIPECTL_ON_TIME('busiest.window', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 3600000, 0, 0) AS `$keep`
FROM `busiest.map`
)
WHERE `$keep`;

-- test/golden/window/cascaded/pipeline.ts:24
CREATE TEMPORARY VIEW `busiest.late` AS
SELECT
  `$row`,
  `$time`
FROM (
SELECT
  CAST(ROW(`titleId`, `plays`, `seconds`) AS ROW<`titleId` STRING, `plays` BIGINT, `seconds` DOUBLE>) AS `$row`,
  `$time`,
  PIPECTL_LATE('busiest.window', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 3600000, 0, 0) AS `$keep`
FROM `busiest.map`
)
WHERE `$keep`;

-- test/golden/window/cascaded/pipeline.ts:24
CREATE TEMPORARY VIEW `busiest` AS
SELECT
  `titleId`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  MAX(`busiestMinute`) AS `busiestMinute`,
  SUM(`seconds`) AS `seconds`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `busiest.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 01:00:00.000' DAY TO SECOND))
GROUP BY `titleId`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('busiest.window', 'out', MAX(`busiestMinute`));

EXECUTE STATEMENT SET
BEGIN

-- test/golden/window/cascaded/pipeline.ts:26
INSERT INTO `sink.busiest` (`titleId`, `windowStart`, `windowEnd`, `busiestMinute`, `seconds`)
SELECT
  `titleId`,
  `windowStart`,
  `windowEnd`,
  `busiestMinute`,
  `seconds`
FROM `busiest`;

-- test/golden/window/cascaded/pipeline.ts:26
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'plays', `reason`, CAST(NULL AS STRING)) AS `id`,
  'cascaded' AS `pipeline`,
  'plays' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `plays.faults`
UNION ALL
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'perMinute', 'late', CAST(NULL AS STRING)) AS `id`,
  'cascaded' AS `pipeline`,
  'perMinute' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `perMinute.late`
UNION ALL
SELECT
  PIPECTL_LETTER_ID(CAST(NULL AS STRING), CAST(NULL AS STRING), CAST(NULL AS STRING), 'busiest', 'late', PIPECTL_ROW_JSON(`$row`)) AS `id`,
  'cascaded' AS `pipeline`,
  'busiest' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(NULL AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `arrivalTime`,
  PIPECTL_ROW_JSON(`$row`) AS `record`,
  'utf8' AS `encoding`
FROM `busiest.late`;

END;
