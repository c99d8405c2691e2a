-- Pipeline every-option, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LETTER_ID` AS 'dev.pipectl.functions.LetterId';

-- test/golden/source/every-option/pipeline.ts:10
CREATE TABLE `source.ticks` (
  `symbol` STRING,
  `price` DOUBLE,
  `at` TIMESTAMP_LTZ(3),
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:00.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${ticks}',
  'source' = 'ticks',
  'event-time' = '["at"]',
  'timestamps' = 'millis',
  'max-ahead' = '7200000',
  'idle-after' = '60000',
  'start' = '1767225600000',
  'contract' = '[
  {"name":"symbol","type":"string"},
  {"name":"price","type":"number"},
  {"name":"at","type":"timestamp"}
]'
);

-- test/golden/source/every-option/pipeline.ts:20
CREATE TABLE `sink.ticks-raw` (
  `symbol` STRING,
  `price` DOUBLE,
  `at` TIMESTAMP_LTZ(3)
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${ticks-raw}',
  'output' = 'ticks-raw',
  'pipeline' = 'every-option',
  'dead-letters' = '${every-option-dead-letters}'
);

-- test/golden/source/every-option/pipeline.ts:20
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
  'target' = '${every-option-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/source/every-option/pipeline.ts:10
CREATE TEMPORARY VIEW `ticks` AS
SELECT
  `symbol`,
  `price`,
  `at`,
  `$time`,
  `$origin`
FROM `source.ticks`
WHERE PIPECTL_ACCEPTED('ticks', `$time`);

-- test/golden/source/every-option/pipeline.ts:10
CREATE TEMPORARY VIEW `ticks.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.ticks`
WHERE PIPECTL_FAULTY('ticks', `$time`);

EXECUTE STATEMENT SET
BEGIN

-- test/golden/source/every-option/pipeline.ts:20
INSERT INTO `sink.ticks-raw` (`symbol`, `price`, `at`)
SELECT
  `symbol`,
  `price`,
  `at`
FROM `ticks`;

-- test/golden/source/every-option/pipeline.ts:20
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'ticks', `reason`, CAST(NULL AS STRING)) AS `id`,
  'every-option' AS `pipeline`,
  'ticks' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `ticks.faults`;

END;
