/** The log group of the application and the stream that it writes to; the service writes nothing where they are missing. */
import type { InfrastructureTarget } from './target.js';
import { ref, tagList, type Resources } from './template.js';

export const LOG_GROUP_ID = 'LogGroup';

export const logResources = ({ logs, tags }: InfrastructureTarget): Resources => ({
  [LOG_GROUP_ID]: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: logs.group, RetentionInDays: logs.retentionDays, ...tagList(tags) },
  },
  LogStream: {
    Type: 'AWS::Logs::LogStream',
    Properties: { LogGroupName: ref(LOG_GROUP_ID), LogStreamName: logs.stream },
  },
});
