/** Tags of applications. */
import { list, structure, text } from '../../services/front/shape.js';
import type { Operations } from '../../services/front/operations.js';
import type { Application } from '../application.js';
import type { Control } from '../control.js';
import { arn, tags } from '../input/scalars.js';
import { operation } from './operation.js';
import { tagList, taggedWith } from './tag-list.js';

export function tagOperations({ applications }: Control): Operations {
  const tagged = (resource: string): Application => applications.existing(resource);
  return {
    TagResource: operation(structure({ ResourceARN: arn(), Tags: tags() }), (input) => {
      const application = tagged(input.ResourceARN);
      for (const [key, value] of taggedWith(application.tags, input.Tags)) application.tags.set(key, value);
      return {};
    }),
    UntagResource: operation(
      structure({ ResourceARN: arn(), TagKeys: list(text({ min: 1, max: 128 }), { min: 1, max: 200 }) }),
      (input) => {
        const application = tagged(input.ResourceARN);
        for (const key of input.TagKeys) application.tags.delete(key);
        return {};
      },
    ),
    ListTagsForResource: operation(structure({ ResourceARN: arn() }), (input) => ({
      Tags: tagList(tagged(input.ResourceARN).tags),
    })),
  };
}
