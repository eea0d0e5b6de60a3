"""What an exchange came to, and what this laptop did not take in it, as the command line tells it."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from wopfield.cli.saying import as_json, say
from wopfield.domain.carried import STICK
from wopfield.language import _, in_a_row, plural, retold

if TYPE_CHECKING:
    from wopfield.store.exchange_log import Past, Stretch
    from wopfield.sync.meeting import OnStep, Outcome, Step
    from wopfield.sync.newer import Newer


def tell_outcome(
    outcome: "Outcome", newer: Sequence["Newer"], json: bool, laptop: str = "", device: str = "", waiting: int = 0
) -> None:
    """Say what an exchange came to, with another ``laptop`` or with the server, and whose program is ``newer``.

    ``waiting`` entries are not known to be on the server.
    """
    count = sum(max(each.entries, 1) for each in outcome.not_taken)
    counts = {
        "sent": outcome.sent,
        "received": outcome.received,
        "refused": count,
        "refused_here": len(outcome.refused_here),
        "files_sent": outcome.files_sent,
        "files_received": outcome.files_received,
        "copied": outcome.copied,
        "requests": outcome.requests,
        "seconds": round(outcome.seconds, 3),
    }
    if json:
        other: dict[str, object] = {"device": device, "laptop": laptop} if laptop else {"waiting": waiting}
        refused_there = [asdict(each) for each in outcome.not_taken]
        told = {"refused_there": refused_there, "not_taken": _not_taken(outcome), "newer": newer_as_values(newer)}
        as_json({**other, **counts, **told})
        return
    refused = plural("{count} refused", "{count} refused", count)
    words = in_a_row([*_moved(outcome), refused, *_files(outcome)])
    parts = {"words": words, "seconds": counts["seconds"]}
    if laptop:
        say(_("{laptop}: {words}, in {seconds} s.", laptop=laptop, **parts))
    else:
        say(_("{words}, in {seconds} s.", **parts))
    if outcome.copied:
        tell_copied()
    _tell_refused_there(outcome)
    _tell_not_taken(outcome)
    tell_newer(newer)


@contextmanager
def how_far() -> "Iterator[OnStep | None]":
    """Show how far an exchange is, in one line of the terminal that goes again; None where no person looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = ""

    def show(step: "Step") -> None:
        nonlocal shown
        before, shown = shown, in_a_row([*_moved(step), *_files(step)])
        print(f"\r{shown.ljust(len(before))}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        print(f"\r{' ' * len(shown)}\r", end="", file=sys.stderr, flush=True)


def tell_copied() -> None:
    """Say that two copies of one laptop were met."""
    say(_("A laptop was copied, and both copies went on. Both lines of work are kept."))


def tell_past(stretches: Sequence["Stretch"]) -> None:
    """Say what was exchanged, each stretch that came to the same in a line."""
    for stretch in stretches:
        each = stretch.newest
        words = _(
            "{at}  {whom} ({way})  {counts}, {seconds} s",
            at=each.at[:19],
            whom=_whom(each),
            way=each.way or "?",
            counts=_counts(each),
            seconds=each.seconds,
        )
        if each.copied:
            copied = _("a laptop was copied; both lines of work are kept")
            words = f"{words}, {copied}"
        if each.outcome:
            words = f"{words}: {each.outcome}"
        if stretch.times > 1:
            words = plural("{what} ({count} time since {when})", "{what} ({count} times since {when})", stretch.times,
                           what=words, when=stretch.since[:19])  # fmt: skip
        say(words)
    if not stretches:
        say(_("Nothing was exchanged yet."))


def tell_newer(newer: Sequence["Newer"]) -> None:
    """Say of which laptops this program cannot show everything, and what to do."""
    from wopfield.sync.newer import kept_words, made_words

    for each in newer:
        say(_("{laptop}: {words}", laptop=each.laptop, words=f"{made_words(each.entries)} {kept_words(each.entries)}"))


def newer_as_values(newer: Sequence["Newer"]) -> list[dict[str, object]]:
    """Return the same for a program that reads the answer."""
    return [asdict(each) for each in newer]


def _whom(past: "Past") -> str:
    """Return who the other side of an exchange was."""
    if past.way == STICK and not past.peer:
        return _("whoever has the password")
    return past.called or past.peer[:12]


def _counts(past: "Past") -> str:
    """Return what an exchange moved, in a row; of refusals and files only where there were any."""
    if not past.moved and past.reached:
        return _("nothing new")
    refused, refused_here = past.refused, past.refused_here
    parts = _moved(past)
    parts += [plural("{count} refused", "{count} refused", refused)] if refused else []
    parts += [plural("{count} refused here", "{count} refused here", refused_here)] if refused_here else []
    return in_a_row([*parts, *_files(past)])


def _moved(outcome: "Outcome | Past | Step") -> list[str]:
    """Return how many entries moved, each way."""
    return [
        plural("{count} sent", "{count} sent", outcome.sent),
        plural("{count} received", "{count} received", outcome.received),
    ]


def _files(outcome: "Outcome | Past | Step") -> list[str]:
    """Return what became of photos and documents, where any moved."""
    sent, received = outcome.files_sent, outcome.files_received
    words = [plural("{count} piece of a file sent", "{count} pieces of files sent", sent)] if sent else []
    if received:
        words.append(plural("{count} piece of a file received", "{count} pieces of files received", received))
    return words


def _tell_refused_there(outcome: "Outcome") -> None:
    for each in outcome.not_taken:
        if not each.whole:
            say(plural("{count} refused: {reason}", "{count} refused: {reason}", each.entries,
                       reason=retold(each.reason)))  # fmt: skip
        else:
            say(plural("Refused as a whole, {count} change: {reason}", "Refused as a whole, {count} changes: {reason}",
                       each.entries, reason=retold(each.reason)))  # fmt: skip


def _not_taken(outcome: "Outcome") -> list[dict[str, object]]:
    counts = Counter((each.scope, each.reason) for each in outcome.refused_here)
    return [{"scope": scope, "reason": reason, "count": count} for (scope, reason), count in sorted(counts.items())]


def _tell_not_taken(outcome: "Outcome") -> None:
    for reason, count in Counter(retold(each.reason) for each in outcome.refused_here).most_common():
        say(plural("{count} refused here: {reason}", "{count} refused here: {reason}", count, reason=reason))
