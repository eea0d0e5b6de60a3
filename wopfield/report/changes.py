"""What has changed in the record since a report was issued: the content inside the file beside the content now."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any

from wopfield.language import _, in_a_row
from wopfield.report.change import Change, Content, first_of, paired, title_of, whole
from wopfield.report.changed_figures import entered, worked_out
from wopfield.report.kept_words import (
    Names,
    action_fields,
    evidence_fields,
    finding_fields,
    kept_words,
    names_in,
)


def changes(issued: Content, now: Content) -> tuple[Change, ...]:
    """Return what differs between two contents, in the order of the report; what merely follows is left out."""
    if not issued.get("periods") and "around" in issued:
        issued = {"given_figures": [], **issued}  # none was entered then
    # where one reviewer speaks for the team, that change and the team's are the same
    return tuple(dict.fromkeys(_things(issued, _as_told_then(issued, now))))


def told_to_anybody(content: Content) -> Content:
    """Leave out what each reviewer said: older programs sealed it into a report that names none of it."""
    areas = [
        {**area, "items": [{**item, "peers": []} for item in area.get("items") or ()]}
        for area in content.get("areas") or ()
    ]
    return {**content, "areas": areas}


def with_actions_of(issued: Content, now: Content, whole: Content) -> Content:
    """Return the content now with the actions, too, that the issued one has: what stands in the plan is not gone.

    Older programs sealed the whole plan into a report that tells now of what answers its assessment.
    """
    told = {action["id"] for content in (issued, now) for action in content.get("actions") or ()}
    return {**now, "actions": [action for action in whole.get("actions") or () if action["id"] in told]}


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
    """Yield what was entered first, the figures before all else, then what follows from them."""
    yield from entered(was, now)
    names = names_in(was, now)
    for name, words in _about().items():
        yield from _kept(_("About the review"), words, name, was, now, names)
    for before, after in paired(was.get("areas"), now.get("areas"), "code"):
        yield from _area(before, after, names)
    for before, after in paired(was.get("evidence"), now.get("evidence"), "id"):
        yield from _listed(
            _("Evidence {code}", code=first_of(before, after, "code")), before, after, evidence_fields(), names
        )
    for before, after in paired(was.get("actions"), now.get("actions"), "id"):
        where = _("Action {code}", code=first_of(before, after, "code"))
        yield from _listed(where, before, after, action_fields(), names)
    yield from _words(was.get("words") or {}, now.get("words") or {})
    if "around" in was:
        yield from _around(was["around"], now.get("around") or {})
    yield from _rest(was, now)
    yield from worked_out(was, now)


def _area(before: Content | None, after: Content | None, names: Names) -> Iterator[Change]:
    if before is None or after is None:
        yield whole(title_of(before, after, "title"), before, after)
        return
    for one, other in paired(before.get("items"), after.get("items"), "code"):
        yield from _item(one, other)
    for one, other in paired(before.get("findings"), after.get("findings"), "id"):
        yield from _finding(one, other, names)


def _finding(before: Content | None, after: Content | None, names: Names) -> Iterator[Change]:
    """Name what differs of a finding, which is known by its kind, its place and its words: it has no number."""
    kind = kept_words("kind", first_of(before, after, "kind"), names)
    places = [names.get(code, "") for code in (first_of(before, after, "area"), first_of(before, after, "item"))]
    text = first_of(before, after, "text")
    # where all of it stands beside, or it is the words that differ, they are not said twice
    is_said = before is None or after is None or text != first_of(after, None, "text")
    words = "" if is_said else shorten(text, _LETTERS_OF_A_FINDING, placeholder="…")
    where = in_a_row((kind or _("Finding"), *places, words), " · ")
    yield from _listed(where, before, after, finding_fields(), names)


_LETTERS_OF_A_FINDING = 80
"""So many of its letters say which it is."""


def _item(before: Content | None, after: Content | None) -> Iterator[Change]:
    where = f"{first_of(before, after, 'number')} {title_of(before, after, 'title')}"
    if before is None or after is None:
        yield whole(where, before, after)
        return
    yield from _result(where, before, after)
    yield from _leaf(where, _("Agreed"), before.get("agreed"), after.get("agreed"))
    yield from _leaf(where, _("Comment"), before.get("comment"), after.get("comment"))
    for one, other in paired(before.get("peers"), after.get("peers"), "rater"):
        yield from _rating(
            " · ".join(filter(None, (where, first_of(other, one, "rater_name")))), one or {}, other or {}
        )
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
    """Name what differs beside the ratings, one line each."""
    for name, words in {
        "nrw_goal": _("Goal for non-revenue water"),
        "objectives": _("Objectives of the partnership"),
        "sites": _("Site inspections"),
        "capacity": _("Capacity"),
        "programme": _("Programme"),
        "met": _("People met"),
        "replies": _("Comments of the utility"),
        "terms": _("Terms and formulas"),
        "peers": _("Utilities to compare with"),
        "next_visit": _("Next visit"),
    }.items():
        if (before.get(name) or None) != (after.get(name) or None):
            yield Change(words, _("changed"), "", "")


def _rest(was: Content, now: Content) -> Iterator[Change]:
    """Name whatever else differs, so that nothing passes unseen because this program has no word for it."""
    names = names_in(was, now)
    for part in ("other_findings", "baseline_findings"):
        if part in was:
            for before, after in paired(was[part], now.get(part), "id"):
                yield from _finding(before, after, names)
    known = {
        *_about(),
        "other_findings",
        "baseline_findings",
        "given_figures",
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


_FOLLOWS = frozenset(
    {"overall", "confidence_share", "interviews", "periods", "key_indicators", "open_words", "without_result"}
)
"""What is worked out from the rest."""


def _listed(
    where: str, before: Content | None, after: Content | None, words: Mapping[str, str], names: Names
) -> Iterator[Change]:
    if before is None or after is None:
        yield whole(where, before, after)
        return
    for name in sorted({*before, *after} - {"id", "code"}):
        yield from _kept(where, words.get(name, name.replace("_", " ")), name, before, after, names)


def _kept(where: str, what: str, name: str, before: Content, after: Content, names: Names) -> Iterator[Change]:
    """Name a field that differs, with what it keeps as pages and screens say it."""
    was, now = (kept_words(name, one, names) if isinstance(one, str) else one
                for one in (before.get(name), after.get(name)))  # fmt: skip
    yield from _leaf(where, what, was, now)


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
