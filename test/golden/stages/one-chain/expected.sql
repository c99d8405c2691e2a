-- Pipeline one-chain, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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

-- test/golden/stages/one-chain/pipeline.ts:11
CREATE TABLE `source.plays` (
  `userId` STRING,
  `titleId` STRING,
  `seconds` DOUBLE,
  `at` TIMESTAMP_LTZ(3),
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:30.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${stream.plays}',
  'source' = 'plays',
  'event-time' = '["at"]',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"userId","type":"string"},
  {"name":"titleId","type":"string"},
  {"name":"seconds","type":"number"},
  {"name":"at","type":"timestamp"}
]'
);

-- test/golden/stages/one-chain/pipeline.ts:18
CREATE TABLE `sink.plays` (
  `titleId` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `plays` BIGINT,
  PRIMARY KEY (`titleId`, `windowStart`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-dynamodb',
  'table' = '${table.plays}',
  'nulls' = 'skip',
  'output' = 'plays',
  'pipeline' = 'one-chain',
  'dead-letters' = '${one-chain-dead-letters}'
);

-- test/golden/stages/one-chain/pipeline.ts:17
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
  'target' = '${one-chain-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/stages/one-chain/pipeline.ts:11
CREATE TEMPORARY VIEW `plays` AS
SELECT
  `userId`,
  `titleId`,
  `seconds`,
  `at`,
  `$time`,
  `$origin`
FROM `source.plays`
WHERE PIPECTL_ACCEPTED('plays', `$time`);

-- test/golden/stages/one-chain/pipeline.ts:11
CREATE TEMPORARY VIEW `plays.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.plays`
WHERE PIPECTL_FAULTY('plays', `$time`);

-- test/golden/stages/one-chain/pipeline.ts:12
CREATE TEMPORARY VIEW `plays.filter` AS
SELECT
  `userId`,
  `titleId`,
  `seconds`,
  `at`,
  `$time`,
  `$origin`
FROM `plays`
WHERE PIPECTL_FILTER('plays.filter', `seconds` > 6E1);

-- test/golden/stages/one-chain/pipeline.ts:15
CREATE TEMPORARY VIEW `plays.aggregate.on_time` AS
SELECT
  `titleId`,
  `$time`
FROM `plays.filter`
WHERE PIPECTL_ON_TIME('plays.aggregate', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0);

-- test/golden/stages/one-chain/pipeline.ts:15
CREATE TEMPORARY VIEW `plays.aggregate.late` AS
SELECT
  `$time`,
  `$origin`
FROM `plays.filter`
WHERE PIPECTL_LATE('plays.aggregate', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0);

-- test/golden/stages/one-chain/pipeline.ts:15
CREATE TEMPORARY VIEW `plays.aggregate` AS
SELECT
  `titleId`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(*) AS `plays`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `plays.aggregate.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:05:00.000' DAY TO SECOND))
GROUP BY `titleId`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('plays.aggregate', 'out', COUNT(*));

EXECUTE STATEMENT SET
BEGIN

-- test/golden/stages/one-chain/pipeline.ts:18
INSERT INTO `sink.plays` (`titleId`, `windowStart`, `windowEnd`, `plays`)
SELECT
  `titleId`,
  `windowStart`,
  `windowEnd`,
  `plays`
FROM `plays.aggregate`;

-- test/golden/stages/one-chain/pipeline.ts:17
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'plays', `reason`, CAST(NULL AS STRING)) AS `id`,
  'one-chain' AS `pipeline`,
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
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'plays.aggregate', 'late', CAST(NULL AS STRING)) AS `id`,
  'one-chain' AS `pipeline`,
  'plays.aggregate' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `plays.aggregate.late`;

END;
