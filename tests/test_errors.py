"""A trouble is told in the language of the person, whoever found it."""

import errno
import os

import pytest

from wopfield.domain.day_time import read_time
from wopfield.errors import BadInput, Trouble, reason_of
from wopfield.language import OWN_NAMES, spoken

USUAL = (errno.ENOSPC, errno.ENOENT, errno.EACCES, errno.EROFS, errno.EISDIR, errno.EIO, errno.ENAMETOOLONG)


def test_what_the_domain_refuses_is_said_in_the_language_spoken() -> None:
    with spoken("fr"), pytest.raises(BadInput) as refused:
        read_time("25:00")
    assert refused.value.happened == "«\N{NO-BREAK SPACE}25:00\N{NO-BREAK SPACE}» n’est pas une heure."
    assert refused.value.do == "Saisissez heures et minutes, comme 8:30 ou 14:00."


def test_what_somebody_typed_is_not_taken_for_a_part_of_the_sentence() -> None:
    assert str(Trouble("“{name}” is unknown.", parts={"name": "{do}"})) == "“{do}” is unknown."
    assert str(Trouble("“{name}” is unknown.")) == "“{name}” is unknown."


@pytest.mark.parametrize("code", OWN_NAMES)
def test_why_a_file_cannot_be_written_is_said_in_our_own_words(code: str) -> None:
    with spoken(code):
        said = [reason_of(OSError(number, os.strerror(number))) for number in USUAL]
    assert len(set(said)) == len(USUAL)
    assert not any(os.strerror(number) in words for number, words in zip(USUAL, said, strict=True))


def test_an_unusual_reason_is_in_the_words_of_the_system() -> None:
    assert reason_of(OSError(errno.ELOOP, "Too many links.")) == "the system says “Too many links”"
