-- Pipeline users, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_WHOLE` AS 'dev.pipectl.functions.Whole';

-- test/golden/stages/enrich-read-twice/pipeline.ts:18
CREATE TABLE `source.plays` (
  `userId` STRING,
  `titleId` STRING,
  `device` STRING,
  `scenes` ARRAY<ROW<`name` STRING, `seconds` DOUBLE>>,
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
  {"name":"scenes","type":"array","of":{"type":"row","fields":[{"name":"name","type":"string"},{"name":"seconds","type":"number"}]}},
  {"name":"at","type":"timestamp"}
]'
);

-- test/golden/stages/enrich-read-twice/pipeline.ts:16
CREATE TABLE `lookup.titled` (
  `titleId` STRING,
  `name` STRING,
  PRIMARY KEY (`titleId`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-dynamodb',
  'table' = '${titles}',
  'lookup' = 'titled',
  'cache-rows' = '10000',
  'cache-age' = '60000',
  'contract' = '[
  {"name":"titleId","type":"string"},
  {"name":"name","type":"string"}
]'
);

-- test/golden/stages/enrich-read-twice/pipeline.ts:30
CREATE TABLE `sink.plays-with-names` (
  `userId` STRING,
  `titleId` STRING,
  `device` STRING,
  `scenes` ARRAY<ROW<`name` STRING, `seconds` DOUBLE>>,
  `at` TIMESTAMP_LTZ(3),
  `name` STRING
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${plays-with-names}',
  'output' = 'plays-with-names',
  'pipeline' = 'users',
  'dead-letters' = '${users-dead-letters}'
);

-- test/golden/stages/enrich-read-twice/pipeline.ts:31
CREATE TABLE `sink.users` (
  `userId` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `plays` BIGINT,
  PRIMARY KEY (`userId`, `windowStart`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-dynamodb',
  'table' = '${users}',
  'nulls' = 'skip',
  'output' = 'users',
  'pipeline' = 'users',
  'dead-letters' = '${users-dead-letters}'
);

-- test/golden/stages/enrich-read-twice/pipeline.ts:29
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
  'target' = '${users-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/stages/enrich-read-twice/pipeline.ts:18
CREATE TEMPORARY VIEW `plays` AS
SELECT
  `userId`,
  `titleId`,
  `device`,
  `scenes`,
  `at`,
  `$time`,
  `$origin`
FROM `source.plays`
WHERE PIPECTL_ACCEPTED('plays', `$time`);

-- test/golden/stages/enrich-read-twice/pipeline.ts:18
CREATE TEMPORARY VIEW `plays.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.plays`
WHERE PIPECTL_FAULTY('plays', `$time`);

-- test/golden/stages/enrich-read-twice/pipeline.ts:18
CREATE TEMPORARY VIEW `titled` AS
SELECT
  `userId`,
  `titleId`,
  (`$row`).`device` AS `device`,
  `scenes`,
  `at`,
  COALESCE((`$found`).`name`, (`$found`).`name`) AS `name`,
  `$time`,
  `$origin`
FROM (
SELECT
  `userId`,
  `titleId`,
  `scenes`,
  `at`,
  `$row`,
  `$time`,
  `$origin`,
  `lookup.titled`((`$row`).`$on.titleId`) AS `$found`
FROM (
SELECT
  `userId`,
  `titleId`,
  `scenes`,
  `at`,
  PIPECTL_WHOLE(CAST(ROW(`device`, `titleId`) AS ROW<`device` STRING, `$on.titleId` STRING>)) AS `$row`,
  `$time`,
  `$origin`
FROM `plays`
)
);

-- test/golden/stages/enrich-read-twice/pipeline.ts:27
CREATE TEMPORARY VIEW `perUser.on_time` AS
SELECT
  `userId`,
  COALESCE(`name`, '') <> '' AS `plays`,
  `$time`
FROM `titled`
WHERE PIPECTL_ON_TIME('perUser', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0);

-- test/golden/stages/enrich-read-twice/pipeline.ts:27
CREATE TEMPORARY VIEW `perUser.late` AS
SELECT
  `$time`,
  `$origin`
FROM `titled`
WHERE PIPECTL_LATE('perUser', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0);

-- test/golden/stages/enrich-read-twice/pipeline.ts:27
CREATE TEMPORARY VIEW `perUser` AS
SELECT
  `userId`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(*) FILTER (WHERE `plays` IS TRUE) AS `plays`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `perUser.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:05:00.000' DAY TO SECOND))
GROUP BY `userId`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('perUser', 'out', COUNT(*) FILTER (WHERE `plays` IS TRUE));

EXECUTE STATEMENT SET
BEGIN

-- test/golden/stages/enrich-read-twice/pipeline.ts:30
INSERT INTO `sink.plays-with-names` (`userId`, `titleId`, `device`, `scenes`, `at`, `name`)
SELECT
  `userId`,
  `titleId`,
  `device`,
  `scenes`,
  `at`,
  `name`
FROM `titled`;

-- test/golden/stages/enrich-read-twice/pipeline.ts:31
INSERT INTO `sink.users` (`userId`, `windowStart`, `windowEnd`, `plays`)
SELECT
  `userId`,
  `windowStart`,
  `windowEnd`,
  `plays`
FROM `perUser`;

-- test/golden/stages/enrich-read-twice/pipeline.ts:29
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'plays', `reason`, CAST(NULL AS STRING)) AS `id`,
  'users' AS `pipeline`,
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
  'users' AS `pipeline`,
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
