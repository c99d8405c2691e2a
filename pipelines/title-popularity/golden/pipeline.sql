-- Pipeline title-popularity, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_DATE_ISO` AS 'dev.pipectl.functions.DateIso';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_FAULTY` AS 'dev.pipectl.functions.Faulty';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_FILTER` AS 'dev.pipectl.functions.Filter';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LATE` AS 'dev.pipectl.functions.Late';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LETTER_ID` AS 'dev.pipectl.functions.LetterId';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_ON_TIME` AS 'dev.pipectl.functions.OnTime';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_PASSED` AS 'dev.pipectl.functions.Passed';

-- title-popularity/pipeline.ts:13
CREATE TABLE `source.playback` (
  `eventId` STRING,
  `userId` STRING,
  `titleId` STRING,
  `kind` STRING,
  `device` STRING,
  `watchedSeconds` DOUBLE,
  `at` TIMESTAMP_LTZ(3),
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:30.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${playback}',
  'source' = 'playback',
  'event-time' = '["at"]',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"eventId","type":"string"},
  {"name":"userId","type":"string"},
  {"name":"titleId","type":"string"},
  {"name":"kind","type":"string","oneOf":["pause","play","search","seek","stop"]},
  {"name":"device","type":"string","nullable":true},
  {"name":"watchedSeconds","type":"number"},
  {"name":"at","type":"timestamp"}
]'
);

-- title-popularity/pipeline.ts:27
CREATE TABLE `sink.playback-raw` (
  `eventId` STRING,
  `userId` STRING,
  `titleId` STRING,
  `kind` STRING,
  `device` STRING,
  `watchedSeconds` DOUBLE,
  `at` TIMESTAMP_LTZ(3)
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${playback-raw}',
  'output' = 'playback-raw',
  'pipeline' = 'title-popularity',
  'dead-letters' = '${title-popularity-dead-letters}'
);

-- title-popularity/pipeline.ts:28
CREATE TABLE `sink.title-popularity` (
  `titleId` STRING,
  `device` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `plays` BIGINT,
  `viewers` BIGINT,
  `watchedSeconds` DOUBLE,
  `slot` STRING,
  PRIMARY KEY (`titleId`, `slot`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-dynamodb',
  'table' = '${title-popularity}',
  'nulls' = 'skip',
  'output' = 'title-popularity',
  'pipeline' = 'title-popularity',
  'dead-letters' = '${title-popularity-dead-letters}'
);

-- title-popularity/pipeline.ts:29
CREATE TABLE `sink.title-popularity-live` (
  `$id` STRING,
  `titleId` STRING,
  `device` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `plays` BIGINT,
  `viewers` BIGINT,
  `watchedSeconds` DOUBLE,
  `slot` STRING,
  PRIMARY KEY (`$id`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-opensearch',
  'index' = '${title-popularity-live}',
  'endpoint' = '${title-popularity-live.endpoint}',
  'credentials' = '${title-popularity-live.credentials}',
  'output' = 'title-popularity-live',
  'pipeline' = 'title-popularity',
  'dead-letters' = '${title-popularity-dead-letters}'
);

-- title-popularity/pipeline.ts:26
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
  'target' = '${title-popularity-dead-letters}',
  'output' = 'dead-letters'
);

-- title-popularity/pipeline.ts:13
CREATE TEMPORARY VIEW `playback` AS
SELECT
  `eventId`,
  `userId`,
  `titleId`,
  `kind`,
  `device`,
  `watchedSeconds`,
  `at`,
  `$time`,
  `$origin`
FROM `source.playback`
WHERE PIPECTL_ACCEPTED('playback', `$time`);

-- title-popularity/pipeline.ts:13
CREATE TEMPORARY VIEW `playback.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.playback`
WHERE PIPECTL_FAULTY('playback', `$time`);

-- title-popularity/pipeline.ts:16
CREATE TEMPORARY VIEW `popularity.filter` AS
SELECT
  `eventId`,
  `userId`,
  `titleId`,
  `kind`,
  `device`,
  `watchedSeconds`,
  `at`,
  `$time`,
  `$origin`
FROM `playback`
WHERE PIPECTL_FILTER('popularity.filter', `kind` = 'play' OR `kind` = 'stop');

-- title-popularity/pipeline.ts:19
CREATE TEMPORARY VIEW `popularity.aggregate.on_time` AS
SELECT
  COALESCE(`device`, 'unknown') AS `device`,
  `titleId`,
  `kind` = 'play' AS `plays`,
  `userId` AS `viewers`,
  `watchedSeconds`,
  `$time`
FROM `popularity.filter`
WHERE PIPECTL_ON_TIME('popularity.aggregate', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0);

-- title-popularity/pipeline.ts:19
CREATE TEMPORARY VIEW `popularity.aggregate.late` AS
SELECT
  `$time`,
  `$origin`
FROM `popularity.filter`
WHERE PIPECTL_LATE('popularity.aggregate', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0);

-- title-popularity/pipeline.ts:19
CREATE TEMPORARY VIEW `popularity.aggregate` AS
SELECT
  `device`,
  `titleId`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(*) FILTER (WHERE `plays` IS TRUE) AS `plays`,
  COUNT(DISTINCT `viewers`) AS `viewers`,
  SUM(`watchedSeconds`) AS `watchedSeconds`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `popularity.aggregate.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:05:00.000' DAY TO SECOND))
GROUP BY `device`, `titleId`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('popularity.aggregate', 'out', COUNT(*) FILTER (WHERE `plays` IS TRUE));

-- title-popularity/pipeline.ts:24
CREATE TEMPORARY VIEW `popularity` AS
SELECT
  `titleId`,
  `device`,
  `windowStart`,
  `windowEnd`,
  `plays`,
  `viewers`,
  `watchedSeconds`,
  PIPECTL_DATE_ISO(`windowStart`) || '#' || `device` AS `slot`,
  `$time`
FROM `popularity.aggregate`;

EXECUTE STATEMENT SET
BEGIN

-- title-popularity/pipeline.ts:27
INSERT INTO `sink.playback-raw` (`eventId`, `userId`, `titleId`, `kind`, `device`, `watchedSeconds`, `at`)
SELECT
  `eventId`,
  `userId`,
  `titleId`,
  `kind`,
  `device`,
  `watchedSeconds`,
  `at`
FROM `playback`;

-- title-popularity/pipeline.ts:28
INSERT INTO `sink.title-popularity` (`titleId`, `device`, `windowStart`, `windowEnd`, `plays`, `viewers`, `watchedSeconds`, `slot`)
SELECT
  `titleId`,
  `device`,
  `windowStart`,
  `windowEnd`,
  `plays`,
  `viewers`,
  `watchedSeconds`,
  `slot`
FROM `popularity`;

-- title-popularity/pipeline.ts:29
INSERT INTO `sink.title-popularity-live` (`$id`, `titleId`, `device`, `windowStart`, `windowEnd`, `plays`, `viewers`, `watchedSeconds`, `slot`)
SELECT
  `titleId` || '#' || `slot` AS `$id`,
  `titleId`,
  `device`,
  `windowStart`,
  `windowEnd`,
  `plays`,
  `viewers`,
  `watchedSeconds`,
  `slot`
FROM `popularity`;

-- title-popularity/pipeline.ts:26
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'playback', `reason`, CAST(NULL AS STRING)) AS `id`,
  'title-popularity' AS `pipeline`,
  'playback' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `playback.faults`
UNION ALL
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'popularity.aggregate', 'late', CAST(NULL AS STRING)) AS `id`,
  'title-popularity' AS `pipeline`,
  'popularity.aggregate' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `popularity.aggregate.late`;

END;
