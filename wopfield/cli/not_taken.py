"""What this laptop did not take in an exchange, as the command line tells it."""

from collections import Counter
from typing import TYPE_CHECKING

from wopfield.cli.answer import say
from wopfield.language import plural

if TYPE_CHECKING:
    from wopfield.sync.meeting import Outcome


def not_taken(outcome: "Outcome") -> list[dict[str, object]]:
    """Return what was not taken here, by partnership and reason."""
    counts = Counter((each.scope, each.reason) for each in outcome.refused_here)
    return [{"scope": scope, "reason": reason, "count": count} for (scope, reason), count in sorted(counts.items())]


def tell_not_taken(outcome: "Outcome") -> None:
    """Say what was not taken here, and why."""
    for reason, count in Counter(each.reason for each in outcome.refused_here).most_common():
        say(plural("{count} not taken here: {reason}", "{count} not taken here: {reason}", count, reason=reason))
