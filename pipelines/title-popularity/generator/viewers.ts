/** People watching titles in sessions: who does what, when, in the order it happens. */
import { arrivalQueue, zipf, type Random } from 'pipectl/testing';

export interface Happening {
  readonly user: number;
  readonly title: number;
  readonly kind: 'play' | 'pause' | 'seek' | 'stop' | 'search';
  /** Null when the player did not say. */
  readonly device: string | null;
  /** Seconds watched since this viewer's previous event, to a tenth. */
  readonly watchedSeconds: number;
  /** Whole seconds into the title. */
  readonly position: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

interface Viewer {
  title: number;
  device: string | null;
  position: number;
  state: 'away' | 'browsing' | 'playing' | 'paused';
  since: number;
}

const DEVICES = ['tv', 'tv', 'mobile', 'mobile', 'web', 'tablet', null] as const;
/** Mean milliseconds to a viewer's next event. */
const UNTIL_NEXT = { away: 1_200_000, browsing: 12_000, playing: 35_000, paused: 20_000 } as const;

/** Endless, in the order of occurrence. About half of the users watch at any time. */
export function* viewers(
  random: Random,
  options: { users: number; titles: number; start: number },
): Generator<Happening> {
  const title = zipf(options.titles, 1.05);
  const everyone: Viewer[] = [];
  const next = arrivalQueue<number>();
  for (let user = 0; user < options.users; user++) {
    everyone.push({ title: 0, device: null, position: 0, state: 'away', since: options.start });
    // Half of them arrive in the first half minute, so that a short file is a busy one.
    next.push(options.start + Math.floor(random.exponential(random.chance(0.5) ? 15_000 : UNTIL_NEXT.away)), user);
  }
  for (;;) {
    const at = next.peekTime();
    const user = next.pop();
    const viewer = user === undefined ? undefined : everyone[user];
    if (user === undefined || viewer === undefined) return;
    const kind = act(viewer, random, title);
    const watched =
      kind !== 'play' && kind !== 'search' && viewer.since < at ? Math.round((at - viewer.since) / 100) / 10 : 0;
    if (kind === 'play' || viewer.state === 'playing') viewer.since = at;
    if (kind === 'pause') viewer.since = Infinity;
    viewer.position = kind === 'seek' ? random.below(7200) : viewer.position + Math.floor(watched);
    yield {
      user,
      title: viewer.title,
      kind,
      device: viewer.device,
      watchedSeconds: watched,
      position: viewer.position,
      at,
    };
    next.push(at + 1 + Math.floor(random.exponential(UNTIL_NEXT[viewer.state])), user);
  }
}

/** What a viewer does next; changes the viewer's state. */
function act(viewer: Viewer, random: Random, title: (random: Random) => number): Happening['kind'] {
  switch (viewer.state) {
    case 'away':
      viewer.device = random.pick(DEVICES);
      return choose(viewer, random, title);
    case 'browsing':
      return choose(viewer, random, title);
    case 'paused':
      if (random.chance(0.8)) return play(viewer);
      return stop(viewer, random);
    case 'playing': {
      const draw = random.next();
      if (draw < 0.3) {
        viewer.state = 'paused';
        return 'pause';
      }
      if (draw < 0.5) return 'seek';
      return stop(viewer, random);
    }
  }
}

function choose(viewer: Viewer, random: Random, title: (random: Random) => number): Happening['kind'] {
  viewer.title = title(random);
  viewer.position = 0;
  if (!random.chance(0.4)) return play(viewer);
  viewer.state = 'browsing';
  return 'search';
}

function play(viewer: Viewer): Happening['kind'] {
  viewer.state = 'playing';
  return 'play';
}

function stop(viewer: Viewer, random: Random): Happening['kind'] {
  viewer.state = random.chance(0.75) ? 'browsing' : 'away';
  return 'stop';
}
