"""A report is a function from one value to bytes."""

from tests.report.sample import sample_summary
from wopfield.report.document import peer_review_report
from wopfield.report.options import ReportOptions

OPTIONS = ReportOptions(number="WOP-2026-0147", version="1.2", status="final", confidentiality="Partners only")


def test_the_same_summary_gives_the_same_bytes() -> None:
    first = peer_review_report(sample_summary(), {}, OPTIONS)
    second = peer_review_report(sample_summary(), {}, OPTIONS)
    assert first.pdf == second.pdf
    assert first.fingerprint == second.fingerprint
