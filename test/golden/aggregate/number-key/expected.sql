-- Pipeline number-key, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_KEY_NUMBER` AS 'dev.pipectl.functions.KeyNumber';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LATE` AS 'dev.pipectl.functions.Late';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LETTER_ID` AS 'dev.pipectl.functions.LetterId';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_ON_TIME` AS 'dev.pipectl.functions.OnTime';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_PASSED` AS 'dev.pipectl.functions.Passed';

-- test/golden/aggregate/number-key/pipeline.ts:9
CREATE TABLE `source.bets` (
  `odds` DOUBLE,
  `at` TIMESTAMP_LTZ(3),
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:30.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${bets}',
  'source' = 'bets',
  'event-time' = '["at"]',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"odds","type":"number"},
  {"name":"at","type":"timestamp"}
]'
);

-- test/golden/aggregate/number-key/pipeline.ts:17
CREATE TABLE `sink.bets-per-odds` (
  `odds` DOUBLE,
  `windowStart` TIMESTAMP_LTZ(3),
  `windowEnd` TIMESTAMP_LTZ(3),
  `bets` BIGINT,
  PRIMARY KEY (`odds`, `windowStart`) NOT ENFORCED
) WITH (
  'connector' = 'pipectl-dynamodb',
  'table' = '${bets-per-odds}',
  'nulls' = 'skip',
  'output' = 'bets-per-odds',
  'pipeline' = 'number-key',
  'dead-letters' = '${number-key-dead-letters}'
);

-- test/golden/aggregate/number-key/pipeline.ts:16
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
  'target' = '${number-key-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/aggregate/number-key/pipeline.ts:9
CREATE TEMPORARY VIEW `bets` AS
SELECT
  `odds`,
  `at`,
  `$time`,
  `$origin`
FROM `source.bets`
WHERE PIPECTL_ACCEPTED('bets', `$time`);

-- test/golden/aggregate/number-key/pipeline.ts:9
CREATE TEMPORARY VIEW `bets.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.bets`
WHERE PIPECTL_FAULTY('bets', `$time`);

-- test/golden/aggregate/number-key/pipeline.ts:14
CREATE TEMPORARY VIEW `perOdds.on_time` AS
SELECT
  PIPECTL_KEY_NUMBER(`odds`) AS `odds`,
  `$time`
FROM `bets`
WHERE PIPECTL_ON_TIME('perOdds', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/aggregate/number-key/pipeline.ts:14
CREATE TEMPORARY VIEW `perOdds.late` AS
SELECT
  `$time`,
  `$origin`
FROM `bets`
WHERE PIPECTL_LATE('perOdds', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', 60000, 0, 0);

-- test/golden/aggregate/number-key/pipeline.ts:14
CREATE TEMPORARY VIEW `perOdds` AS
SELECT
  `odds`,
  CAST(`window_start` AS TIMESTAMP_LTZ(3)) AS `windowStart`,
  CAST(`window_end` AS TIMESTAMP_LTZ(3)) AS `windowEnd`,
  COUNT(*) AS `bets`,
  `window_time` AS `$time`
FROM TABLE(TUMBLE(TABLE `perOdds.on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:01:00.000' DAY TO SECOND))
GROUP BY `odds`, `window_start`, `window_end`, `window_time`
HAVING PIPECTL_PASSED('perOdds', 'out', COUNT(*));

EXECUTE STATEMENT SET
BEGIN

-- test/golden/aggregate/number-key/pipeline.ts:17
INSERT INTO `sink.bets-per-odds` (`odds`, `windowStart`, `windowEnd`, `bets`)
SELECT
  `odds`,
  `windowStart`,
  `windowEnd`,
  `bets`
FROM `perOdds`;

-- test/golden/aggregate/number-key/pipeline.ts:16
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'bets', `reason`, CAST(NULL AS STRING)) AS `id`,
  'number-key' AS `pipeline`,
  'bets' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `bets.faults`
UNION ALL
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'perOdds', 'late', CAST(NULL AS STRING)) AS `id`,
  'number-key' AS `pipeline`,
  'perOdds' AS `stage`,
  'late' AS `reason`,
  'every window of this record had closed' AS `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  `$time` AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `perOdds.late`;

END;
