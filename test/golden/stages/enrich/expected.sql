-- Pipeline enrich, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_STRING_LOWER` AS 'dev.pipectl.functions.StringLower';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_WHOLE` AS 'dev.pipectl.functions.Whole';

-- test/golden/stages/enrich/pipeline.ts:23
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

-- test/golden/stages/enrich/pipeline.ts:24
CREATE TABLE `lookup.named` (
  `titleId` STRING,
  `name` STRING,
  `genre` STRING,
  PRIMARY KEY (`titleId`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-dynamodb',
  'table' = '${titles}',
  'lookup' = 'named',
  'cache-rows' = '10000',
  'cache-age' = '60000',
  'contract' = '[
  {"name":"titleId","type":"string"},
  {"name":"name","type":"string"},
  {"name":"genre","type":"string","oneOf":["comedy","drama"],"nullable":true}
]'
);

-- test/golden/stages/enrich/pipeline.ts:25
CREATE TABLE `lookup.priced` (
  `country` STRING,
  `at` TIMESTAMP_LTZ(3),
  `cents` BIGINT,
  PRIMARY KEY (`country`, `at`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-dynamodb',
  'table' = '${prices}',
  'lookup' = 'priced',
  'cache-rows' = '100',
  'cache-age' = '600000',
  'contract' = '[
  {"name":"country","type":"string"},
  {"name":"at","type":"timestamp"},
  {"name":"cents","type":"bigint"}
]'
);

-- test/golden/stages/enrich/pipeline.ts:40
CREATE TABLE `sink.named-plays` (
  `userId` STRING,
  `titleId` STRING,
  `device` STRING,
  `at` TIMESTAMP_LTZ(3),
  `name` STRING,
  `genre` STRING
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${named-plays}',
  'output' = 'named-plays',
  'pipeline' = 'enrich',
  'dead-letters' = '${enrich-dead-letters}'
);

-- test/golden/stages/enrich/pipeline.ts:41
CREATE TABLE `sink.genres` (
  `genre` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `plays` BIGINT,
  `cents` BIGINT,
  PRIMARY KEY (`genre`, `windowStart`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-dynamodb',
  'table' = '${genres}',
  'nulls' = 'skip',
  'output' = 'genres',
  'pipeline' = 'enrich',
  'dead-letters' = '${enrich-dead-letters}'
);

-- test/golden/stages/enrich/pipeline.ts:39
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
  'target' = '${enrich-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/stages/enrich/pipeline.ts:23
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

-- test/golden/stages/enrich/pipeline.ts:23
CREATE TEMPORARY VIEW `plays.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.plays`
WHERE PIPECTL_FAULTY('plays', `$time`);

-- test/golden/stages/enrich/pipeline.ts:27
CREATE TEMPORARY VIEW `named` AS
SELECT
  `userId`,
  `titleId`,
  (`$row`).`device` AS `device`,
  `at`,
  COALESCE((`$found`).`name`, (`$found`).`name`) AS `name`,
  COALESCE((`$found`).`genre`, (`$found`).`genre`) AS `genre`,
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
  `lookup.named`((`$row`).`$on.titleId`) AS `$found`
FROM (
SELECT
  `userId`,
  `titleId`,
  `at`,
  PIPECTL_WHOLE(CAST(ROW(`device`, PIPECTL_STRING_LOWER(`titleId`)) AS ROW<`device` STRING, `$on.titleId` STRING>)) AS `$row`,
  `$time`,
  `$origin`
FROM `plays`
)
);

-- test/golden/stages/enrich/pipeline.ts:31
CREATE TEMPORARY VIEW `perGenre.on_time` AS
SELECT
  COALESCE(`genre`, 'none') AS `genre`,
  `$time`
FROM `named`
WHERE PIPECTL_ON_TIME('perGenre', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0);

-- test/golden/stages/enrich/pipeline.ts:31
CREATE TEMPORARY VIEW `perGenre.late` AS
SELECT
  `$time`,
  `$origin`
FROM `named`
WHERE PIPECTL_LATE('perGenre', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 300000, 0, 0);

-- test/golden/stages/enrich/pipeline.ts:31
CREATE TEMPORARY VIEW `perGenre` AS
SELECT
  `genre`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(*) AS `plays`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `perGenre.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:05:00.000' DAY TO SECOND))
GROUP BY `genre`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('perGenre', 'out', COUNT(*));

-- test/golden/stages/enrich/pipeline.ts:32
CREATE TEMPORARY VIEW `priced` AS
SELECT
  `genre`,
  `windowStart`,
  `windowEnd`,
  `plays`,
  COALESCE((`$found`).`cents`, (`$found`).`cents`) AS `cents`,
  `$time`
FROM (
SELECT
  `genre`,
  `windowStart`,
  `windowEnd`,
  `plays`,
  `$row`,
  `$time`,
  `lookup.priced`((`$row`).`$on.country`, (`$row`).`$on.at`) AS `$found`
FROM (
SELECT
  `genre`,
  `windowStart`,
  `windowEnd`,
  `plays`,
  PIPECTL_WHOLE(CAST(ROW(`windowStart`, CAST('fr' AS STRING)) AS ROW<`$on.at` TIMESTAMP_LTZ(3), `$on.country` STRING>)) AS `$row`,
  `$time`
FROM `perGenre`
)
)
WHERE PIPECTL_FILTER('priced', `$found` IS NOT NULL);

EXECUTE STATEMENT SET
BEGIN

-- test/golden/stages/enrich/pipeline.ts:40
INSERT INTO `sink.named-plays` (`userId`, `titleId`, `device`, `at`, `name`, `genre`)
SELECT
  `userId`,
  `titleId`,
  `device`,
  `at`,
  `name`,
  `genre`
FROM `named`;

-- test/golden/stages/enrich/pipeline.ts:41
INSERT INTO `sink.genres` (`genre`, `windowStart`, `windowEnd`, `plays`, `cents`)
SELECT
  `genre`,
  `windowStart`,
  `windowEnd`,
  `plays`,
  `cents`
FROM `priced`;

-- test/golden/stages/enrich/pipeline.ts:39
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'plays', `reason`, CAST(NULL AS STRING)) AS `id`,
  'enrich' AS `pipeline`,
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
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'perGenre', 'late', CAST(NULL AS STRING)) AS `id`,
  'enrich' AS `pipeline`,
  'perGenre' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `perGenre.late`;

END;
