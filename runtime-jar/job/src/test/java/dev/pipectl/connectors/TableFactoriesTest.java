package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.Description;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.factories.Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableFactoriesTest {
    private static final String FILES = Playback.files(Path.of("/a.jsonl"));

    @Test
    void areSixAndDescribeTheirOptions() {
        List<String> identifiers = new ArrayList<>();
        for (Factory factory : ServiceLoader.load(Factory.class)) {
            if (factory.getClass().getName().startsWith("dev.pipectl.connectors.")) {
                identifiers.add(factory.factoryIdentifier());
                for (ConfigOption<?> option : TableOptions.union(factory.requiredOptions(), factory.optionalOptions())) {
                    Description description = option.description();
                    assertThat(new HtmlFormatter().format(description)).as(option.key()).endsWith(".");
                }
            }
        }
        assertThat(identifiers).containsExactlyInAnyOrder(
                "pipectl-kinesis", "pipectl-firehose", "pipectl-dynamodb", "pipectl-opensearch", "pipectl-dead-letters", "pipectl-files");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "'connector' = 'pipectl-kinesis', 'stream' = 's', 'tpyo' = '1'                            | Unsupported options:\\n\\ntpyo",
        "'connector' = 'pipectl-kinesis', 'stream' = 's', 'output' = 'o'                          | Unsupported options:\\n\\noutput",
        "'connector' = 'pipectl-kinesis', 'stream' = 's t'                                        | Option 'stream' is the name or the ARN of a stream, not 's t'",
        "'connector' = 'pipectl-kinesis', 'stream' = 's', 'idle-after' = '0'                      | Option 'idle-after' is a number of milliseconds, at least 1",
        "'connector' = 'pipectl-kinesis', 'stream' = 's', 'endpoint' = 'localhost'                | Option 'endpoint' is a URL",
        "'connector' = 'pipectl-kinesis', 'stream' = 's', 'start' = 'now'                         | Option 'start' is trim-horizon, latest,",
        "'connector' = 'pipectl-kinesis', 'stream' = 's', 'scan.watermark.idle-timeout' = '1 min' | Unsupported options:\\n\\nscan.watermark.idle-timeout",
        "'connector' = 'pipectl-kinesis'                                                          | Missing required options are:\\n\\nstream",
        "'connector' = 'pipectl-files', 'paths' = 'relative.jsonl'                                | Option 'paths' is a list of absolute paths",
        "'connector' = 'pipectl-files', 'paths' = '/a.jsonl', 'directory' = '/'                   | Unsupported options:\\n\\ndirectory",
    })
    void refuseSourceOptions(String options, String message) {
        StreamTableEnvironment tables = Flink.tables(1);
        tables.executeSql(Playback.source(options));
        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM `source.playback`"))
                .hasStackTraceContaining(message.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "'connector' = 'pipectl-firehose', 'delivery-stream' = 's', 'buffer' = '1'   |                | Unsupported options:\\n\\nbuffer",
        "'connector' = 'pipectl-kinesis', 'stream' = 's', 'start' = 'latest'         |                | Unsupported options:\\n\\nstart",
        "'connector' = 'pipectl-opensearch', 'index' = 'i', 'endpoint' = 'http://127.0.0.1:1', 'idx' = 'j' |                | Unsupported options:\\n\\nidx",
        "'connector' = 'pipectl-dead-letters', 'target' = 'q', 'x' = 'y'             |                | Unsupported options:\\n\\nx",
        "'connector' = 'pipectl-dead-letters', 'target' = 'q'                        |                | has the columns of a letter: ROW<`id` STRING",
        "'connector' = 'pipectl-kinesis', 'stream' = 's'                             |                | has the column '$partitionKey' of type STRING",
        "'connector' = 'pipectl-firehose', 'delivery-stream' = 's', 'dead-letters' = 's3:/' |          | has no bucket: s3:<bucket>/<prefix>",
        "'connector' = 'pipectl-firehose', 'delivery-stream' = 's', 'dead-letters' = 'sqs:' |          | The target of dead letters is sqs:<queue name or URL>",
        "'connector' = 'pipectl-firehose', 'delivery-stream' = 's'                    | , `d` DECIMAL(9, 2) | JSON has no form for the type DECIMAL(9, 2)",
        "'connector' = 'pipectl-dynamodb', 'table' = 't', 'x' = 'y'                  | , PRIMARY KEY (`a`) NOT ENFORCED | Unsupported options:\\n\\nx",
        "'connector' = 'pipectl-dynamodb', 'table' = 't'                             |                | needs a PRIMARY KEY of one or two columns",
        "'connector' = 'pipectl-dynamodb', 'table' = 't'                             | , `d` DECIMAL(9, 2), PRIMARY KEY (`a`) NOT ENFORCED | DynamoDB has no form for the type DECIMAL(9, 2)",
        "'connector' = 'pipectl-dynamodb', 'table' = 't', 'only-if-newer' = 'at'     | , PRIMARY KEY (`a`) NOT ENFORCED | Option 'only-if-newer' names 'at', which is not a column",
        "'connector' = 'pipectl-dynamodb', 'table' = 't', 'only-if-newer' = 'a'      | , PRIMARY KEY (`a`) NOT ENFORCED | Option 'only-if-newer' names a column of type STRING NOT NULL",
        "'connector' = 'pipectl-dynamodb', 'table' = 't', 'nulls' = 'none'           | , PRIMARY KEY (`a`) NOT ENFORCED | Could not parse value 'none' for key 'nulls'",
        "'connector' = 'pipectl-opensearch', 'index' = 'i'                           |                | Missing required options are:\\n\\nendpoint",
        "'connector' = 'pipectl-opensearch', 'index' = 'i', 'endpoint' = 'search:9200' |              | Option 'endpoint' is a URL",
        "'connector' = 'pipectl-opensearch', 'index' = 'i', 'endpoint' = 'http://h', 'credentials' = 'admin:admin' | | Option 'credentials' is sigv4, none, env:NAME",
        "'connector' = 'pipectl-opensearch', 'index' = 'i', 'endpoint' = 'http://h', 'credentials' = 'env:LOGIN' | | would be readable on its way: use https:",
        "'connector' = 'pipectl-opensearch', 'index' = 'i', 'endpoint' = 'http://h', 'only-if-newer' = 'a' |   | Option 'only-if-newer' needs a PRIMARY KEY",
        "'connector' = 'pipectl-files', 'directory' = '/d', 'paths' = '/p'           |                | Unsupported options:\\n\\npaths",
        "'connector' = 'pipectl-files', 'directory' = '/d', 'mode' = 'upsert'        |                | in upsert mode needs a PRIMARY KEY",
        "'connector' = 'pipectl-files', 'directory' = '/d', 'changes' = 'true'       |                | Option 'changes' is for 'mode' = 'upsert'",
        "'connector' = 'pipectl-files', 'directory' = '/d'                           | , `d` DECIMAL(9, 2) | JSON has no form for the type DECIMAL(9, 2)",
    })
    void refuseSinkOptions(String options, String more, String message) {
        StreamTableEnvironment tables = Flink.tables(1);
        tables.executeSql("CREATE TABLE `t` (`a` STRING NOT NULL" + (more == null ? "" : more) + ") WITH ('output' = 'o', " + options + ")");
        assertThatThrownBy(() -> tables.explainSql("INSERT INTO `t` (`a`) VALUES ('x')"))
                .hasStackTraceContaining(message.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "`watchedSeconds` DOUBLE | `watchedSeconds` INT          | Field 'watchedSeconds' of the contract is number; the table's type INT",
        "`watchedSeconds` DOUBLE | `watchedSeconds` DOUBLE NOT NULL | is not the nullable type for it",
        "`watchedSeconds` DOUBLE | `watched` DOUBLE              | Field 'watchedSeconds' of the contract is column 'watched' of the table",
        "`device` STRING,        | `device` STRING, `x` STRING,  | The contract has 7 fields, the table 8 columns",
        "'[\"at\"]'              | '[\"kind\"]'                  | The event time [kind] is not a time of the contract",
        "'[\"at\"]'              | 'at'                          | Option 'event-time' is not a JSON array",
        "'timestamps' = 'iso'    | 'timestamps' = 'rfc'          | Could not parse value 'rfc' for key 'timestamps'",
    })
    void refuseAContractThatIsNotTheTables(String from, String to, String message) {
        StreamTableEnvironment tables = Flink.tables(1);
        String ddl = Playback.source(FILES);
        assertThat(ddl).contains(from);
        tables.executeSql(ddl.replace(from, to));
        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM `source.playback`")).hasStackTraceContaining(message);
    }
}
