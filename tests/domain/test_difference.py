"""Where texts differ is marked word by word."""

from hypothesis import given
from hypothesis import strategies as st

from wopfield.domain.difference import Marked, marked, together

texts = st.lists(st.text(st.sampled_from("ab .\né"), max_size=30), max_size=4)


def different(text: Marked) -> list[str]:
    return [span.text for span in text if span.different]


def test_only_the_words_that_differ_are_marked() -> None:
    mine, theirs = marked(
        [
            "Reviewed in 2024 and 2026, not in 2025. Late.",
            "Reviewed in 2024 and 2026. The model is good. Late.",
        ]
    )
    assert different(mine) == [", not in 2025"]
    assert different(theirs) == ["The model is good."]


def test_with_three_texts_a_word_is_marked_where_one_of_the_others_lacks_it() -> None:
    run, also, stop = marked(["pumps run", "pumps run", "pumps stop"])
    assert (different(run), different(also), different(stop)) == (["run"], ["run"], ["stop"])


def test_very_long_texts_are_compared_by_their_ends() -> None:
    long = "word " * 3_000
    mine, theirs = marked([f"{long}old end", f"{long}new end"])
    assert (different(mine), different(theirs)) == (["old"], ["new"])


@given(texts)
def test_the_stretches_joined_are_the_text(said: list[str]) -> None:
    assert ["".join(span.text for span in text) for text in marked(said)] == said


@given(st.text(max_size=30), st.integers(1, 4))
def test_equal_texts_have_nothing_marked(text: str, count: int) -> None:
    assert not any(different(each) for each in marked([text] * count))


@given(texts)
def test_together_says_everything_that_was_said(said: list[str]) -> None:
    whole = together(said)
    assert all(text.strip() in whole for text in said)


def test_together_repeats_nothing() -> None:
    assert together(["The balance is sound.", "The balance is sound. Zones 1–3 known."]) == (
        "The balance is sound. Zones 1–3 known."
    )
    assert together(["same", "same"]) == "same"
    assert together(["", "one", "two"]) == "one\ntwo"
