-- Pipeline several-sources, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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

-- test/golden/source/several/pipeline.ts:14
CREATE TABLE `source.clicks` (
  `page` STRING,
  `at` TIMESTAMP_LTZ(3),
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:05.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${clicks}',
  'source' = 'clicks',
  'event-time' = '["at"]',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"page","type":"string"},
  {"name":"at","type":"timestamp"}
]'
);

-- test/golden/source/several/pipeline.ts:15
CREATE TABLE `source.orders` (
  `id` STRING,
  `at` TIMESTAMP_LTZ(3),
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:01:00.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${orders}',
  'source' = 'orders',
  'event-time' = '["at"]',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"id","type":"string"},
  {"name":"at","type":"timestamp"}
]'
);

-- test/golden/source/several/pipeline.ts:25
CREATE TABLE `sink.clicks-per-page` (
  `page` STRING,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `clicks` BIGINT
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${clicks-per-page}',
  'output' = 'clicks-per-page',
  'pipeline' = 'several-sources',
  'dead-letters' = '${several-sources-dead-letters}'
);

-- test/golden/source/several/pipeline.ts:26
CREATE TABLE `sink.orders-per-minute` (
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `orders` BIGINT
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${orders-per-minute}',
  'output' = 'orders-per-minute',
  'pipeline' = 'several-sources',
  'dead-letters' = '${several-sources-dead-letters}'
);

-- test/golden/source/several/pipeline.ts:24
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
  'target' = '${several-sources-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/source/several/pipeline.ts:14
CREATE TEMPORARY VIEW `clicks` AS
SELECT
  `page`,
  `at`,
  `$time`,
  `$origin`
FROM `source.clicks`
WHERE PIPECTL_ACCEPTED('clicks', `$time`);

-- test/golden/source/several/pipeline.ts:14
CREATE TEMPORARY VIEW `clicks.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.clicks`
WHERE PIPECTL_FAULTY('clicks', `$time`);

-- test/golden/source/several/pipeline.ts:15
CREATE TEMPORARY VIEW `orders` AS
SELECT
  `id`,
  `at`,
  `$time`,
  `$origin`
FROM `source.orders`
WHERE PIPECTL_ACCEPTED('orders', `$time`);

-- test/golden/source/several/pipeline.ts:15
CREATE TEMPORARY VIEW `orders.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.orders`
WHERE PIPECTL_FAULTY('orders', `$time`);

-- test/golden/source/several/pipeline.ts:20
CREATE TEMPORARY VIEW `clicksPerPage.on_time` AS
SELECT
  `page`,
  `$time`
FROM `clicks`
WHERE PIPECTL_ON_TIME('clicksPerPage', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/source/several/pipeline.ts:20
CREATE TEMPORARY VIEW `clicksPerPage.late` AS
SELECT
  `$time`,
  `$origin`
FROM `clicks`
WHERE PIPECTL_LATE('clicksPerPage', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/source/several/pipeline.ts:20
CREATE TEMPORARY VIEW `clicksPerPage` AS
SELECT
  `page`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(*) AS `clicks`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `clicksPerPage.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:01:00.000' DAY TO SECOND))
GROUP BY `page`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('clicksPerPage', 'out', COUNT(*));

-- test/golden/source/several/pipeline.ts:22
CREATE TEMPORARY VIEW `ordersPerMinute.on_time` AS
SELECT
  `$time`
FROM `orders`
WHERE PIPECTL_ON_TIME('ordersPerMinute', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/source/several/pipeline.ts:22
CREATE TEMPORARY VIEW `ordersPerMinute.late` AS
SELECT
  `$time`,
  `$origin`
FROM `orders`
WHERE PIPECTL_LATE('ordersPerMinute', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/source/several/pipeline.ts:22
CREATE TEMPORARY VIEW `ordersPerMinute` AS
SELECT
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(*) AS `orders`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `ordersPerMinute.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:01:00.000' DAY TO SECOND))
GROUP BY `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('ordersPerMinute', 'out', COUNT(*));

EXECUTE STATEMENT SET
BEGIN

-- test/golden/source/several/pipeline.ts:25
INSERT INTO `sink.clicks-per-page` (`page`, `windowStart`, `windowEnd`, `clicks`)
SELECT
  `page`,
  `windowStart`,
  `windowEnd`,
  `clicks`
FROM `clicksPerPage`;

-- test/golden/source/several/pipeline.ts:26
INSERT INTO `sink.orders-per-minute` (`windowStart`, `windowEnd`, `orders`)
SELECT
  `windowStart`,
  `windowEnd`,
  `orders`
FROM `ordersPerMinute`;

-- test/golden/source/several/pipeline.ts:24
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'clicks', `reason`, CAST(NULL AS STRING)) AS `id`,
  'several-sources' AS `pipeline`,
  'clicks' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `clicks.faults`
UNION ALL
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'orders', `reason`, CAST(NULL AS STRING)) AS `id`,
  'several-sources' AS `pipeline`,
  'orders' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `orders.faults`
UNION ALL
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'clicksPerPage', 'late', CAST(NULL AS STRING)) AS `id`,
  'several-sources' AS `pipeline`,
  'clicksPerPage' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `clicksPerPage.late`
UNION ALL
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'ordersPerMinute', 'late', CAST(NULL AS STRING)) AS `id`,
  'several-sources' AS `pipeline`,
  'ordersPerMinute' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `ordersPerMinute.late`;

END;
