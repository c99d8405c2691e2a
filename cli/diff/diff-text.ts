/** What differs, for people: a line for each change under its stage, the verdict over state, the steps, a summary. */
import type { Origin } from '../../compiler/ir/bundle.js';
import type { Description } from '../../compiler/ir/description.js';
import type { Change } from '../../deploy/diff/change.js';
import { counted, listed } from '../../deploy/diff/words.js';
import type { Fate, OperatorVerdict, StateVerdict } from '../../deploy/state/verdict.js';
import type { Colours } from '../colours.js';

export interface Diff {
  readonly pipeline: string;
  /** What it is compared with: `production`, `../main/dist`. */
  readonly against: string;
  /** False when there is nothing yet to compare with. */
  readonly known: boolean | 'unreadable';
  readonly changes: readonly Change[];
  readonly unchanged: Unchanged;
  /** Null when nothing is there that could have state, or no plans are. */
  readonly state: StateVerdict | null;
  /** What a deploy would do, one line each; null where there is nothing to deploy to. */
  readonly steps: readonly string[] | null;
}

export interface Unchanged {
  readonly stages: number;
  readonly outputs: number;
}

/** Parts of the new version that no change names. */
export function unchangedIn({ stages, outputs }: Description, changes: readonly Change[]): Unchanged {
  const left = (part: Change['part'], parts: readonly { readonly name: string }[]): number =>
    parts.filter(({ name }) => !changes.some((change) => change.part === part && change.stage === name)).length;
  return { stages: left('stage', stages), outputs: left('output', outputs) };
}

export function diffText(diff: Diff, paint: Colours): string {
  const { steps, state } = diff;
  return [
    heading(diff, paint),
    changeLines(diff, paint),
    ...(state === null || state.operators.length === 0 ? [] : [stateLines(state, paint)]),
    ...(steps === null || steps.length === 0 ? [] : [stepLines(steps, paint)]),
    summary(diff),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading({ pipeline, against, known }: Diff, paint: Colours): string {
  const unreadable = known === 'unreadable' ? ', whose version can not be read' : '';
  const text =
    known === false ? `${pipeline}, which is not in ${against} yet` : `${pipeline}, compared with ${against}`;
  return paint.bold(text + unreadable);
}

const MARKS: Record<Change['kind'], readonly [mark: string, colour: 'green' | 'red' | 'yellow']> = {
  added: ['+', 'green'],
  removed: ['-', 'red'],
  changed: ['~', 'yellow'],
};

function changeLines({ changes, unchanged, known }: Diff, paint: Colours): string {
  const groups = new Map<string, Change[]>();
  for (const change of changes) groups.set(partText(change), [...(groups.get(partText(change)) ?? []), change]);
  const lines = [...groups].map(([part, group]) => {
    const place = group.find(({ origin }) => origin !== null)?.origin ?? null;
    return [
      `  ${part}${place === null ? '' : paint.dim(`  ${placeText(place)}`)}`,
      ...group.map(({ kind, sentence }) => {
        const [mark, colour] = MARKS[kind];
        return `    ${paint[colour](mark)} ${sentence}`;
      }),
    ].join('\n');
  });
  return [...lines, ...(known === true ? [`  ${unchangedText(unchanged)}`] : [])].join('\n');
}

const partText = ({ part, stage }: Change): string =>
  part === 'output' ? `output ${stage ?? ''}` : (stage ?? 'the whole pipeline');

const placeText = ({ file, line }: Origin): string => `${file}:${line}`;

function unchangedText({ stages, outputs }: Unchanged): string {
  if (stages + outputs === 0) return 'nothing is as it was';
  const parts = [
    ...(stages > 0 ? [counted(stages, 'stage')] : []),
    ...(outputs > 0 ? [counted(outputs, 'output')] : []),
  ];
  return `${listed(parts)} ${stages + outputs === 1 ? 'is as it was' : 'are as they were'}`;
}

const FATES: Record<Fate, 'green' | 'red' | 'yellow' | 'dim'> = {
  kept: 'green',
  'kept in part': 'yellow',
  lost: 'red',
  new: 'dim',
  unknown: 'yellow',
};

function stateLines({ operators }: StateVerdict, paint: Colours): string {
  const named = operators.map((operator) => ({ ...operator, name: nameOf(operator) }));
  const width = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));
  const fates = width(named.map(({ fate }) => fate));
  const names = width(named.map(({ name }) => name));
  return [
    'state',
    ...named.map(({ fate, name, reason }) =>
      `  ${paint[FATES[fate]](fate.padEnd(fates))}  ${name.padEnd(names)}  ${reason}`.trimEnd(),
    ),
  ].join('\n');
}

const nameOf = ({ stage, role }: OperatorVerdict): string => `${stage} (${role})`;

const stepLines = (steps: readonly string[], paint: Colours): string =>
  ['a deploy would', ...steps.map((step, i) => `  ${paint.dim(`${i + 1}.`)} ${step}`)].join('\n');

/** One line, with what has to be said to deploy it. */
function summary({ known, changes, state, steps }: Diff): string {
  const count = (kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length;
  const differs =
    changes.length === 0
      ? 'no differences'
      : `${count('added')} added, ${count('changed')} changed, ${count('removed')} removed`;
  const unknown = known === 'unreadable' ? ['what differs in the pipeline is not known'] : [];
  const said = unknown.length > 0 && changes.length === 0 ? unknown : [differs, ...unknown];
  return [...said, ...stateSummary(state), ...(steps?.length === 0 ? ['nothing to deploy'] : [])].join('; ');
}

function stateSummary(state: StateVerdict | null): string[] {
  if (state === null || state.operators.length === 0) return [];
  if (!state.restorable) return ['no state can be taken over'];
  const { operators, lost } = state;
  const count = (fate: Fate): number => operators.filter((operator) => operator.fate === fate).length;
  const [inPart, unknown] = [count('kept in part'), count('unknown')];
  const said = [
    ...(lost.length > 0
      ? [`state of ${counted(lost.length, 'stage')} is lost, which deploy asks for: --discard-state ${lost.join(' ')}`]
      : []),
    ...(inPart > 0 ? [`${counted(inPart, 'state')} kept in part`] : []),
    ...(unknown > 0 ? [`what becomes of ${counted(unknown, 'state')} is not known`] : []),
  ];
  return said.length > 0 ? said : ['all state is kept'];
}
