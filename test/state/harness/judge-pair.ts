/** One edit: what the verdict says against what is true. */
import type { Compiled } from '../../../compiler/compile.js';
import { stateVerdict } from '../../../deploy/state/state-verdict.js';
import type { Version } from '../../../deploy/application/version.js';
import type { StateVerdict } from '../../../deploy/state/verdict.js';
import { compiledText } from '../../support/following.js';
import { HEAD, type Base, type Pair } from '../pairs/pair.js';
import { stopped, truthOf, type Stopped, type Truth } from './truth.js';

export interface Before {
  readonly base: Base;
  readonly compiled: Compiled;
  readonly stopped: Stopped;
}

export async function before(base: Base): Promise<Before> {
  const compiled = await compiledText(HEAD + base.text);
  return { base, compiled, stopped: await stopped(compiled) };
}

export interface Judged {
  readonly base: string;
  readonly edit: string;
  readonly verdict: StateVerdict;
  readonly truth: Truth;
  /** What the verdict says and is not so. */
  readonly wrong: readonly string[];
  /** Nothing is lost by the edit, and nothing mixed. */
  readonly harmless: boolean;
  /** The verdict says so. */
  readonly calledHarmless: boolean;
}

export async function judgePair({ base, compiled, stopped }: Before, pair: Pair): Promise<Judged> {
  const { bundle, plan } = await compiledText(edited(HEAD + base.text, pair));
  const after: Version = { bundle: { ...bundle, settings: { ...bundle.settings, ...pair.settings } }, plan };
  const rebound = pair.rebound === true;
  const settings = rebound ? { after: { names: { plays: 'plays-elsewhere' } } } : {};
  const verdict = stateVerdict(compiled, after, settings);
  const truth = await truthOf({ after, stopped, rebound, parallelism: pair.parallelism ?? 1 });
  const taken = verdict.operators.filter(({ fate }) => fate !== 'new');
  return {
    base: base.name,
    edit: pair.edit,
    verdict,
    truth,
    wrong: wrongIn(verdict, truth),
    harmless:
      truth.refused === null && taken.every(({ uid }) => truth.saved.has(uid) && truth.continued.get(uid) !== false),
    calledHarmless: taken.every(({ fate }) => fate === 'kept'),
  };
}

export function edited(text: string, { edit, changes }: Pair): string {
  return changes.reduce((now, [find, replacement]) => {
    const [head, tail, ...more] = now.split(find);
    if (head === undefined || tail === undefined || more.length > 0) throw new Error(`'${edit}': not once: ${find}`);
    return head + replacement + tail;
  }, text);
}

function wrongIn(verdict: StateVerdict, truth: Truth): string[] {
  const refused = truth.refused?.includes('Cannot map checkpoint/savepoint state') === true;
  return [
    ...(verdict.needsAllowNonRestored === refused
      ? []
      : [`Flink ${refused ? 'refuses' : 'does not refuse'} the savepoint`]),
    ...(truth.refused !== null && !refused && verdict.restorable ? [`it fails: ${truth.refused}`] : []),
    ...(verdict.restorable === (truth.failed === null)
      ? []
      : [`whether it can go on at all: ${truth.failed ?? 'yes'}`]),
    ...verdict.operators.flatMap(({ uid, fate }) => {
      const found = truth.saved.has(uid);
      const continued = truth.continued.get(uid);
      const said = `${uid} is called ${fate}`;
      if (fate === 'new') return found ? [`${said}, and is in the savepoint`] : [];
      if (!found) return [`${said}, and is not in the savepoint`];
      if (fate === 'kept' && continued === undefined) return [`${said}, and nothing shows it`];
      if (fate === 'kept' && continued === false) return [`${said}, and its rows are others`];
      return fate === 'lost' && continued === true ? [`${said}, and goes on`] : [];
    }),
  ];
}
