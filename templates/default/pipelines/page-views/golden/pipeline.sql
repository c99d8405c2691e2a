-- Pipeline page-views, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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

-- pipelines/page-views/pipeline.ts:13
CREATE TABLE `source.visits` (
  `visitorId` STRING,
  `page` STRING,
  `referrer` STRING,
  `kind` STRING,
  `at` TIMESTAMP_LTZ(3),
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:10.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${visits}',
  'source' = 'visits',
  'event-time' = '["at"]',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"visitorId","type":"string"},
  {"name":"page","type":"string"},
  {"name":"referrer","type":"string","nullable":true},
  {"name":"kind","type":"string","oneOf":["leave","view"]},
  {"name":"at","type":"timestamp"}
]'
);

-- pipelines/page-views/pipeline.ts:26
CREATE TABLE `sink.visits-raw` (
  `visitorId` STRING,
  `page` STRING,
  `referrer` STRING,
  `kind` STRING,
  `at` TIMESTAMP_LTZ(3)
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${visits-raw}',
  'output' = 'visits-raw',
  'pipeline' = 'page-views',
  'dead-letters' = '${page-views-dead-letters}'
);

-- pipelines/page-views/pipeline.ts:27
CREATE TABLE `sink.page-views` (
  `page` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `views` BIGINT,
  `visitors` BIGINT,
  `linked` BIGINT,
  PRIMARY KEY (`page`, `windowStart`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-dynamodb',
  'table' = '${page-views}',
  'nulls' = 'skip',
  'output' = 'page-views',
  'pipeline' = 'page-views',
  'dead-letters' = '${page-views-dead-letters}'
);

-- pipelines/page-views/pipeline.ts:25
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
  'target' = '${page-views-dead-letters}',
  'output' = 'dead-letters'
);

-- pipelines/page-views/pipeline.ts:13
CREATE TEMPORARY VIEW `visits` AS
SELECT
  `visitorId`,
  `page`,
  `referrer`,
  `kind`,
  `at`,
  `$time`,
  `$origin`
FROM `source.visits`
WHERE PIPECTL_ACCEPTED('visits', `$time`);

-- pipelines/page-views/pipeline.ts:13
CREATE TEMPORARY VIEW `visits.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.visits`
WHERE PIPECTL_FAULTY('visits', `$time`);

-- pipelines/page-views/pipeline.ts:16
CREATE TEMPORARY VIEW `views.filter` AS
SELECT
  `visitorId`,
  `page`,
  `referrer`,
  `kind`,
  `at`,
  `$time`,
  `$origin`
FROM `visits`
WHERE PIPECTL_FILTER('views.filter', `kind` = 'view');

-- pipelines/page-views/pipeline.ts:19
CREATE TEMPORARY VIEW `views.on_time` AS
SELECT
  PIPECTL_STRING_LOWER(`page`) AS `page`,
  `referrer` IS NOT NULL AS `linked`,
  `visitorId` AS `visitors`,
  `$time`
FROM `views.filter`
WHERE PIPECTL_ON_TIME('views', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- pipelines/page-views/pipeline.ts:19
CREATE TEMPORARY VIEW `views.late` AS
SELECT
  `$time`,
  `$origin`
FROM `views.filter`
WHERE PIPECTL_LATE('views', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- pipelines/page-views/pipeline.ts:19
CREATE TEMPORARY VIEW `views` AS
SELECT
  `page`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(*) FILTER (WHERE `linked` IS TRUE) AS `linked`,
  COUNT(*) AS `views`,
  COUNT(DISTINCT `visitors`) AS `visitors`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `views.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:01:00.000' DAY TO SECOND))
GROUP BY `page`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('views', 'out', COUNT(*) FILTER (WHERE `linked` IS TRUE));

EXECUTE STATEMENT SET
BEGIN

-- pipelines/page-views/pipeline.ts:26
INSERT INTO `sink.visits-raw` (`visitorId`, `page`, `referrer`, `kind`, `at`)
SELECT
  `visitorId`,
  `page`,
  `referrer`,
  `kind`,
  `at`
FROM `visits`;

-- pipelines/page-views/pipeline.ts:27
INSERT INTO `sink.page-views` (`page`, `windowStart`, `windowEnd`, `views`, `visitors`, `linked`)
SELECT
  `page`,
  `windowStart`,
  `windowEnd`,
  `views`,
  `visitors`,
  `linked`
FROM `views`;

-- pipelines/page-views/pipeline.ts:25
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'visits', `reason`, CAST(NULL AS STRING)) AS `id`,
  'page-views' AS `pipeline`,
  'visits' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `visits.faults`
UNION ALL
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'views', 'late', CAST(NULL AS STRING)) AS `id`,
  'page-views' AS `pipeline`,
  'views' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `views.late`;

END;
