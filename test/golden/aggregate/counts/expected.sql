-- Pipeline counts, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_KEY_NUMBER` AS 'dev.pipectl.functions.KeyNumber';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LATE` AS 'dev.pipectl.functions.Late';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LETTER_ID` AS 'dev.pipectl.functions.LetterId';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_ON_TIME` AS 'dev.pipectl.functions.OnTime';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_PASSED` AS 'dev.pipectl.functions.Passed';

-- test/golden/aggregate/counts/pipeline.ts:12
CREATE TABLE `source.events` (
  `user` STRING,
  `amount` DOUBLE,
  `digest` BYTES,
  `day` TIMESTAMP_LTZ(3),
  `at` TIMESTAMP_LTZ(3),
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:30.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${events}',
  'source' = 'events',
  'event-time' = '["at"]',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"user","type":"string"},
  {"name":"amount","type":"number"},
  {"name":"digest","type":"bytes"},
  {"name":"day","type":"timestamp"},
  {"name":"at","type":"timestamp"}
]'
);

-- test/golden/aggregate/counts/pipeline.ts:23
CREATE TABLE `sink.counts` (
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `events` BIGINT,
  `large` BIGINT,
  `users` BIGINT,
  `amounts` BIGINT,
  `digests` BIGINT,
  `days` BIGINT
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${counts}',
  'output' = 'counts',
  'pipeline' = 'counts',
  'dead-letters' = '${counts-dead-letters}'
);

-- test/golden/aggregate/counts/pipeline.ts:23
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
  'target' = '${counts-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/aggregate/counts/pipeline.ts:12
CREATE TEMPORARY VIEW `events` AS
SELECT
  `user`,
  `amount`,
  `digest`,
  `day`,
  `at`,
  `$time`,
  `$origin`
FROM `source.events`
WHERE PIPECTL_ACCEPTED('events', `$time`);

-- test/golden/aggregate/counts/pipeline.ts:12
CREATE TEMPORARY VIEW `events.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.events`
WHERE PIPECTL_FAULTY('events', `$time`);

-- test/golden/aggregate/counts/pipeline.ts:14
CREATE TEMPORARY VIEW `counts.on_time` AS
SELECT
  `amount` AS `amounts`,
  `day` AS `days`,
  `digest` AS `digests`,
  `amount` > 1E2 AS `large`,
  `user` AS `users`,
  `$time`
FROM `events`
WHERE PIPECTL_ON_TIME('counts.window', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/aggregate/counts/pipeline.ts:14
CREATE TEMPORARY VIEW `counts.late` AS
SELECT
  `$time`,
  `$origin`
FROM `events`
WHERE PIPECTL_LATE('counts.window', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/aggregate/counts/pipeline.ts:14
CREATE TEMPORARY VIEW `counts` AS
SELECT
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(DISTINCT PIPECTL_KEY_NUMBER(`amounts`)) AS `amounts`,
  COUNT(DISTINCT `days`) AS `days`,
  COUNT(DISTINCT DECODE(`digests`, 'ISO-8859-1')) AS `digests`,
  COUNT(*) AS `events`,
  COUNT(*) FILTER (WHERE `large` IS TRUE) AS `large`,
  COUNT(DISTINCT `users`) AS `users`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `counts.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:01:00.000' DAY TO SECOND))
GROUP BY `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('counts.window', 'out', COUNT(DISTINCT PIPECTL_KEY_NUMBER(`amounts`)));

EXECUTE STATEMENT SET
BEGIN

-- test/golden/aggregate/counts/pipeline.ts:23
INSERT INTO `sink.counts` (`windowStart`, `windowEnd`, `events`, `large`, `users`, `amounts`, `digests`, `days`)
SELECT
  `windowStart`,
  `windowEnd`,
  `events`,
  `large`,
  `users`,
  `amounts`,
  `digests`,
  `days`
FROM `counts`;

-- test/golden/aggregate/counts/pipeline.ts:23
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'events', `reason`, CAST(NULL AS STRING)) AS `id`,
  'counts' AS `pipeline`,
  'events' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `events.faults`
UNION ALL
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'counts', 'late', CAST(NULL AS STRING)) AS `id`,
  'counts' AS `pipeline`,
  'counts' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `counts.late`;

END;
