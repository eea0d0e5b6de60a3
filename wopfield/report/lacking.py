"""What each section has and lacks: a section with nothing to say is not printed, and the window says what it lacks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from wopfield.domain.around import BalanceYear
from wopfield.domain.fate import fates
from wopfield.domain.summary import ActionLine, ItemResult, Summary
from wopfield.language import _, language, plural
from wopfield.report.findings import compared_periods
from wopfield.report.numbers import Numbers
from wopfield.report.standing import standing

_OF_PLAN = frozenset({"plan", "priorities"})
NOT_FOR_ANYBODY = frozenset({"annex", "evidence"})
"""The sections that a report for anybody does not have: every answer, and what is kept as evidence."""


Where = Literal[
    "ratings", "reviews", "evidence", "figures", "balance", "goals", "sites", "capacity", "plan", "visit", "replies",
    "signing", "conflicts",
]  # fmt: skip
"""Where in the program something is put right."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What a section lacks, in a sentence, and where that is put right; None where nobody has to."""

    words: str
    where: Where | None = None


def has_content(summary: Summary, section: str) -> bool:
    """Return whether a section has anything to print; photographs are asked of the files themselves."""
    return section not in _CONTENT or _CONTENT[section](summary)


def lacks(summary: Summary, section: str, document: str = "") -> tuple[Lack, ...]:
    """Return what a section of a document lacks; none where nothing is missing."""
    if document == "capacity" and section in _OF_PLAN and not _standing(summary):
        own = [Lack(_("No action of the plan answers this assessment"), "plan")]
    else:
        own = [*_LACKS[section](summary)] if section in _LACKS else []
    return (*own, *_open_words(summary, section))


def newest_balance(summary: Summary, period: str = "") -> BalanceYear | None:
    """Return the newest water balance, or that of a period, of which it is known how much was put in."""
    for year in reversed(summary.around.balances):
        if period in ("", year.period) and year.balance.find("water_supplied").volume.value is not None:
            return year
    return None


def best_items(summary: Summary) -> tuple[ItemResult, ...]:
    """Return the items at the highest level: what others can learn from."""
    return tuple(item for area in summary.areas for item in area.items if standing(item).level == 4)


_CONTENT: Mapping[str, Callable[[Summary], bool]] = {
    "utility": lambda summary: bool(summary.around.facts),
    "balance": lambda summary: newest_balance(summary) is not None,
    "fate": lambda summary: bool(fates(summary)),
    "goals": lambda summary: summary.around.goals is not None,
    "sites": lambda summary: bool(summary.around.sites),
    "capacity": lambda summary: summary.around.capacity is not None,
    "priorities": lambda summary: any(action.status != "dropped" for action in summary.actions),
    "offer": lambda summary: bool(best_items(summary)),
    "replies": lambda summary: bool(summary.around.replies),
    "evidence": lambda summary: bool(summary.evidence),
    "programme": lambda summary: bool(summary.around.programme or summary.around.met),
    "figures": lambda summary: bool(summary.indicators) and len(summary.periods) > 1,
    "terms": lambda summary: bool(summary.around.terms),
}


# ── what is missing ──────────────────────────────────────────────────────────────────────────────────────────


def _ratings(summary: Summary) -> Iterator[Lack]:
    missing = summary.overall.applicable - summary.overall.rated
    if missing:
        yield Lack(plural("{count} item not rated", "{count} items not rated", missing), "ratings")
    if not summary.baseline_title:
        yield Lack(_("No baseline to compare with"), "reviews")


def _earlier(summary: Summary) -> Iterator[Lack]:
    """Say of a review that another one followed what the record cannot tell of then."""
    if summary.as_of is not None:
        day = Numbers(language()).short_day(summary.as_of)
        yield Lack(_("Only what there was by {day}; progress of the actions, ratings and words are of today", day=day))


def _findings(summary: Summary) -> Iterator[Lack]:
    missing = summary.overall.applicable - summary.overall.rated
    if missing:
        yield Lack(plural("{count} item not rated", "{count} items not rated", missing), "ratings")
    bare = sum(
        not finding.evidence
        for area in summary.areas
        for finding in area.findings
        if finding.kind in ("strength", "gap")
    )
    if bare:
        yield Lack(plural("{count} finding without evidence", "{count} findings without evidence", bare), "evidence")

    yield from _disputed(finding.disputed for area in summary.areas for finding in area.findings)


def _disputed(said: Iterable[bool]) -> Iterator[Lack]:
    """Say how many of a section's words were changed in two places and not settled."""
    count = sum(said)
    if count:
        words = plural("{count} changed in two places and not settled",
                       "{count} changed in two places and not settled", count)  # fmt: skip
        yield Lack(words, "conflicts")


def _open_words(summary: Summary, section: str) -> Iterator[Lack]:
    """Say that words of the team above or in a section were changed in two places and not settled."""
    heads = {"headline", "message"} if section in ("summary", "note") else set[str]()
    of_areas = ("texts:area:",) if section == "areas" else ()
    own = {f"titles:{section}", f"texts:{section}", *heads}
    count = sum(place in own or place.startswith(of_areas) for place in summary.open_words)
    if count:
        words = plural("{count} text of the team changed in two places and not settled",
                       "{count} texts of the team changed in two places and not settled", count)  # fmt: skip
        yield Lack(words, "conflicts")


def _evidence(summary: Summary) -> Iterator[Lack]:
    if not summary.evidence:
        yield Lack(_("No evidence is recorded"), "evidence")
    yield from _disputed(line.disputed for line in summary.evidence)


def _replies(summary: Summary) -> Iterator[Lack]:
    if not summary.around.replies:
        yield Lack(_("The utility was not asked for comments"), "replies")
    yield from _disputed(reply.disputed for reply in summary.around.replies)


def _fate(summary: Summary) -> Iterator[Lack]:
    if not summary.baseline_title:
        yield Lack(_("No baseline to compare with"), "reviews")
        return
    found = fates(summary)
    if not found:
        yield Lack(_("The baseline recommended nothing"))
    idle = sum(one.state == "no_action" for one in found)
    if idle:
        words = plural(
            "{count} recommendation of the baseline without an action",
            "{count} recommendations of the baseline without an action",
            idle,
        )
        yield Lack(words, "plan")
    bare = {action.id for one in found for action in one.actions if action.status == "done" and not action.done_note}
    if bare:
        words = plural(
            "{count} action is done, and nothing shows it", "{count} actions are done, and nothing shows it", len(bare)
        )
        yield Lack(words, "plan")
    yield from _disputed(one.finding.disputed for one in found)


def _indicators(summary: Summary) -> Iterator[Lack]:
    if not summary.indicators:
        yield Lack(_("No indicator could be worked out"), "figures")
        return
    last = compared_periods(summary)[1]
    missing = sum(one.values.get(last) is None for one in summary.indicators)
    if missing:
        words = plural(
            "{count} indicator has no value for {period}", "{count} indicators have no value for {period}", missing,
            period=last,
        )  # fmt: skip
        yield Lack(words, "figures")


def _balance(summary: Summary) -> Iterator[Lack]:
    year = newest_balance(summary)
    if year is None:
        yield Lack(_("No water balance was entered"), "balance")
    elif year.balance.find("real_losses").volume.missing:
        count = len(year.balance.find("real_losses").volume.missing)
        words = plural("{count} entry of the balance is missing", "{count} entries of the balance are missing", count)
        yield Lack(words, "balance")
    elif not year.balance.is_possible:
        yield Lack(_("The balance does not add up"), "balance")


def _goals(summary: Summary) -> Iterator[Lack]:
    year = summary.around.goals
    if year is None:
        yield Lack(_("No figure for SDG 6 was entered"), "goals")
        return
    missing = sum(len(target.figures) for target in year.targets) - year.known
    if missing:
        yield Lack(plural("{count} figure has no value", "{count} figures have no value", missing), "goals")


def _sites(summary: Summary) -> Iterator[Lack]:
    if not summary.around.sites:
        yield Lack(_("No site was inspected"), "sites")
        return
    seen = {site.name for site in summary.around.sites}
    left = sum(name not in seen for name in summary.sites)
    if left:
        yield Lack(plural("{count} site not inspected", "{count} sites not inspected", left), "sites")
    open_checks = sum(site.asked - site.answered for site in summary.around.sites)
    if open_checks:
        yield Lack(plural("{count} check not answered", "{count} checks not answered", open_checks), "sites")


def _capacity(summary: Summary) -> Iterator[Lack]:
    found = summary.around.capacity
    if found is None:
        yield Lack(_("No capacity assessment was made"), "capacity")
        return
    missing = sum(area.applicable - area.rated for area in found.areas)
    if missing:
        yield Lack(plural("{count} item not rated", "{count} items not rated", missing), "capacity")


def _standing(summary: Summary) -> list[ActionLine]:
    return [action for action in summary.actions if action.status != "dropped"]


def _plan(summary: Summary) -> Iterator[Lack]:
    yield from _earlier(summary)
    actions = _standing(summary)
    if not actions:
        yield Lack(_("No action is agreed"), "plan")
        return
    unowned = sum(not action.owner.strip() for action in actions)
    undated = sum(action.due is None for action in actions)
    if unowned:
        yield Lack(plural("{count} action without an owner", "{count} actions without an owner", unowned), "plan")
    if undated:
        yield Lack(plural("{count} action without a date", "{count} actions without a date", undated), "plan")
    yield from _late(summary)
    levels = {item.code: standing(item).level for area in summary.areas for item in area.items}
    idle = sum(_asks_for_no_more(action, levels.get(action.item)) for action in actions)
    if idle:
        yield Lack(
            plural("{count} action whose goal is reached already", "{count} actions whose goal is reached already",
                   idle),
            "plan",
        )  # fmt: skip
    short = sum(_is_done_too_soon(action, levels.get(action.item)) for action in actions)
    if short:
        yield Lack(
            plural("{count} action is done, and its item is below the goal",
                   "{count} actions are done, and their items are below the goal", short),
            "plan",
        )  # fmt: skip
    yield from _unanswered(summary)
    yield from _disputed(action.disputed for action in actions)


def _late(summary: Summary) -> Iterator[Lack]:
    late = sum(action.is_overdue(summary.today) for action in summary.actions)
    if late:
        yield Lack(plural("{count} action is late", "{count} actions are late", late), "plan")


def _asks_for_no_more(action: ActionLine, level: int | None) -> bool:
    goal = action.goal_level
    return action.status != "done" and goal is not None and level is not None and goal <= level


def _is_done_too_soon(action: ActionLine, level: int | None) -> bool:
    goal = action.goal_level
    return action.status == "done" and goal is not None and level is not None and goal > level


def _unanswered(summary: Summary) -> Iterator[Lack]:
    """Say how many recommendations no action of the plan answers, nor is about the same item."""
    actions = [action for action in summary.actions if action.status != "dropped"]
    answered = {action.finding for action in actions} | {action.item for action in actions}
    left = sum(
        bool(finding.recommendation.strip()) and answered.isdisjoint({finding.id, finding.item} - {""})
        for area in summary.areas
        for finding in area.findings
    )
    if left:
        yield Lack(
            plural("{count} recommendation without an action", "{count} recommendations without an action", left),
            "plan",
        )


def _photos(summary: Summary) -> Iterator[Lack]:
    shown = sum(bool(line.sha256) and line.may_be_shared for line in summary.evidence if line.kind == "photo")
    kept = sum(line.kind == "photo" for line in summary.evidence) - shown
    if not shown:
        yield Lack(_("No photo that may be shared"), "evidence")
    if kept > 0:
        yield Lack(plural("{count} photo may not be shared", "{count} photos may not be shared", kept), "evidence")


def _method(summary: Summary) -> Iterator[Lack]:
    yield from _earlier(summary)
    if not summary.team:
        yield Lack(_("No reviewer is named"), "visit")
    if not summary.sites:
        yield Lack(_("No site is named"), "visit")


def _programme(summary: Summary) -> Iterator[Lack]:
    if not summary.around.programme:
        yield Lack(_("The visit has no agenda"), "visit")
    if not summary.around.met:
        yield Lack(_("Nobody of the utility is named as met"), "visit")


def _signoff(summary: Summary) -> Iterator[Lack]:
    if not summary.words.signatories:
        yield Lack(_("Nobody is named who signs"), "signing")


def _note(summary: Summary) -> Iterator[Lack]:
    yield from _earlier(summary)
    yield from _findings(summary)
    yield from _late(summary)


def _one(content: str, sentence: Callable[[], str], where: Where | None = None) -> Callable[[Summary], Iterator[Lack]]:
    def say(summary: Summary) -> Iterator[Lack]:
        if not has_content(summary, content):
            yield Lack(sentence(), where)

    return say


_LACKS: Mapping[str, Callable[[Summary], Iterator[Lack]]] = {
    "summary": _ratings,
    "method": _method,
    "utility": _one("utility", lambda: _("No figure about the utility was entered"), "figures"),
    "profile": _ratings,
    "areas": _findings,
    "fate": _fate,
    "indicators": _indicators,
    "balance": _balance,
    "goals": _goals,
    "sites": _sites,
    "capacity": _capacity,
    "photos": _photos,
    "priorities": _plan,
    "plan": _plan,
    "offer": _one("offer", lambda: _("No item is at the highest level")),
    "replies": _replies,
    "evidence": _evidence,
    "programme": _programme,
    "signoff": _signoff,
    "terms": _one("terms", lambda: _("No indicator is printed"), "figures"),
    "annex": _ratings,
    "progress": _ratings,
    "note": _note,
}
