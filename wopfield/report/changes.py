"""What has changed in the record since a report was issued: the content inside the file beside the content now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wopfield.domain.quantity import decimals
from wopfield.language import _, in_a_row, language
from wopfield.report.kept_words import (
    Names,
    action_fields,
    evidence_fields,
    finding_fields,
    kept_words,
    names_in,
)
from wopfield.report.numbers import Numbers
from wopfield.report.translating import named, printed_unit

Content = Mapping[str, Any]
"""Canonical content as JSON reads it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was: what it belongs to, what of it, and both values; empty where there is none."""

    where: str
    what: str
    was: str
    now: str


def changes(issued: Content, now: Content) -> tuple[Change, ...]:
    """Return what differs between two contents, in the order of the report; what merely follows is left out."""
    # where one reviewer speaks for the team, that change and the team's are the same
    return tuple(dict.fromkeys(_things(issued, _as_told_then(issued, now))))


def told_to_anybody(content: Content) -> Content:
    """Leave out what each reviewer said: older programs sealed it into a report that names none of it."""
    areas = [
        {**area, "items": [{**item, "peers": []} for item in area.get("items") or ()]}
        for area in content.get("areas") or ()
    ]
    return {**content, "areas": areas}


def _as_told_then(was: Content, now: Content) -> Content:
    """Leave out of the content now what the program that issued the report had no word for."""
    then = {name: _named_then(was[name], value) for name, value in now.items() if name in was}
    if "around" in then:
        then["around"] = _as_told_then(was["around"], now["around"])
    return then


def _named_then(was: Any, now: Any) -> Any:
    """Leave out of a list now the names that nothing in it had: its things have the same names each."""
    if not isinstance(was, list) or not isinstance(now, list):
        return now
    told = [one for one in was if isinstance(one, Mapping)]
    names = {name for one in told for name in one}
    if not names:
        return now
    below = {name: [part for one in told if isinstance(one.get(name), list) for part in one[name]] for name in names}
    return [
        {name: _named_then(below[name], value) for name, value in one.items() if name in names}
        if isinstance(one, Mapping)
        else one
        for one in now
    ]


def _things(was: Content, now: Content) -> Iterator[Change]:
    names = names_in(was, now)
    for name, words in _about().items():
        yield from _kept(_("About the review"), words, name, was, now, names)
    for before, after in _paired(was.get("areas"), now.get("areas"), "code"):
        yield from _area(before, after, names)
    for before, after in _paired(was.get("indicators"), now.get("indicators"), "code"):
        yield from _indicator(before, after)
    for before, after in _paired(was.get("entry_lines"), now.get("entry_lines"), "code"):
        yield from _entries(before, after)
    for before, after in _paired(was.get("evidence"), now.get("evidence"), "id"):
        yield from _listed(
            _("Evidence {code}", code=_of(before, after, "code")), before, after, evidence_fields(), names
        )
    for before, after in _paired(was.get("actions"), now.get("actions"), "id"):
        where = _("Action {code}", code=_of(before, after, "code"))
        yield from _listed(where, before, after, action_fields(), names)
    yield from _words(was.get("words") or {}, now.get("words") or {})
    if "around" in was:
        yield from _around(was["around"], now.get("around") or {})
    yield from _rest(was, now)


def _area(before: Content | None, after: Content | None, names: Names) -> Iterator[Change]:
    if before is None or after is None:
        yield _whole(_title(before, after, "title"), before, after)
        return
    for one, other in _paired(before.get("items"), after.get("items"), "code"):
        yield from _item(one, other)
    for one, other in _paired(before.get("findings"), after.get("findings"), "id"):
        where = _("Finding in “{area}”", area=_title(after, before, "title"))
        yield from _listed(where, one, other, finding_fields(), names)


def _item(before: Content | None, after: Content | None) -> Iterator[Change]:
    where = f"{_of(before, after, 'number')} {_title(before, after, 'title')}"
    if before is None or after is None:
        yield _whole(where, before, after)
        return
    yield from _result(where, before, after)
    yield from _leaf(where, _("Agreed"), before.get("agreed"), after.get("agreed"))
    yield from _leaf(where, _("Comment"), before.get("comment"), after.get("comment"))
    for one, other in _paired(before.get("peers"), after.get("peers"), "rater"):
        yield from _rating(" · ".join(filter(None, (where, _of(other, one, "rater_name")))), one or {}, other or {})
    for name, words in {
        "self_rating": _("Self-rating"),
        "evidence": _("Evidence"),
        "baseline": _("Baseline"),
        "question": _("Question"),
    }.items():
        was, now = _printed(before.get(name)), _printed(after.get(name))
        if name == "baseline":
            was, now = _without_confidence(was), _without_confidence(now)
        if was != now:
            yield Change(where, words, _said(was), _said(now))


def _printed(value: object) -> object:
    """Leave out of a rating who may read its words, and who differed: no page says it, nor do all copies."""
    if not isinstance(value, dict):
        return value
    told = {name: part for name, part in value.items() if name not in ("audience", "disputed")}
    return {**told, "open_levels": _ends(told.get("open_levels") or ())}


def _without_confidence(value: object) -> object:
    """Leave out of a rating how sure it is: of the baseline no page says it, and older programs reckoned it so."""
    return {name: part for name, part in value.items() if name != "confidence"} if isinstance(value, dict) else value


def _result(where: str, before: Content, after: Content) -> Iterator[Change]:
    """Compare what counted then and now.

    How sure that is follows from what the reviewers said, by a rule that was not always the same: it is told with
    their ratings, and where the copy has none of them, not of a result for which the program of then had no answer.
    """
    was, now = before.get("result") or {}, after.get("result") or {}
    if before.get("peers") or was.get("confidence") is None:
        now = {**now, "confidence": was.get("confidence")}
    yield from _rating(where, was, now)


def _rating(where: str, before: Content, after: Content) -> Iterator[Change]:
    yield from _leaf(where, _("Level"), _standing(before), _standing(after))
    for name, words in {"confidence": _("Confidence"), "reason": _("Reason"), "comment": _("Comment")}.items():
        yield from _leaf(where, words, before.get(name), after.get(name))


def _indicator(before: Content | None, after: Content | None) -> Iterator[Change]:
    where = _title(before, after, "name")
    if before is None or after is None:
        yield _whole(where, before, after)
        return
    values, now = before.get("values") or {}, after.get("values") or {}
    for period in sorted({*values, *now}):
        if values.get(period) != now.get(period):
            yield Change(where, period, *_figures(_figure(values.get(period)), _figure(now.get(period))))
    yield from _leaf(where, _("Confidence"), before.get("confidence"), after.get("confidence"))
    if before.get("problems") != after.get("problems"):
        yield Change(where, _("Remarks"), "", "")


def _entries(before: Content | None, after: Content | None) -> Iterator[Change]:
    """Name the periods of a variable whose figure, or what stands behind it, differs."""
    where = _title(before, after, "name")
    if before is None or after is None:
        yield _whole(where, before, after)
        return
    was, now = before.get("cells") or {}, after.get("cells") or {}
    for period in sorted({*was, *now}):
        one, other = was.get(period) or {}, now.get(period) or {}
        if one != other:
            yield Change(where, period, _as_typed(one.get("value")), _as_typed(other.get("value")))


def _as_typed(value: object) -> str:
    """Return a figure that somebody typed, with all its decimals; empty where there is none."""
    figure = _figure(value)
    return "" if figure is None else Numbers(language()).exact(figure)


def _words(before: Content, after: Content) -> Iterator[Change]:
    where = _("In your words")
    yield from _leaf(where, _("Headline of the summary"), before.get("headline"), after.get("headline"))
    yield from _leaf(where, _("Message of the team"), before.get("message"), after.get("message"))
    for name, words in {
        "section_titles": _("Titles"),
        "section_texts": _("Texts"),
        "area_context": _("Texts of the areas"),
        "signatories": _("Who signs"),
        "next_steps": _("Next steps"),
    }.items():
        if (before.get(name) or None) != (after.get(name) or None):
            yield Change(where, words, _said(before.get(name)), _said(after.get(name)))


def _around(before: Content, after: Content) -> Iterator[Change]:
    """Name what differs beside the ratings; what merely follows from the entries is one line each."""
    for name, words in {
        "balances": _("Water balance"),
        "nrw_goal": _("Goal for non-revenue water"),
        "objectives": _("Objectives of the partnership"),
        "facts": _("Figures of the utility"),
        "goals": _("Sustainable Development Goal 6"),
        "sites": _("Site inspections"),
        "capacity": _("Capacity"),
        "programme": _("Programme"),
        "met": _("People met"),
        "replies": _("Comments of the utility"),
        "terms": _("Terms and formulas"),
        "peers": _("Utilities to compare with"),
    }.items():
        if (before.get(name) or None) != (after.get(name) or None):
            yield Change(words, _("changed"), "", "")


def _rest(was: Content, now: Content) -> Iterator[Change]:
    """Name whatever else differs, so that nothing passes unseen because this program has no word for it."""
    names = names_in(was, now)
    for part in ("other_findings", "baseline_findings"):
        if part in was:
            for before, after in _paired(was[part], now.get(part), "id"):
                yield from _listed(_("Finding"), before, after, finding_fields(), names)
    yield from _figures_kept(was, now)
    known = {
        *_about(),
        "other_findings",
        "baseline_findings",
        "kept_figures",
        "areas",
        "indicators",
        "entry_lines",
        "evidence",
        "actions",
        "words",
        "around",
        *_FOLLOWS,
    }
    for name in sorted({*was, *now} - known):
        if was.get(name) != now.get(name):
            yield Change(_("About the review"), name.replace("_", " "), _said(was.get(name)), _said(now.get(name)))


def _figures_kept(was: Content, now: Content) -> Iterator[Change]:
    """Name the figures that looked wrong and were kept, where that differs: by variable and period."""
    before, after = (
        {(str(one.get("code")), str(one.get("period"))): one for one in content.get("kept_figures") or ()}
        for content in (was, now)
    )
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        if one != other:
            where = in_a_row((_title(other, one, "name"), _of(other, one, "period")))
            yield Change(where, _("Looks wrong and was kept"), _figure_kept(one), _figure_kept(other))


def _figure_kept(one: Content | None) -> str:
    if one is None:
        return ""
    figure = _as_typed(one.get("value"))
    return in_a_row((f"{figure} {printed_unit(str(one.get('unit', '')))}".strip(), str(one.get("reason") or "")))


_FOLLOWS = frozenset({"overall", "confidence_share", "interviews", "periods", "key_indicators", "open_words"})
"""What is worked out from the rest."""


def _listed(
    where: str, before: Content | None, after: Content | None, words: Mapping[str, str], names: Names
) -> Iterator[Change]:
    if before is None or after is None:
        yield _whole(where, before, after)
        return
    for name in sorted({*before, *after} - {"id", "code"}):
        yield from _kept(where, words.get(name, name.replace("_", " ")), name, before, after, names)


def _kept(where: str, what: str, name: str, before: Content, after: Content, names: Names) -> Iterator[Change]:
    """Name a field that differs, with what it keeps as pages and screens say it."""
    was, now = (kept_words(name, one, names) if isinstance(one, str) else one
                for one in (before.get(name), after.get(name)))  # fmt: skip
    yield from _leaf(where, what, was, now)


def _whole(where: str, before: Content | None, after: Content | None) -> Change:
    what = _("added") if before is None else _("taken away")
    was, now = (_named(one, where) for one in (before, after))
    return Change(where, what, was, now)


def _named(one: Content | None, where: str) -> str:
    """Return the words a thing is known by, unless it is called by them already."""
    if one is None:
        return ""
    name = next((str(one[field]) for field in ("title", "text", "name") if one.get(field)), "")
    return "" if named(name) == where else name


def _leaf(where: str, what: str, was: object, now: object) -> Iterator[Change]:
    if (was or None) != (now or None) or (was == 0) != (now == 0):
        yield Change(where, what, _said(was), _said(now))


def _standing(rating: Content) -> str:
    if rating.get("does_not_apply"):
        return _("does not apply")
    if rating.get("not_seen"):
        return _("not seen yet")
    if rating.get("open_levels"):
        return "–".join(str(level) for level in _ends(rating["open_levels"]))
    level = rating.get("level")
    return "" if level is None else str(level)


def _ends(levels: Sequence[int]) -> list[int]:
    """Return the lowest and the highest of the levels that stand: a report for anybody tells no more of them."""
    return sorted({*levels[:1], *levels[-1:]})


def _figure(value: object) -> float | None:
    """Return a figure of the content, where it stands as text."""
    return None if value is None else float(str(value))


def _figures(was: float | None, now: float | None) -> tuple[str, str]:
    """Return two figures as they are printed, with more decimals where they would look alike."""
    numbers = Numbers(language())
    there = [value for value in (was, now) if value is not None]
    fewest = max((decimals(value) for value in there), default=0)
    for digits in range(fewest, fewest + _MORE_DECIMALS):
        shown = ["" if value is None else numbers.decimal(value, digits) for value in (was, now)]
        if shown[0] != shown[1]:
            break
    return shown[0], shown[1]


_MORE_DECIMALS = 8


def _said(value: object) -> str:
    """Return a value in a few words."""
    match value:
        case None | False:
            return ""
        case True:
            return _("yes")
        case Mapping():
            level = _standing(value) if "level" in value else ""
            return level or in_a_row(_said(part) for part in value.values())
        case list():
            return in_a_row(_said(part) for part in value)
    return str(value)


def _of(first: Content | None, second: Content | None, name: str) -> str:
    return str((first or second or {}).get(name, ""))


def _title(first: Content | None, second: Content | None, name: str) -> str:
    """Return a name in the language spoken now where it ships with the program."""
    return named(_of(first, second, name))


def _paired(was: Any, now: Any, key: str) -> Iterator[tuple[Content | None, Content | None]]:
    """Yield what has one key on both sides, and what is on one side only with None on the other."""
    before = {str(one.get(key)): one for one in was or ()}
    after = {str(one.get(key)): one for one in now or ()}
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield before.get(name), after.get(name)


def _about() -> dict[str, str]:
    return {
        "partnership_name": _("Partnership"),
        "purpose": _("Purpose"),
        "mentor": _("Mentor"),
        "mentee": _("Mentee"),
        "mentee_country": _("Country"),
        "visit_title": _("Visit"),
        "visit_place": _("Place"),
        "visit_starts": _("First day"),
        "visit_ends": _("Last day"),
        "assessment_title": _("Assessment"),
        "checklist_title": _("Checklist"),
        "checklist_version": _("Version of the checklist"),
        "baseline_title": _("Baseline"),
        "baseline_date": _("Day of the baseline"),
        "team": _("Team"),
        "sites": _("Sites"),
    }
