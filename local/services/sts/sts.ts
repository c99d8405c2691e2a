/** Security Token Service as far as clients ask who they are: everybody is the root of the local account. */
import { ACCOUNT } from '../front/account.js';
import { AwsError } from '../front/aws-error.js';
import type { LocalService } from '../front/service.js';
import { element } from '../front/xml.js';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

export function stsService(): LocalService {
  return {
    name: 'sts',
    protocol: 'query',
    async handle({ id, body, query }) {
      const action = new URLSearchParams(body.toString('utf8')).get('Action') ?? query.get('Action');
      if (action === null) throw new AwsError('MissingAction', 'The request has no Action.');
      if (action !== 'GetCallerIdentity') {
        throw new AwsError('InvalidAction', `The local sts knows GetCallerIdentity only, not ${action}.`);
      }
      const identity = { Arn: `arn:aws:iam::${ACCOUNT}:root`, UserId: ACCOUNT, Account: ACCOUNT };
      const result = element('GetCallerIdentityResult', identity);
      const metadata = `<ResponseMetadata>${element('RequestId', id)}</ResponseMetadata>`;
      return {
        status: 200,
        headers: { 'content-type': 'text/xml' },
        body: `<GetCallerIdentityResponse xmlns="${NAMESPACE}">${result}${metadata}</GetCallerIdentityResponse>`,
      };
    },
    close: async () => undefined,
  };
}
