-- Pipeline sums, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_TO_BIGINT` AS 'dev.pipectl.functions.ToBigint';

-- test/golden/aggregate/sums-and-averages/pipeline.ts:12
CREATE TABLE `source.sales` (
  `price` DOUBLE,
  `pieces` INT,
  `cents` BIGINT,
  `discount` DOUBLE,
  `at` TIMESTAMP_LTZ(3),
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:30.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${sales}',
  'source' = 'sales',
  'event-time' = '["at"]',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"price","type":"number"},
  {"name":"pieces","type":"int"},
  {"name":"cents","type":"bigint"},
  {"name":"discount","type":"number","nullable":true},
  {"name":"at","type":"timestamp"}
]'
);

-- test/golden/aggregate/sums-and-averages/pipeline.ts:24
CREATE TABLE `sink.totals` (
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `price` DOUBLE,
  `pieces` DOUBLE,
  `cents` BIGINT,
  `discount` DOUBLE,
  `meanPrice` DOUBLE,
  `meanPieces` DOUBLE,
  `meanCents` DOUBLE
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${totals}',
  'output' = 'totals',
  'pipeline' = 'sums',
  'dead-letters' = '${sums-dead-letters}'
);

-- test/golden/aggregate/sums-and-averages/pipeline.ts:24
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
  'target' = '${sums-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/aggregate/sums-and-averages/pipeline.ts:12
CREATE TEMPORARY VIEW `sales` AS
SELECT
  `price`,
  `pieces`,
  `cents`,
  `discount`,
  `at`,
  `$time`,
  `$origin`
FROM `source.sales`
WHERE PIPECTL_ACCEPTED('sales', `$time`);

-- test/golden/aggregate/sums-and-averages/pipeline.ts:12
CREATE TEMPORARY VIEW `sales.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.sales`
WHERE PIPECTL_FAULTY('sales', `$time`);

-- test/golden/aggregate/sums-and-averages/pipeline.ts:14
CREATE TEMPORARY VIEW `totals.on_time` AS
SELECT
  `cents`,
  `discount`,
  `cents` AS `meanCents`,
  `pieces` AS `meanPieces`,
  `price` AS `meanPrice`,
  `pieces`,
  `price`,
  `$time`
FROM `sales`
WHERE PIPECTL_ON_TIME('totals.window', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/aggregate/sums-and-averages/pipeline.ts:14
CREATE TEMPORARY VIEW `totals.late` AS
SELECT
  `$time`,
  `$origin`
FROM `sales`
WHERE PIPECTL_LATE('totals.window', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/aggregate/sums-and-averages/pipeline.ts:14
CREATE TEMPORARY VIEW `totals` AS
SELECT
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  PIPECTL_TO_BIGINT(SUM(CAST(`cents` AS DECIMAL(38, 0)))) AS `cents`,
  SUM(`discount`) AS `discount`,
  AVG(CAST(`meanCents` AS DOUBLE)) AS `meanCents`,
  AVG(CAST(`meanPieces` AS DOUBLE)) AS `meanPieces`,
  AVG(`meanPrice`) AS `meanPrice`,
  SUM(CAST(`pieces` AS DOUBLE)) AS `pieces`,
  SUM(`price`) AS `price`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `totals.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:01:00.000' DAY TO SECOND))
GROUP BY `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('totals.window', 'out', PIPECTL_TO_BIGINT(SUM(CAST(`cents` AS DECIMAL(38, 0)))));

EXECUTE STATEMENT SET
BEGIN

-- test/golden/aggregate/sums-and-averages/pipeline.ts:24
INSERT INTO `sink.totals` (`windowStart`, `windowEnd`, `price`, `pieces`, `cents`, `discount`, `meanPrice`, `meanPieces`, `meanCents`)
SELECT
  `windowStart`,
  `windowEnd`,
  `price`,
  `pieces`,
  `cents`,
  `discount`,
  `meanPrice`,
  `meanPieces`,
  `meanCents`
FROM `totals`;

-- test/golden/aggregate/sums-and-averages/pipeline.ts:24
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'sales', `reason`, CAST(NULL AS STRING)) AS `id`,
  'sums' AS `pipeline`,
  'sales' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `sales.faults`
UNION ALL
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'totals', 'late', CAST(NULL AS STRING)) AS `id`,
  'sums' AS `pipeline`,
  'totals' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `totals.late`;

END;
