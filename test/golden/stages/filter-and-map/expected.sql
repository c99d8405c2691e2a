-- Pipeline filter-and-map, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LETTER_ID` AS 'dev.pipectl.functions.LetterId';

-- test/golden/stages/filter-and-map/pipeline.ts:12
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

-- test/golden/stages/filter-and-map/pipeline.ts:20
CREATE TABLE `sink.long-plays` (
  `who` STRING,
  `what` STRING,
  `minutes` DOUBLE,
  `device` STRING
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${long-plays}',
  'output' = 'long-plays',
  'pipeline' = 'filter-and-map',
  'dead-letters' = '${filter-and-map-dead-letters}'
);

-- test/golden/stages/filter-and-map/pipeline.ts:21
CREATE TABLE `sink.without-device` (
  `userId` STRING,
  `titleId` STRING,
  `device` STRING,
  `seconds` DOUBLE,
  `at` TIMESTAMP_LTZ(3)
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${without-device}',
  'output' = 'without-device',
  'pipeline' = 'filter-and-map',
  'dead-letters' = '${filter-and-map-dead-letters}'
);

-- test/golden/stages/filter-and-map/pipeline.ts:19
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
  'target' = '${filter-and-map-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/stages/filter-and-map/pipeline.ts:12
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

-- test/golden/stages/filter-and-map/pipeline.ts:12
CREATE TEMPORARY VIEW `plays.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.plays`
WHERE PIPECTL_FAULTY('plays', `$time`);

-- test/golden/stages/filter-and-map/pipeline.ts:15
CREATE TEMPORARY VIEW `long.filter` AS
SELECT
  `userId`,
  `titleId`,
  `device`,
  `seconds`,
  `at`,
  `$time`,
  `$origin`
FROM `plays`
WHERE PIPECTL_FILTER('long.filter', `seconds` > 6E1);

-- test/golden/stages/filter-and-map/pipeline.ts:16
CREATE TEMPORARY VIEW `long.map` AS
SELECT
  `userId` AS `who`,
  `titleId` AS `what`,
  `seconds` / 6E1 AS `minutes`,
  COALESCE(`device`, 'unknown') AS `device`,
  `$time`,
  `$origin`
FROM `long.filter`;

-- test/golden/stages/filter-and-map/pipeline.ts:17
CREATE TEMPORARY VIEW `long` AS
SELECT
  `who`,
  `what`,
  `minutes`,
  `device`,
  `$time`,
  `$origin`
FROM `long.map`
WHERE PIPECTL_FILTER('long', `device` <> 'tv');

-- test/golden/stages/filter-and-map/pipeline.ts:21
CREATE TEMPORARY VIEW `without-device` AS
SELECT
  `userId`,
  `titleId`,
  `device`,
  `seconds`,
  `at`,
  `$time`,
  `$origin`
FROM `plays`
WHERE PIPECTL_FILTER('without-device.filter', `device` IS NULL);

EXECUTE STATEMENT SET
BEGIN

-- test/golden/stages/filter-and-map/pipeline.ts:20
INSERT INTO `sink.long-plays` (`who`, `what`, `minutes`, `device`)
SELECT
  `who`,
  `what`,
  `minutes`,
  `device`
FROM `long`;

-- test/golden/stages/filter-and-map/pipeline.ts:21
INSERT INTO `sink.without-device` (`userId`, `titleId`, `device`, `seconds`, `at`)
SELECT
  `userId`,
  `titleId`,
  `device`,
  `seconds`,
  `at`
FROM `without-device`;

-- test/golden/stages/filter-and-map/pipeline.ts:19
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'plays', `reason`, CAST(NULL AS STRING)) AS `id`,
  'filter-and-map' AS `pipeline`,
  'plays' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `plays.faults`;

END;
