/** Notices, in the child process, when an author's module reads the clock, chance or the environment. */
import type { Changeable } from './answer.js';

/** Starts watching; what is found is added to the list. `isAuthors` says whether a line of a stack is an author's. */
export function watchChangeable(found: Changeable[], isAuthors: (frame: string) => boolean): void {
  const note = (what: string): void => {
    const stack = new Error().stack ?? '';
    // The frames of this file come first; then whoever asked, which is Node itself or a package more often than not.
    const asking = stack
      .split('\n')
      .slice(1)
      .find((line) => !line.includes('/evaluate/changeable.'));
    if (asking && isAuthors(asking)) found.push({ what, stack: asking });
  };
  watchClock(note);
  watchChance(note);
  watchEnvironment(note);
}

function watchClock(note: (what: string) => void): void {
  const RealDate = Date;
  const now = RealDate.now.bind(RealDate);
  RealDate.now = () => {
    note('Date.now()');
    return now();
  };
  globalThis.Date = new Proxy(RealDate, {
    construct(target, args, newTarget) {
      if (args.length === 0) note('new Date()');
      return Reflect.construct(target, args, newTarget) as object;
    },
    apply() {
      note('Date()');
      return new RealDate().toString();
    },
  });
  RealDate.prototype.constructor = globalThis.Date;
}

function watchChance(note: (what: string) => void): void {
  const random = Math.random.bind(Math);
  Math.random = () => {
    note('Math.random()');
    return random();
  };
}

function watchEnvironment(note: (what: string) => void): void {
  process.env = new Proxy(process.env, {
    get(target, name) {
      if (typeof name === 'string') note(`process.env.${name}`);
      return Reflect.get(target, name) as unknown;
    },
  });
}
