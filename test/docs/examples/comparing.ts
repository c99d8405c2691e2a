/** PC85…: comparing two versions of a pipeline. */
import { deployDiff } from '../../../compiler/diagnostics/catalog/deploy-diff.js';
import { sh, type Examples } from './example.js';

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
};
