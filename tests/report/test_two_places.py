"""Words that were changed in two places are marked wherever they are printed, counted, and never lost."""

from dataclasses import replace

import pytest

from tests.report.pages import read
from tests.report.sample import sample_summary
from wopfield.domain.summary import Summary
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


def test_the_report_counts_what_was_changed_in_two_places() -> None:
    disputed = with_open_words()
    count = sum(finding.disputed for area in disputed.areas for finding in area.findings)
    text = " ".join(read(disputed, "method").content().split())
    assert f"one of both stands here, marked: {count} findings, 1 action, 1 comment of the utility." in text
    for section, number in (("areas", count), ("note", count), ("plan", 1), ("replies", 1), ("fate", 1)):
        told = [lack for lack in lacks(disputed, section) if lack.where == "conflicts"]
        assert [lack.words for lack in told] == [f"{number} changed in two places and not settled"], section
        assert not any(lack.where == "conflicts" for lack in lacks(sample_summary(), section)), section
