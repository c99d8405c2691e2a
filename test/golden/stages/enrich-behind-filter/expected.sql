-- Pipeline studios, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_WHOLE` AS 'dev.pipectl.functions.Whole';

-- test/golden/stages/enrich-behind-filter/pipeline.ts:18
CREATE TABLE `source.plays` (
  `userId` STRING,
  `titleId` STRING,
  `device` STRING,
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
  {"name":"at","type":"timestamp"}
]'
);

-- test/golden/stages/enrich-behind-filter/pipeline.ts:15
CREATE TABLE `lookup.titled` (
  `titleId` STRING,
  `studio` STRING,
  PRIMARY KEY (`titleId`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-dynamodb',
  'table' = '${titles}',
  'lookup' = 'titled',
  'cache-rows' = '10000',
  'cache-age' = '60000',
  'contract' = '[
  {"name":"titleId","type":"string"},
  {"name":"studio","type":"string"}
]'
);

-- test/golden/stages/enrich-behind-filter/pipeline.ts:28
CREATE TABLE `sink.studios` (
  `studio` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `plays` BIGINT,
  PRIMARY KEY (`studio`, `windowStart`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-dynamodb',
  'table' = '${studios}',
  'nulls' = 'skip',
  'output' = 'studios',
  'pipeline' = 'studios',
  'dead-letters' = '${studios-dead-letters}'
);

-- test/golden/stages/enrich-behind-filter/pipeline.ts:27
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
  'target' = '${studios-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/stages/enrich-behind-filter/pipeline.ts:18
CREATE TEMPORARY VIEW `plays` AS
SELECT
  `userId`,
  `titleId`,
  `device`,
  `at`,
  `$time`,
  `$origin`
FROM `source.plays`
WHERE PIPECTL_ACCEPTED('plays', `$time`);

-- test/golden/stages/enrich-behind-filter/pipeline.ts:18
CREATE TEMPORARY VIEW `plays.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.plays`
WHERE PIPECTL_FAULTY('plays', `$time`);

-- test/golden/stages/enrich-behind-filter/pipeline.ts:19
CREATE TEMPORARY VIEW `titled.filter` AS
SELECT
  `userId`,
  `titleId`,
  `device`,
  `at`,
  `$time`,
  `$origin`
FROM `plays`
WHERE PIPECTL_FILTER('titled.filter', `userId` <> 'robot');

-- test/golden/stages/enrich-behind-filter/pipeline.ts:20
CREATE TEMPORARY VIEW `titled` AS
SELECT
  `userId`,
  `titleId`,
  (`$row`).`device` AS `device`,
  `at`,
  COALESCE((`$found`).`studio`, (`$found`).`studio`) AS `studio`,
  `$time`,
  `$origin`
FROM (
SELECT
  `userId`,
  `titleId`,
  `at`,
  `$row`,
  `$time`,
  `$origin`,
  `lookup.titled`((`$row`).`$on.titleId`) AS `$found`
FROM (
SELECT
  `userId`,
  `titleId`,
  `at`,
  PIPECTL_WHOLE(CAST(ROW(`device`, `titleId`) AS ROW<`device` STRING, `$on.titleId` STRING>)) AS `$row`,
  `$time`,
  `$origin`
FROM `titled.filter`
)
);

-- test/golden/stages/enrich-behind-filter/pipeline.ts:25
CREATE TEMPORARY VIEW `perStudio.on_time` AS
SELECT
  COALESCE(`studio`, 'unknown') AS `studio`,
  `$time`
FROM `titled`
WHERE PIPECTL_ON_TIME('perStudio', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0);

-- test/golden/stages/enrich-behind-filter/pipeline.ts:25
CREATE TEMPORARY VIEW `perStudio.late` AS
SELECT
  `$time`,
  `$origin`
FROM `titled`
WHERE PIPECTL_LATE('perStudio', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0);

-- test/golden/stages/enrich-behind-filter/pipeline.ts:25
CREATE TEMPORARY VIEW `perStudio` AS
SELECT
  `studio`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(*) AS `plays`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `perStudio.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:05:00.000' DAY TO SECOND))
GROUP BY `studio`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('perStudio', 'out', COUNT(*));

EXECUTE STATEMENT SET
BEGIN

-- test/golden/stages/enrich-behind-filter/pipeline.ts:28
INSERT INTO `sink.studios` (`studio`, `windowStart`, `windowEnd`, `plays`)
SELECT
  `studio`,
  `windowStart`,
  `windowEnd`,
  `plays`
FROM `perStudio`;

-- test/golden/stages/enrich-behind-filter/pipeline.ts:27
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'plays', `reason`, CAST(NULL AS STRING)) AS `id`,
  'studios' AS `pipeline`,
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
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'perStudio', 'late', CAST(NULL AS STRING)) AS `id`,
  'studios' AS `pipeline`,
  'perStudio' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `perStudio.late`;

END;
