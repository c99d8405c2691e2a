/** What the commands of the long proofs have in common. */

/** Of `--events`; ends the process when it is no whole number from 1 up. */
export function readEvents(written: string): number {
  const events = Number(written);
  if (Number.isInteger(events) && events >= 1) return events;
  console.error(`--events takes a whole number from 1 up, not '${written}'`);
  process.exit(64);
}

/** Tells on standard error how long it has taken so far. */
export function clockedLog(name = ''): (message: string) => void {
  const begin = Date.now();
  const about = name === '' ? '' : `${name} `;
  return (message) => {
    if (message !== '') console.error(`${about}+${((Date.now() - begin) / 1000).toFixed(0)} s: ${message}`);
  };
}

/** An exit ends the processes that were started. */
export function endWhenInterrupted(last: () => void = () => undefined): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      last();
      process.exit(130);
    });
  }
}
