"""The fingerprint names what a report says, and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from tests.report.sample import sample_summary
from wopfield.domain.summary import Rating
from wopfield.report.document import print_document
from wopfield.report.fingerprint import canonical, fingerprint, in_groups, urn
from wopfield.report.options import ReportOptions


def test_paper_language_sections_and_day_do_not_change_it() -> None:
    summary = sample_summary()
    plain = print_document(summary, {}, ReportOptions(sections=("plan",)))
    other = print_document(
        replace(summary, today=date(2027, 1, 1)), {}, ReportOptions(sections=("cover",), paper="Letter", language="fr")
    )
    assert plain.fingerprint == other.fingerprint == fingerprint(summary)


def test_any_change_of_a_rating_a_comment_or_a_figure_changes_it() -> None:
    summary = sample_summary()
    area, item = summary.areas[0], summary.areas[0].items[0]
    changed = (
        replace(item, result=replace(item.result, level=4)),
        replace(item, comment=item.comment + " "),
        replace(item, peers=(*item.peers, Rating(1))),
    )
    seen = {fingerprint(summary)}
    for one in changed:
        seen.add(fingerprint(replace(summary, areas=(replace(area, items=(one, *area.items[1:])), *summary.areas[1:]))))
    line = replace(summary.indicators[0], values={**summary.indicators[0].values, "2026": 19.41})
    seen.add(fingerprint(replace(summary, indicators=(line, *summary.indicators[1:]))))
    assert len(seen) == 5


def test_the_order_in_which_a_mapping_was_filled_does_not_matter() -> None:
    summary = sample_summary()
    turned = dict(reversed(list(summary.confidence_share.items())))
    assert fingerprint(replace(summary, confidence_share=turned)) == fingerprint(summary)


def test_letters_composed_or_not_are_the_same_text() -> None:
    summary = sample_summary()
    assert fingerprint(replace(summary, mentee="Réseau")) == fingerprint(replace(summary, mentee="Re\u0301seau"))


def test_a_moment_is_the_same_in_every_time_zone() -> None:
    summary = sample_summary()
    moment = datetime(2026, 10, 6, 14, 5, tzinfo=UTC)

    def at(when: datetime) -> str:
        area, item = summary.areas[0], summary.areas[0].items[0]
        rated = replace(item, result=replace(item.result, at=when))
        return fingerprint(replace(summary, areas=(replace(area, items=(rated, *area.items[1:])), *summary.areas[1:])))

    assert at(moment) == at(moment.astimezone(timezone(timedelta(hours=3))))


def test_canonical_content_is_plain_ascii_whatever_is_written() -> None:
    assert canonical(replace(sample_summary(), mentee="水 \ud800 💧")).isascii()


def test_the_urn_holds_any_number_and_version() -> None:
    assert urn("WOP:1/2 ü", "1.2", "ab") == "urn:wopfield:report:WOP%3A1%2F2%20%C3%BC:1.2:ab"
    assert in_groups("8f3a91c7d2") == "8f3a 91c7 d2"
