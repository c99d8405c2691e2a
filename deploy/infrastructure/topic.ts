/** The topic that alarms go to, and the address that hears of them when one is given. */
import type { InfrastructureTarget } from './target.js';
import { ref, tagList, type Resources, type Template } from './template.js';

export const TOPIC_ID = 'Alerts';
const ADDRESS = 'AlertsEmail';
const HAS_ADDRESS = 'HasAlertsEmail';

export const topicParameters: Template['Parameters'] = {
  [ADDRESS]: { Type: 'String', Default: '', Description: 'Who hears of alarms by mail; nobody when it is empty' },
};

export const topicConditions: Template['Conditions'] = {
  [HAS_ADDRESS]: { 'Fn::Not': [{ 'Fn::Equals': [ref(ADDRESS), ''] }] },
};

export const topicResources = ({ application, tags }: InfrastructureTarget): Resources => ({
  [TOPIC_ID]: {
    Type: 'AWS::SNS::Topic',
    Properties: { TopicName: `${application.replaceAll('.', '-')}-alerts`, ...tagList(tags) },
  },
  AlertsSubscription: {
    Type: 'AWS::SNS::Subscription',
    Condition: HAS_ADDRESS,
    Properties: { Protocol: 'email', Endpoint: ref(ADDRESS), TopicArn: ref(TOPIC_ID) },
  },
});
