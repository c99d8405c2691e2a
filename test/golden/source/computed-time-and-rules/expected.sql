-- Pipeline computed-time, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_EVENT_TIME` AS 'dev.pipectl.functions.EventTime';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_FAULTY` AS 'dev.pipectl.functions.Faulty';
CREATE TEMPORARY SYSTEM FUNCTION `PIPECTL_LETTER_ID` AS 'dev.pipectl.functions.LetterId';

-- test/golden/source/computed-time-and-rules/pipeline.ts:11
CREATE TABLE `source.orders` (
  `id` STRING,
  `amount` DOUBLE,
  `placedAt` TIMESTAMP_LTZ(3),
  `receivedAt` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  `$time` AS PIPECTL_EVENT_TIME((`$origin`).`reason`, CAST(COALESCE(`placedAt`, `receivedAt`) AS TIMESTAMP_LTZ(3)), (`$origin`).`arrivalTime`, 3600000, `amount` > 0E0 AND `id` <> ''),
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:10.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${orders}',
  'source' = 'orders',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"id","type":"string"},
  {"name":"amount","type":"number"},
  {"name":"placedAt","type":"timestamp","nullable":true},
  {"name":"receivedAt","type":"timestamp"}
]'
);

-- test/golden/source/computed-time-and-rules/pipeline.ts:21
CREATE TABLE `sink.orders-raw` (
  `id` STRING,
  `amount` DOUBLE,
  `placedAt` TIMESTAMP_LTZ(3),
  `receivedAt` TIMESTAMP_LTZ(3)
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${orders-raw}',
  'output' = 'orders-raw',
  'pipeline' = 'computed-time',
  'dead-letters' = '${computed-time-dead-letters}'
);

-- test/golden/source/computed-time-and-rules/pipeline.ts:21
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
  'target' = '${computed-time-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/source/computed-time-and-rules/pipeline.ts:11
CREATE TEMPORARY VIEW `orders` AS
SELECT
  `id`,
  `amount`,
  `placedAt`,
  `receivedAt`,
  `$time`,
  `$origin`
FROM `source.orders`
WHERE PIPECTL_ACCEPTED('orders', `$time`);

-- test/golden/source/computed-time-and-rules/pipeline.ts:11
CREATE TEMPORARY VIEW `orders.faults` AS
SELECT
  `$origin`,
  COALESCE((`$origin`).`reason`, 'invalid') AS `reason`,
  CASE WHEN (`$origin`).`reason` IS NOT NULL THEN (`$origin`).`detail` WHEN COALESCE(`placedAt`, `receivedAt`) IS NULL THEN 'the event time is missing' WHEN PIPECTL_EVENT_TIME(CAST(NULL AS STRING), CAST(COALESCE(`placedAt`, `receivedAt`) AS TIMESTAMP_LTZ(3)), (`$origin`).`arrivalTime`, 3600000, TRUE) = TO_TIMESTAMP_LTZ(0, 3) THEN 'the event time is out of range' WHEN (`amount` > 0E0) IS NOT TRUE THEN 'rule ''amountIsPositive'' does not hold' WHEN (`id` <> '') IS NOT TRUE THEN 'rule ''hasId'' does not hold' ELSE CAST(NULL AS STRING) END AS `detail`
FROM `source.orders`
WHERE PIPECTL_FAULTY('orders', `$time`, (`$origin`).`reason`);

EXECUTE STATEMENT SET
BEGIN

-- test/golden/source/computed-time-and-rules/pipeline.ts:21
INSERT INTO `sink.orders-raw` (`id`, `amount`, `placedAt`, `receivedAt`)
SELECT
  `id`,
  `amount`,
  `placedAt`,
  `receivedAt`
FROM `orders`;

-- test/golden/source/computed-time-and-rules/pipeline.ts:21
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'orders', `reason`, CAST(NULL AS STRING)) AS `id`,
  'computed-time' AS `pipeline`,
  'orders' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `orders.faults`;

END;
