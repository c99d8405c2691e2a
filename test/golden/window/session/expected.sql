-- Pipeline session, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LATE` AS 'dev.pipectl.functions.Late';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LETTER_ID` AS 'dev.pipectl.functions.LetterId';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_ON_TIME` AS 'dev.pipectl.functions.OnTime';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_PASSED` AS 'dev.pipectl.functions.Passed';

-- test/golden/window/session/pipeline.ts:12
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

-- test/golden/window/session/pipeline.ts:19
CREATE TABLE `sink.plays-per-user` (
  `userId` STRING,
  `device` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `plays` BIGINT,
  `long` BIGINT
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${plays-per-user}',
  'output' = 'plays-per-user',
  'pipeline' = 'session',
  'dead-letters' = '${session-dead-letters}'
);

-- test/golden/window/session/pipeline.ts:19
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
  'target' = '${session-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/window/session/pipeline.ts:12
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

-- test/golden/window/session/pipeline.ts:12
CREATE TEMPORARY VIEW `plays.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.plays`
WHERE PIPECTL_FAULTY('plays', `$time`);

-- test/golden/window/session/pipeline.ts:17
CREATE TEMPORARY VIEW `perUser.on_time` AS
SELECT
  CAST(ROW(`device`, `userId`) AS ROW<`device` STRING, `userId` STRING>) AS `$key`,
  `seconds` > 6E1 AS `long`,
  `$time`
FROM `plays`
WHERE PIPECTL_ON_TIME('perUser', `$time`, CURRENT_WATERMARK(`$time`), 'session', 1800000, 0, 0);

-- test/golden/window/session/pipeline.ts:17
CREATE TEMPORARY VIEW `perUser.late` AS
SELECT
  `$time`,
  `$origin`
FROM `plays`
WHERE PIPECTL_LATE('perUser', `$time`, CURRENT_WATERMARK(`$time`), 'session', 1800000, 0, 0);

-- test/golden/window/session/pipeline.ts:17
CREATE TEMPORARY VIEW `perUser.sessions` AS
SELECT
  `$key`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(*) FILTER (WHERE `long` IS TRUE) AS `long`,
  COUNT(*) AS `plays`,
  `window_time` AS `$time`
FROM TABLE(SESSION(TABLE `perUser.on_time` PARTITION BY `$key`, DESCRIPTOR(`$time`), INTERVAL '0 00:30:00.000' DAY TO SECOND))
GROUP BY `$key`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('perUser', 'out', COUNT(*) FILTER (WHERE `long` IS TRUE));

-- test/golden/window/session/pipeline.ts:17
CREATE TEMPORARY VIEW `perUser` AS
SELECT
  (`$key`).`userId` AS `userId`,
  (`$key`).`device` AS `device`,
  `windowStart`,
  `windowEnd`,
  `plays`,
  `long`,
  `$time`
FROM `perUser.sessions`;

EXECUTE STATEMENT SET
BEGIN

-- test/golden/window/session/pipeline.ts:19
INSERT INTO `sink.plays-per-user` (`userId`, `device`, `windowStart`, `windowEnd`, `plays`, `long`)
SELECT
  `userId`,
  `device`,
  `windowStart`,
  `windowEnd`,
  `plays`,
  `long`
FROM `perUser`;

-- test/golden/window/session/pipeline.ts:19
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'plays', `reason`, CAST(NULL AS STRING)) AS `id`,
  'session' AS `pipeline`,
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
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'perUser', 'late', CAST(NULL AS STRING)) AS `id`,
  'session' AS `pipeline`,
  'perUser' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `perUser.late`;

END;
