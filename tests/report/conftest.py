"""The sample report, printed once for each file of tests that reads it."""

import pytest

from tests.report.pages import OPTIONS
from tests.report.reading import Reading
from tests.report.sample import sample_summary
from wopfield.report.document import Printed, print_document


@pytest.fixture(scope="module")
def printed() -> Printed:
    return print_document(sample_summary(), {}, OPTIONS)


@pytest.fixture(scope="module")
def reading(printed: Printed) -> Reading:
    return Reading(printed.pdf)
