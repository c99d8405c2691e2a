/** Flink's logging: one file per process, in the cluster's folder, and beside it the same as lines of JSON if asked for. */

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

export interface LogOptions {
  readonly level: LogLevel;
  readonly records: boolean;
}

/** What follows the name of a log in that of its records. */
export const RECORDS_SUFFIX = '.records';

const TEXT = `monitorInterval = 0
rootLogger.appenderRef.file.ref = File
appender.file.type = File
appender.file.name = File
appender.file.fileName = \${sys:pipectl.log}
appender.file.append = true
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{yyyy-MM-dd HH:mm:ss.SSS} %-5p %c{1} - %m%n
logger.pekko.name = org.apache.pekko
logger.pekko.level = WARN
`;

/** The JSON layouts of Log4j need libraries that are not there; a pattern can escape text for JSON too. */
const FIELDS: Readonly<Record<string, string>> = {
  locationInformation: '%l',
  logger: '%c',
  message: '%m',
  messageType: '%p',
  threadName: '%t',
  throwableInformation: '%xEx{full}',
};
const RECORD = `{"timestamp":%d{UNIX_MILLIS},${Object.entries(FIELDS)
  .map(([name, pattern]) => `"${name}":"%enc{${pattern}}{JSON}"`)
  .join(',')}}%n`;

const RECORDS = `rootLogger.appenderRef.records.ref = Records
appender.records.type = File
appender.records.name = Records
appender.records.fileName = \${sys:pipectl.log}${RECORDS_SUFFIX}
appender.records.append = true
appender.records.layout.type = PatternLayout
appender.records.layout.alwaysWriteExceptions = false
appender.records.layout.pattern = ${RECORD}
`;

export const logConfig = ({ level, records }: LogOptions): string =>
  `rootLogger.level = ${level}\n${TEXT}${records ? RECORDS : ''}`;
