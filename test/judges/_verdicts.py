"""Counts what a judge finds, and ends it with the line that `npm run judge` adds up."""

import sys


class Verdicts:
    """What held and what did not."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, what, holds, found=None):
        """Notes one fact; says it only when it does not hold."""
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"WRONG: {what}" + ("" if found is None else f": {found!r}"))
        return holds

    def equal(self, what, found, wanted):
        """Notes that two values are one."""
        return self.check(what, found == wanted, {"found": found, "wanted": wanted} if found != wanted else None)

    def end(self):
        """The last line, and the exit code."""
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed or not self.passed else 0)
