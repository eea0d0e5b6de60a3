"""Words that were changed in two places are marked wherever they are printed, counted, and never lost."""

from dataclasses import replace

import pytest

from tests.report.pages import read
from tests.report.sample import sample_summary
from wopfield.domain.summary import Summary
from wopfield.report.documents import SECTION_NAMES
from wopfield.report.lacking import lacks

MARK = "changed in two places, not settled"


def with_open_words() -> Summary:
    """Return the sample with one finding of each kind, one action and one comment changed in two places."""
    plain = sample_summary()
    first = plain.areas[0]
    kinds = {"strength", "gap", "recommendation"}
    marked = []
    for finding in first.findings:
        marked.append(replace(finding, disputed=finding.kind in kinds, in_summary=True))
        kinds.discard(finding.kind)
    then, *others = plain.baseline_findings
    action, *rest = plain.actions
    reply, *further = plain.around.replies
    return replace(
        plain,
        areas=(replace(first, findings=tuple(marked)), *plain.areas[1:]),
        baseline_findings=(replace(then, disputed=True), *others),
        actions=(replace(action, disputed=True, status="under_way"), *rest),
        around=replace(plain.around, replies=(replace(reply, disputed=True), *further)),
    )


@pytest.mark.parametrize("section", ["summary", "areas", "fate", "plan", "priorities", "replies", "note"])
def test_words_of_which_two_versions_stand_are_marked_wherever_one_is_printed(section: str) -> None:
    assert MARK in " ".join(read(with_open_words(), section).content().split())
    assert MARK not in " ".join(read(sample_summary(), section).content().split())


def with_open_texts() -> Summary:
    """Return the sample with the team's words and a piece of evidence changed in two places."""
    plain = sample_summary()
    code, sections = plain.areas[0].code, (*SECTION_NAMES, "note")
    line, *others = plain.evidence
    places = {"message": "The message.", f"texts:area:{code}": "Losses fell.", "titles:plan": "Our plan",
              **{f"texts:{name}": f"Said of {name}." for name in sections}}  # fmt: skip
    words = replace(
        plain.words,
        message=places["message"],
        area_context={code: places[f"texts:area:{code}"]},
        section_titles={"plan": places["titles:plan"]},
        section_texts={name: places[f"texts:{name}"] for name in sections},
    )
    return replace(
        plain,
        words=words,
        open_words={place: (said, f"Not so: {said}") for place, said in places.items()},
        evidence=(replace(line, title="Meter / Old meter", disputed=True), *others),
    )


@pytest.mark.parametrize(
    "section", ["method", "profile", "areas", "fate", "indicators", "plan", "priorities", "replies", "evidence", "note"]
)
def test_words_of_a_section_that_were_changed_in_two_places_stand_there_in_both_versions(section: str) -> None:
    text = " ".join(read(with_open_texts(), section).content().split())
    assert f"{MARK}: version 1 of 2 Said of {section}." in text
    assert f"{MARK}: version 2 of 2 Not so: Said of {section}." in text


def test_words_of_the_team_on_an_area_and_above_a_section_stand_in_both_versions_too() -> None:
    summary = with_open_texts()
    areas, plan, method = (" ".join(read(summary, name).content().split()) for name in ("areas", "plan", "method"))
    assert "version 1 of 2 Losses fell." in areas
    assert "version 2 of 2 Not so: Losses fell." in areas
    assert f"{MARK}; the title may also be “Not so: Our plan”" in plan
    assert "version 2 of 2 Not so: The message." in method
    assert f"{len(summary.open_words)} texts of the team" in method
    for section in ("summary", "note", "plan", "areas"):
        assert any(lack.where == "conflicts" for lack in lacks(summary, section)), section


def test_a_piece_of_evidence_that_was_changed_in_two_places_is_marked_in_its_register() -> None:
    text = " ".join(read(with_open_texts(), "evidence").content().split())
    assert f"Meter / Old meter {MARK}" in text or MARK in text.split("Meter / Old meter")[1]
    assert [lack.words for lack in lacks(with_open_texts(), "evidence") if lack.where == "conflicts"] == [
        "1 changed in two places and not settled",
        "1 text of the team changed in two places and not settled",
    ]


def test_the_report_counts_what_was_changed_in_two_places() -> None:
    disputed = with_open_words()
    count = sum(finding.disputed for area in disputed.areas for finding in area.findings)
    text = " ".join(read(disputed, "method").content().split())
    assert f"one of both stands here, marked: {count} findings, 1 action, 1 comment of the utility." in text
    for section, number in (("areas", count), ("note", count), ("plan", 1), ("replies", 1), ("fate", 1)):
        told = [lack for lack in lacks(disputed, section) if lack.where == "conflicts"]
        assert [lack.words for lack in told] == [f"{number} changed in two places and not settled"], section
        assert not any(lack.where == "conflicts" for lack in lacks(sample_summary(), section)), section
