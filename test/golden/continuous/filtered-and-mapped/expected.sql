-- Pipeline fans, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_PASSED` AS 'dev.pipectl.functions.Passed';

-- test/golden/continuous/filtered-and-mapped/pipeline.ts:12
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

-- test/golden/continuous/filtered-and-mapped/pipeline.ts:21
CREATE TABLE `sink.fans` (
  `$id` STRING,
  `titleId` STRING,
  `userId` STRING,
  `plays` BIGINT,
  `label` STRING,
  PRIMARY KEY (`$id`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-opensearch',
  'index' = '${fans}',
  'endpoint' = '${fans.endpoint}',
  'credentials' = '${fans.credentials}',
  'output' = 'fans',
  'pipeline' = 'fans',
  'dead-letters' = '${fans-dead-letters}'
);

-- test/golden/continuous/filtered-and-mapped/pipeline.ts:20
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
  'target' = '${fans-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/continuous/filtered-and-mapped/pipeline.ts:12
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

-- test/golden/continuous/filtered-and-mapped/pipeline.ts:12
CREATE TEMPORARY VIEW `plays.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.plays`
WHERE PIPECTL_FAULTY('plays', `$time`);

-- test/golden/continuous/filtered-and-mapped/pipeline.ts:16
CREATE TEMPORARY VIEW `fans.aggregate.keyed` AS
SELECT
  `titleId`,
  `userId`,
  `$time`
FROM `plays`
WHERE PIPECTL_PASSED('fans.aggregate', 'in');

-- test/golden/continuous/filtered-and-mapped/pipeline.ts:16
CREATE TEMPORARY VIEW `fans.aggregate` AS
SELECT /*+ STATE_TTL(`fans.aggregate.keyed` = '0 ms') */
  `titleId`,
  `userId`,
  COUNT(*) AS `plays`
FROM `fans.aggregate.keyed`
GROUP BY `titleId`, `userId`;

-- test/golden/continuous/filtered-and-mapped/pipeline.ts:17
CREATE TEMPORARY VIEW `fans.filter` AS
SELECT
  `titleId`,
  `userId`,
  `plays`
FROM (
SELECT
  `titleId`,
  `userId`,
  `plays`,
  PIPECTL_FILTER('fans.filter', `plays` >= 3) AS `$keep`
FROM `fans.aggregate`
)
WHERE `$keep`;

-- test/golden/continuous/filtered-and-mapped/pipeline.ts:18
CREATE TEMPORARY VIEW `fans` AS
SELECT
  `titleId`,
  `userId`,
  `plays`,
  CAST(`plays` AS STRING) || ' plays' AS `label`
FROM `fans.filter`;

EXECUTE STATEMENT SET
BEGIN

-- test/golden/continuous/filtered-and-mapped/pipeline.ts:21
INSERT INTO `sink.fans` (`$id`, `titleId`, `userId`, `plays`, `label`)
SELECT
  `titleId` || '#' || `userId` AS `$id`,
  `titleId`,
  `userId`,
  `plays`,
  `label`
FROM `fans`;

-- test/golden/continuous/filtered-and-mapped/pipeline.ts:20
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'plays', `reason`, CAST(NULL AS STRING)) AS `id`,
  'fans' AS `pipeline`,
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
