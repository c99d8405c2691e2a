/** The packaged jar, read by two programs that know zip archives: Info-ZIP's unzip and Java's own ZipFile. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Bundle } from '../../compiler/ir/bundle.js';
import { appendToZip } from '../../deploy/package/append-to-zip.js';
import { packageJar } from '../../deploy/package/package-jar.js';
import { runtimeJar } from '../../local/own-jars.js';

const folder = mkdtempSync(join(tmpdir(), 'pipectl-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bundle = { format: 1, flink: '2.2', pipeline: 'größe', statements: [] } as unknown as Bundle;
const plan = { flinkVersion: '2.2', nodes: Array.from({ length: 2_000 }, (_, id) => ({ id, type: 'calc' })) };
const original = readFileSync(runtimeJar());
const jar = join(folder, 'job.jar');
const packaged = packageJar({ runtimeJar: original, bundle, plan });
writeFileSync(jar, packaged.bytes);

const text = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20 });

describe('packageJar', () => {
  test('the same input has the same bytes, and they are what the hash says', () => {
    const again = packageJar({ runtimeJar: original, bundle, plan });
    expect(again.sha256).toBe(packaged.sha256);
    expect(createHash('sha256').update(readFileSync(jar)).digest('hex')).toBe(packaged.sha256);
    expect(packageJar({ runtimeJar: original, bundle, plan: {} }).sha256).not.toBe(packaged.sha256);
  });

  test('unzip finds every entry sound, the old ones first', () => {
    expect(text('unzip', '-tqq', jar)).toBe('');
    const before = text('unzip', '-Z1', runtimeJar()).trim().split('\n');
    const after = text('unzip', '-Z1', jar).trim().split('\n');
    expect(after).toEqual([...before, 'META-INF/pipectl/bundle.json', 'META-INF/pipectl/plan.json']);
    expect(JSON.parse(text('unzip', '-p', jar, 'META-INF/pipectl/bundle.json'))).toEqual(bundle);
    expect(JSON.parse(text('unzip', '-p', jar, 'META-INF/pipectl/plan.json'))).toEqual(plan);
  });

  test('Java reads it as a jar', () => {
    const program = join(folder, 'Read.java');
    writeFileSync(
      program,
      `class Read {
        public static void main(String[] args) throws Exception {
          try (var jar = new java.util.jar.JarFile(args[0])) {
            System.out.println(jar.getManifest().getMainAttributes().getValue("Main-Class"));
            for (String name : new String[] {"bundle", "plan"}) {
              byte[] bytes = jar.getInputStream(jar.getEntry("META-INF/pipectl/" + name + ".json")).readAllBytes();
              System.out.println(bytes.length);
            }
            for (var entries = jar.entries(); entries.hasMoreElements();) {
              jar.getInputStream(entries.nextElement()).readAllBytes();
            }
          }
        }
      }`,
    );
    const sizes = [bundle, plan].map((part) => Buffer.byteLength(`${JSON.stringify(part, null, 2)}\n`));
    expect(text('java', program, jar).trim().split('\n')).toEqual([
      'dev.pipectl.job.PipelineJob',
      ...sizes.map(String),
    ]);
  });
});

describe('appendToZip', () => {
  const entry = { name: 'a.txt', content: Buffer.from('a') };
  const empty = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);

  test('keeps an archive that has a comment', () => {
    const commented = Buffer.concat([empty.subarray(0, 20), Buffer.from([5, 0]), Buffer.from('hello')]);
    const file = join(folder, 'commented.zip');
    writeFileSync(file, appendToZip(commented, [entry]));
    expect(text('unzip', '-p', file, 'a.txt')).toBe('a');
  });

  test('never holds a name twice', () => {
    expect(() => appendToZip(appendToZip(empty, [entry]), [entry])).toThrow("already holds 'a.txt'");
  });

  test('is no use for anything but a zip archive', () => {
    expect(() => appendToZip(Buffer.from('not a zip archive at all, but long enough'), [entry])).toThrow(
      'no end record',
    );
  });
});
