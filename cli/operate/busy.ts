/** What is said when something else is being done to an application, by this command elsewhere or by another. */
import type { Operation } from '../../deploy/application/operation.js';
import { spanText } from '../../deploy/operate/span-text.js';
import { refuse } from '../refusal.js';
import type { OpenApplication } from './with-application.js';

interface UnderWay {
  readonly status: string;
  readonly operation: Operation | null;
}

export const busy = ({ target, words }: OpenApplication, { status, operation }: UnderWay): Error =>
  refuse('applicationBusy', {
    application: target.application,
    status,
    operation: operation?.kind ?? null,
    since: ageOf(operation),
    words,
  });

export const stillUnderWay = ({ target, words }: OpenApplication, { status, operation }: UnderWay): Error =>
  refuse('operationEndless', {
    application: target.application,
    status,
    operation: operation?.kind ?? null,
    since: ageOf(operation),
    words,
  });

const ageOf = (operation: Operation | null): string | null =>
  operation === null || operation.startedAt === null ? null : spanText(Date.now() - operation.startedAt.getTime());
