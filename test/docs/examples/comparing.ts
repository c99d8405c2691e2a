/** PC85…: comparing two versions of a pipeline. */
import { deployDiff } from '../../../compiler/diagnostics/catalog/deploy-diff.js';
import { prose, sh, type Examples } from './example.js';

export const comparing: Examples<keyof typeof deployDiff> = {
  comparedFolder: {
    params: { folder: '../main/dist', problem: 'is not a folder' },
    wrong: sh('pipectl diff title-popularity --against ../main/dist'),
    right: sh('(cd ../main && pipectl compile title-popularity)\npipectl diff title-popularity --against ../main/dist'),
  },
  comparedVersion: {
    params: {
      file: '../main/dist/title-popularity/bundle.json',
      problem: "must have required property 'description'",
    },
    wrong: sh('pipectl diff title-popularity --against ../main/dist'),
    right: sh('(cd ../main && pipectl compile title-popularity)\npipectl diff title-popularity --against ../main/dist'),
  },
  comparedWithoutPlan: {
    params: { folder: '../main/dist/title-popularity' },
    wrong: sh('(cd ../main && pipectl compile --no-planner)\npipectl diff title-popularity --against ../main/dist'),
    right: sh('(cd ../main && pipectl compile)\npipectl diff title-popularity --against ../main/dist'),
  },
  proofDisagrees: {
    params: { stages: ['perTitle'] },
    wrong: prose('A change that the rules of the verdict do not know, found by `pipectl diff --prove`.'),
    right: prose('The pipeline as it was; the two versions together are what a report needs.'),
  },
  proofInput: {
    params: { written: 'playbak', known: ['playback'] },
    wrong: sh('pipectl diff title-popularity --env production --prove --input playbak=events.jsonl'),
    right: sh('pipectl diff title-popularity --env production --prove --input playback=events.jsonl'),
  },
  proofImpossible: {
    params: { reason: 'the version before could not be stopped with a savepoint: it ended by itself' },
    wrong: sh('pipectl diff title-popularity --env production --prove'),
    right: sh('pipectl diff title-popularity --env production --prove --input playback=events.jsonl'),
  },
};
