/** The store of a bundle's dead letters, whichever service the environment has for them. */
import type { Resource } from '../../compiler/ir/resources.js';
import type { AwsAccess } from '../aws/access.js';
import { kinesisLetters } from './kinesis-letters.js';
import type { LetterStore } from './letter-store.js';
import { s3Letters } from './s3-letters.js';
import { sqsLetters } from './sqs-letters.js';

/** The output under which the writer of dead letters counts. */
const DEAD_LETTERS = 'dead-letters';

type LettersResource = Extract<Resource, { readonly kind: 'queue' | 'stream' | 'bucket' }>;

export function lettersResource(resources: readonly Resource[]): LettersResource {
  const found = resources.find(({ writtenBy }) => writtenBy.includes(DEAD_LETTERS));
  if (found?.kind === 'queue' || found?.kind === 'stream' || found?.kind === 'bucket') return found;
  throw new Error('the bundle has no table of dead letters');
}

export async function openLetters(resource: LettersResource, access: AwsAccess): Promise<LetterStore> {
  switch (resource.kind) {
    case 'queue':
      return sqsLetters(resource.name, access);
    case 'stream':
      return kinesisLetters(resource.name, access);
    case 'bucket':
      return s3Letters(resource.name, resource.prefix, access);
  }
}

/** As an environment names it. */
export function targetText(resource: LettersResource): string {
  switch (resource.kind) {
    case 'queue':
      return `sqs:${resource.name}`;
    case 'stream':
      return `kinesis:${resource.name}`;
    case 'bucket':
      return `s3:${resource.name}/${resource.prefix}`;
  }
}
