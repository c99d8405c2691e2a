/** `pipectl doctor`: what is installed, what is missing, and how to get it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { define, type Act, type Outcome } from '../command.js';
import { exit } from '../exit.js';
import type { Host } from '../host.js';
import { diagnosticsOf } from '../refusal.js';
import { table } from '../table.js';

type State = 'ok' | 'missing' | 'later';

interface Check {
  readonly what: string;
  readonly state: State;
  readonly found: string;
  /** The edit to make; empty when all is well. */
  readonly fix: string;
}

export function defineDoctor(program: Command, act: Act): void {
  define(program, 'doctor', 'what is installed, what is missing, how to get it', [
    'pipectl doctor',
    'pipectl doctor --fix',
  ])
    .option('--fix', "fetch Flink's jars and prepare quick starts now")
    .action((options: { fix?: true }, command: Command) =>
      act((host) => doctor(host, options.fix === true), options, command),
    );
}

async function doctor(host: Host, fix: boolean): Promise<Outcome> {
  if (fix) await prepare(host);
  const checks = await findings();
  const marks: Record<State, string> = {
    ok: host.colour.green('✓'),
    missing: host.colour.red('✗'),
    later: host.colour.yellow('–'),
  };
  const lines = table(checks.map(({ what, found }) => [what, found])).split('\n');
  checks.forEach(({ state, fix: hint }, i) => {
    host.print(`${marks[state]} ${lines[i]}`);
    if (hint !== '') host.print(`    ${hint}`);
  });
  const missing = checks.some(({ state }) => state === 'missing');
  return { exitCode: missing ? exit.failed : exit.ok, data: { checks } };
}

/** Does ahead what the first run would do. */
async function prepare(host: Host): Promise<void> {
  const { findHome } = await import('../../local/home.js');
  const { makeArchive } = await import('../../local/class-data.js');
  const home = await findHome((text) => host.progress(text));
  if (!existsSync(home.archive)) host.progress('Preparing quick starts of Java');
  await makeArchive(home);
  host.progress('');
}

async function findings(): Promise<Check[]> {
  const { findJava, onPath } = await import('../../local/java.js');
  const { ownJars } = await import('../../local/own-jars.js');
  const { packageVersion } = await import('../../local/package-root.js');
  const { FLINK_VERSION } = await import('../../local/flink-jars.js');
  const flinkFolder = await fetchedFlink();
  const node = Number(process.versions.node.split('.')[0]);
  const maven = await onPath('mvn');
  return [
    { what: 'pipectl', state: 'ok', found: packageVersion(), fix: '' },
    {
      what: 'Node',
      state: node >= 20 ? 'ok' : 'missing',
      found: process.versions.node,
      fix: node >= 20 ? '' : 'install Node 20 or later',
    },
    await checked('Java', async () => {
      const { version, path } = await findJava();
      return `${version} (${path})`;
    }),
    {
      what: 'Maven',
      // Only fetching Flink needs it.
      state: maven !== null ? 'ok' : flinkFolder === null ? 'missing' : 'later',
      found: maven ?? 'not on the PATH',
      fix: maven !== null || flinkFolder !== null ? '' : 'install Maven 3.6 or later',
    },
    await checked("pipectl's jars", async () =>
      (await ownJars()).paths.map((path) => path.split(/[\\/]/).pop()).join(', '),
    ),
    {
      what: `Flink ${FLINK_VERSION}`,
      state: flinkFolder !== null ? 'ok' : 'later',
      found: flinkFolder ?? 'not in the cache; the first compile or run fetches about 100 MB',
      fix: flinkFolder !== null ? '' : 'run  pipectl doctor --fix',
    },
    await quickStarts(flinkFolder !== null),
  ];
}

async function fetchedFlink(): Promise<string | null> {
  const { cacheFolder } = await import('../../local/cache.js');
  const { flinkKey } = await import('../../local/install-flink.js');
  const folder = join(cacheFolder(), flinkKey());
  return existsSync(folder) ? folder : null;
}

async function quickStarts(fetched: boolean): Promise<Check> {
  const what = 'quick starts';
  const later: Check = {
    what,
    state: 'later',
    found: 'not prepared; the first use does it in the background',
    fix: 'run  pipectl doctor --fix',
  };
  if (!fetched) return later;
  const { findHome } = await import('../../local/home.js');
  try {
    const { archive } = await findHome(() => undefined);
    return existsSync(archive) ? { what, state: 'ok', found: 'class data of Java is archived', fix: '' } : later;
  } catch (error) {
    if (diagnosticsOf(error) === null) throw error;
    return later;
  }
}

/** A refusal is a finding. */
async function checked(what: string, find: () => Promise<string>): Promise<Check> {
  try {
    return { what, state: 'ok', found: await find(), fix: '' };
  } catch (error) {
    const [first] = diagnosticsOf(error)?.diagnostics ?? [];
    if (first === undefined) throw error;
    return { what, state: 'missing', found: first.message, fix: first.hint };
  }
}
