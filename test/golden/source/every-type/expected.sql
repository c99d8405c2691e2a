-- Pipeline every-type, for Flink 2.2. Made by pipectl: an edit belongs in the TypeScript each statement names.
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

-- test/golden/source/every-type/pipeline.ts:20
CREATE TABLE `source.readings` (
  `text` STRING,
  `kind` STRING,
  `level` DOUBLE,
  `amount` DOUBLE,
  `whole` INT,
  `big` BIGINT,
  `flag` BOOLEAN,
  `raw` BYTES,
  `tags` ARRAY<STRING>,
  `counts` MAP<STRING, BIGINT>,
  `meta` ROW<`at` TIMESTAMP_LTZ(3), `place` ROW<`city` STRING, `zip` STRING>>,
  `parts` ARRAY<ROW<`name` STRING, `share` DOUBLE>>,
  `note` STRING,
  `$time` TIMESTAMP_LTZ(3),
  `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>,
  WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:05.000' DAY TO SECOND
) WITH (
  'connector' = 'pipectl-kinesis',
  'stream' = '${readings}',
  'source' = 'readings',
  'event-time' = '["meta","at"]',
  'timestamps' = 'iso',
  'max-ahead' = '3600000',
  'start' = 'trim-horizon',
  'contract' = '[
  {"name":"text","type":"string"},
  {"name":"kind","type":"string","oneOf":["cold","warm"]},
  {"name":"level","type":"number","oneOf":[1,2]},
  {"name":"amount","type":"number"},
  {"name":"whole","type":"int"},
  {"name":"big","type":"bigint"},
  {"name":"flag","type":"boolean"},
  {"name":"raw","type":"bytes"},
  {"name":"tags","type":"array","of":{"type":"string"}},
  {"name":"counts","type":"map","of":{"type":"bigint"}},
  {"name":"meta","type":"row","fields":[{"name":"at","type":"timestamp"},{"name":"place","type":"row","fields":[{"name":"city","type":"string"},{"name":"zip","type":"string","nullable":true}],"nullable":true}]},
  {"name":"parts","type":"array","of":{"type":"row","fields":[{"name":"name","type":"string"},{"name":"share","type":"number"}]}},
  {"name":"note","type":"string","nullable":true}
]'
);

-- test/golden/source/every-type/pipeline.ts:22
CREATE TABLE `sink.archive` (
  `text` STRING,
  `kind` STRING,
  `level` DOUBLE,
  `amount` DOUBLE,
  `whole` INT,
  `big` BIGINT,
  `flag` BOOLEAN,
  `raw` BYTES,
  `tags` ARRAY<STRING>,
  `counts` MAP<STRING, BIGINT>,
  `meta` ROW<`at` TIMESTAMP_LTZ(3), `place` ROW<`city` STRING, `zip` STRING>>,
  `parts` ARRAY<ROW<`name` STRING, `share` DOUBLE>>,
  `note` STRING
) WITH (
  'connector' = 'pipectl-firehose',
  'delivery-stream' = '${archive}',
  'output' = 'archive',
  'pipeline' = 'every-type',
  'dead-letters' = '${every-type-dead-letters}'
);

-- test/golden/source/every-type/pipeline.ts:22
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
  'target' = '${every-type-dead-letters}',
  'output' = 'dead-letters'
);

-- test/golden/source/every-type/pipeline.ts:20
CREATE TEMPORARY VIEW `readings` AS
SELECT
  `text`,
  `kind`,
  `level`,
  `amount`,
  `whole`,
  `big`,
  `flag`,
  `raw`,
  `tags`,
  `counts`,
  `meta`,
  `parts`,
  `note`,
  `$time`,
  `$origin`
FROM `source.readings`
WHERE PIPECTL_ACCEPTED('readings', `$time`);

-- test/golden/source/every-type/pipeline.ts:20
CREATE TEMPORARY VIEW `readings.faults` AS
SELECT
  `$origin`,
  (`$origin`).`reason` AS `reason`,
  (`$origin`).`detail` AS `detail`
FROM `source.readings`
WHERE PIPECTL_FAULTY('readings', `$time`);

EXECUTE STATEMENT SET
BEGIN

-- test/golden/source/every-type/pipeline.ts:22
INSERT INTO `sink.archive` (`text`, `kind`, `level`, `amount`, `whole`, `big`, `flag`, `raw`, `tags`, `counts`, `meta`, `parts`, `note`)
SELECT
  `text`,
  `kind`,
  `level`,
  `amount`,
  `whole`,
  `big`,
  `flag`,
  `raw`,
  `tags`,
  `counts`,
  `meta`,
  `parts`,
  `note`
FROM `readings`;

-- test/golden/source/every-type/pipeline.ts:22
INSERT INTO `sink.dead-letters` (`id`, `pipeline`, `stage`, `reason`, `detail`, `source`, `eventTime`, `arrivalTime`, `record`, `encoding`)
SELECT
  PIPECTL_LETTER_ID((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`, 'readings', `reason`, CAST(NULL AS STRING)) AS `id`,
  'every-type' AS `pipeline`,
  'readings' AS `stage`,
  `reason`,
  `detail`,
  CAST(ROW((`$origin`).`source`, (`$origin`).`shard`, (`$origin`).`sequence`) AS ROW<`name` STRING, `shard` STRING, `sequence` STRING>) AS `source`,
  CAST(NULL AS TIMESTAMP_LTZ(3)) AS `eventTime`,
  (`$origin`).`arrivalTime` AS `arrivalTime`,
  (`$origin`).`record` AS `record`,
  (`$origin`).`encoding` AS `encoding`
FROM `readings.faults`;

END;
