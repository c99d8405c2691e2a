/**
 * The jars that separate Flink processes need besides those of the embedded Flink, with their SHA-256.
 * Written by runtime-jar/local/list-flink-jars.mjs; not to be edited.
 */
import type { FlinkJar } from '../flink-jars.js';

// prettier-ignore
const LIST: readonly (readonly [string, string, string, string])[] = [
  ['commons-collections', 'commons-collections', '3.2.2',
    'eeeae917917144a68a741d4c0dff66aa5c5c5fd85593ff217bced3fc8ca783b8'],
  ['org.apache.flink', 'flink-container', '2.3.0',
    'ab5877506a4bb617c64a4dea1c5df355c2c6c884083ddfbb82c30deebf81263d'],
  ['org.apache.flink', 'flink-datastream', '2.2.0',
    '362aa23aeda412124976e340ad98ad7a86fbd9d66ae77e8748f55452553e66ad'],
  ['org.apache.flink', 'flink-datastream-api', '2.2.0',
    '8caa30d08eeeedcf7467635ce688607ffd356e3135baf00c2c15e3d0a2ffd80d'],
  ['org.apache.flink', 'flink-statebackend-rocksdb', '2.2.0',
    'c0602702e4c43d35031da7b4f811197b05a598e9a030a7fca21d5a67ca42aa0c'],
  ['com.ververica', 'frocksdbjni', '8.10.0-ververica-1.0',
    '4e9bcd16a0232c7c8bc3779a2ff627be7c05c49826c1b2fa0bf7ba760f7cdcb7'],
];

export const CLUSTER_JARS: readonly FlinkJar[] = LIST.map(([group, artifact, version, sha256]) => ({
  group,
  artifact,
  version,
  sha256,
}));
