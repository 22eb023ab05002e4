"""What the scripts count with: each check that holds or does not, and the last line, which `./test` adds up."""
import sys


class Counts:
    """The checks of the script `name`; `after` stands behind whatever is said of one that fails."""

    def __init__(self, name, after=""):
        self.name, self.after, self.passed, self.failed, self.skipped = name, after, 0, 0, 0

    def check(self, what, holds, said=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            said = f": {str(said)[:500]}" if said != "" else ""
            print(f"{self.name} fails: {what}{said}{self.after}", flush=True)

    def attempt(self, what, run):
        """One check more, which holds where `run` raises nothing."""
        try:
            run()
        except Exception as error:
            self.check(what, False, f"{type(error).__name__}: {error}")
        else:
            self.check(what, True)

    def skip(self, what, why):
        self.skipped += 1
        print(f"{self.name} skips: {what}: {why}", flush=True)

    def end(self):
        """Says the counts, and ends the script."""
        print(f"{self.name}: {self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        sys.exit(self.failed > 0)
