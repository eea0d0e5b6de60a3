"""What each section has and lacks: a section with nothing to say is not printed, and the window says what it lacks."""

from collections.abc import Callable, Iterator, Mapping

from wopfield.domain.around import BalanceYear
from wopfield.domain.summary import ItemResult, Summary
from wopfield.language import _, plural
from wopfield.report.standing import standing

NOT_FOR_ANYBODY = frozenset({"annex", "evidence"})
"""The sections that a report for anybody does not have: every response, and what is kept as evidence."""


def has_content(summary: Summary, section: str) -> bool:
    """Return whether a section has anything to print; photographs are asked of the files themselves."""
    return section not in _CONTENT or _CONTENT[section](summary)


def lacks(summary: Summary, section: str) -> tuple[str, ...]:
    """Return what a section lacks, a sentence each; none where nothing is missing."""
    return tuple(_LACKS[section](summary)) if section in _LACKS else ()


def newest_balance(summary: Summary) -> BalanceYear | None:
    """Return the newest water balance of which it is known how much was put in."""
    for year in reversed(summary.around.balances):
        if year.balance.find("water_supplied").volume.value is not None:
            return year
    return None


def best_items(summary: Summary) -> tuple[ItemResult, ...]:
    """Return the items at the highest level: what others can learn from."""
    return tuple(item for area in summary.areas for item in area.items if standing(item).level == 4)


_CONTENT: Mapping[str, Callable[[Summary], bool]] = {
    "utility": lambda summary: bool(summary.around.facts),
    "balance": lambda summary: newest_balance(summary) is not None,
    "goals": lambda summary: summary.around.goals is not None,
    "sites": lambda summary: bool(summary.around.sites),
    "capacity": lambda summary: summary.around.capacity is not None,
    "priorities": lambda summary: any(action.status != "dropped" for action in summary.actions),
    "offer": lambda summary: bool(best_items(summary)),
    "replies": lambda summary: bool(summary.around.replies),
    "programme": lambda summary: bool(summary.around.programme or summary.around.met),
    "terms": lambda summary: bool(summary.around.terms),
}


# ── what is missing ──────────────────────────────────────────────────────────────────────────────────────────


def _ratings(summary: Summary) -> Iterator[str]:
    missing = summary.overall.applicable - summary.overall.rated
    if missing:
        yield plural("{count} item not rated", "{count} items not rated", missing)
    if not summary.baseline_title:
        yield _("No baseline to compare with")


def _findings(summary: Summary) -> Iterator[str]:
    missing = summary.overall.applicable - summary.overall.rated
    if missing:
        yield plural("{count} item not rated", "{count} items not rated", missing)
    bare = sum(
        not finding.evidence
        for area in summary.areas
        for finding in area.findings
        if finding.kind in ("strength", "gap")
    )
    if bare:
        yield plural("{count} finding without evidence", "{count} findings without evidence", bare)


def _indicators(summary: Summary) -> Iterator[str]:
    if not summary.indicators:
        yield _("No indicator could be worked out")
        return
    last = summary.periods[-1] if summary.periods else ""
    missing = sum(one.values.get(last) is None for one in summary.indicators)
    if missing:
        yield plural(
            "{count} indicator has no value for {period}", "{count} indicators have no value for {period}", missing,
            period=last,
        )  # fmt: skip


def _balance(summary: Summary) -> Iterator[str]:
    year = newest_balance(summary)
    if year is None:
        yield _("No water balance was entered")
    elif year.balance.find("real_losses").volume.missing:
        count = len(year.balance.find("real_losses").volume.missing)
        yield plural("{count} entry of the balance is missing", "{count} entries of the balance are missing", count)
    elif not year.balance.is_possible:
        yield _("The balance does not add up")


def _goals(summary: Summary) -> Iterator[str]:
    year = summary.around.goals
    if year is None:
        yield _("No figure for SDG 6 was entered")
        return
    missing = sum(len(target.figures) for target in year.targets) - year.known
    if missing:
        yield plural("{count} figure has no value", "{count} figures have no value", missing)


def _sites(summary: Summary) -> Iterator[str]:
    if not summary.around.sites:
        yield _("No site was inspected")
        return
    seen = {site.name for site in summary.around.sites}
    left = sum(name not in seen for name in summary.sites)
    if left:
        yield plural("{count} site not inspected", "{count} sites not inspected", left)
    open_checks = sum(site.asked - site.answered for site in summary.around.sites)
    if open_checks:
        yield plural("{count} check not answered", "{count} checks not answered", open_checks)


def _capacity(summary: Summary) -> Iterator[str]:
    found = summary.around.capacity
    if found is None:
        yield _("No capacity assessment was made")
        return
    missing = sum(area.applicable - area.rated for area in found.areas)
    if missing:
        yield plural("{count} item not rated", "{count} items not rated", missing)


def _plan(summary: Summary) -> Iterator[str]:
    actions = [action for action in summary.actions if action.status != "dropped"]
    if not actions:
        yield _("No action is agreed")
        return
    unowned = sum(not action.owner.strip() for action in actions)
    undated = sum(action.due is None for action in actions)
    if unowned:
        yield plural("{count} action without an owner", "{count} actions without an owner", unowned)
    if undated:
        yield plural("{count} action without a date", "{count} actions without a date", undated)


def _photos(summary: Summary) -> Iterator[str]:
    shown = sum(bool(line.sha256) and line.may_be_shared for line in summary.evidence if line.kind == "photo")
    kept = sum(line.kind == "photo" for line in summary.evidence) - shown
    if not shown:
        yield _("No photo that may be shared")
    if kept > 0:
        yield plural("{count} photo may not be shared", "{count} photos may not be shared", kept)


def _method(summary: Summary) -> Iterator[str]:
    if not summary.team:
        yield _("No reviewer is named")
    if not summary.sites:
        yield _("No site is named")


def _programme(summary: Summary) -> Iterator[str]:
    if not summary.around.programme:
        yield _("The visit has no agenda")
    if not summary.around.met:
        yield _("Nobody of the utility is named as met")


def _signoff(summary: Summary) -> Iterator[str]:
    if not summary.words.signatories:
        yield _("Nobody is named who signs")


def _one(content: str, sentence: Callable[[], str]) -> Callable[[Summary], Iterator[str]]:
    def say(summary: Summary) -> Iterator[str]:
        if not has_content(summary, content):
            yield sentence()

    return say


def _evidence(summary: Summary) -> Iterator[str]:
    if not summary.evidence:
        yield _("No evidence is recorded")


_LACKS: Mapping[str, Callable[[Summary], Iterator[str]]] = {
    "summary": _ratings,
    "method": _method,
    "utility": _one("utility", lambda: _("No figure about the utility was entered")),
    "profile": _ratings,
    "areas": _findings,
    "indicators": _indicators,
    "balance": _balance,
    "goals": _goals,
    "sites": _sites,
    "capacity": _capacity,
    "photos": _photos,
    "priorities": _plan,
    "plan": _plan,
    "offer": _one("offer", lambda: _("No item is at the highest level")),
    "replies": _one("replies", lambda: _("The utility was not asked for comments")),
    "evidence": _evidence,
    "programme": _programme,
    "signoff": _signoff,
    "terms": _one("terms", lambda: _("No indicator is printed")),
    "annex": _ratings,
    "progress": _ratings,
    "note": _findings,
}
