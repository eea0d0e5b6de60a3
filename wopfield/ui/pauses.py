"""How long syncing by itself waits before it tries again: decided from what happened, with no clock."""

from dataclasses import dataclass

_DOUBLINGS = 20
"""More of them than any pause grows through."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Milliseconds between runs; ``soon_ms`` counts from the first of the edits that have not gone."""

    first_ms: int = 20_000
    soon_ms: int = 20_000
    """Those made meanwhile go with it."""
    every_ms: int = 5 * 60_000
    """After a run that got through."""
    again_ms: int = 60_000
    """After one that did not; each further one doubles it."""
    longest_ms: int = 15 * 60_000
    sign_ms: int = 2_000
    """After a sign that the server may be reached now: several come together."""

    def after(self, failures: int) -> int:
        """Return how long to wait once so many runs in a row did not get through."""
        if not failures:
            return self.every_ms
        return min(self.again_ms << min(failures - 1, _DOUBLINGS), self.longest_ms)

    def at_sign(self, left: int, since: int) -> int:
        """Return how long to wait still at a sign, ``left`` before the next run and ``since`` the last one ended.

        A network that comes and goes is not tried at each blink.
        """
        return min(left, max(self.sign_ms, self.first_ms - since))


USUAL = Pauses()


def slept(passed: float, beat: float) -> bool:
    """Return whether the laptop slept between two beats that should be ``beat`` seconds apart and were ``passed``."""
    return passed > 3 * beat
