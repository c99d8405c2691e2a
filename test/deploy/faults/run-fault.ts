/** Runs one row of the table and says what is not as expected. */
import type { Fault } from './faults.js';
import type { World } from './world.js';

export async function runFault(world: World, fault: Fault): Promise<readonly string[]> {
  const before = await world.application();
  await fault.inject?.(world);
  const options = typeof fault.options === 'function' ? fault.options(world) : (fault.options ?? {});
  const ended = await (fault.act?.(world) ?? world.deploy(options));
  if (fault.status !== null || before === null) world.deployable.msf.faults.clear();
  const after = await world.application();
  const problems: string[] = [];
  const expect = (what: string, expected: unknown, actual: unknown): void => {
    if (JSON.stringify(expected) !== JSON.stringify(actual))
      problems.push(`${what}: expected ${JSON.stringify(expected)}, is ${JSON.stringify(actual)}`);
  };
  expect('exit code', fault.exitCode, ended.exitCode);
  expect('diagnostics', fault.codes, ended.codes);
  if (fault.says && !fault.says.test(ended.text)) problems.push(`does not say ${fault.says}`);
  // What is held in between is looked at after it is mended.
  if (fault.status !== null || before === null) expect('status', fault.status, after?.status ?? null);
  if (fault.isSameJar !== undefined) expect('same jar', fault.isSameJar, before?.sha256 === after?.sha256);
  await fault.mend?.(world);
  return problems.length === 0 ? [] : [...problems, ended.text];
}
