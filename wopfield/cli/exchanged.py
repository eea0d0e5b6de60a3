"""What an exchange came to, and what this laptop did not take in it, as the command line tells it."""

from collections import Counter
from typing import TYPE_CHECKING

from wopfield.cli.saying import as_json, say
from wopfield.language import _, in_a_row, plural, retold

if TYPE_CHECKING:
    from wopfield.sync.meeting import Outcome


def tell_outcome(outcome: "Outcome", json: bool, laptop: str = "", device: str = "") -> None:
    """Say what an exchange came to, with another ``laptop`` or with the server."""
    counts = {
        "sent": outcome.sent,
        "received": outcome.received,
        "refused": outcome.refused,
        "refused_here": len(outcome.refused_here),
        "files_sent": outcome.files_sent,
        "files_received": outcome.files_received,
        "copied": outcome.copied,
        "requests": outcome.requests,
        "seconds": round(outcome.seconds, 3),
    }
    if json:
        other = {"device": device, "laptop": laptop} if laptop else {}
        as_json({**other, **counts, "not_taken": _not_taken(outcome)})
        return
    words = in_a_row(
        [
            plural("{count} sent", "{count} sent", outcome.sent),
            plural("{count} received", "{count} received", outcome.received),
            plural("{count} refused", "{count} refused", outcome.refused),
            *_files(outcome),
        ]
    )
    parts = {"words": words, "seconds": counts["seconds"]}
    if laptop:
        say(_("{laptop}: {words}, in {seconds} s.", laptop=laptop, **parts))
    else:
        say(_("{words}, in {seconds} s.", **parts))
    if outcome.copied:
        say(_("A laptop was copied, and both copies went on. Both lines of work are kept."))
    _tell_not_taken(outcome)


def _files(outcome: "Outcome") -> list[str]:
    """Return what became of photos and documents, where any moved."""
    sent, received = outcome.files_sent, outcome.files_received
    words = [plural("{count} piece of a file sent", "{count} pieces of files sent", sent)] if sent else []
    if received:
        words.append(plural("{count} piece of a file received", "{count} pieces of files received", received))
    return words


def _not_taken(outcome: "Outcome") -> list[dict[str, object]]:
    counts = Counter((each.scope, each.reason) for each in outcome.refused_here)
    return [{"scope": scope, "reason": reason, "count": count} for (scope, reason), count in sorted(counts.items())]


def _tell_not_taken(outcome: "Outcome") -> None:
    for reason, count in Counter(retold(each.reason) for each in outcome.refused_here).most_common():
        say(plural("{count} refused here: {reason}", "{count} refused here: {reason}", count, reason=reason))
