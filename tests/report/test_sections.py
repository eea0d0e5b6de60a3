"""Every section of a report says what the value says it is made from."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from tests.report.pages import NUMBERS, only, read, unrated
from tests.report.reading import Reading, bare
from tests.report.sample import sample_summary
from wopfield.domain.fate import Fate
from wopfield.domain.remark import Remark
from wopfield.domain.summary import Confidence, FindingKind, FindingLine, KeptFigure, LackingLine, Rating, Score
from wopfield.report.document import Printed, print_document, write_document
from wopfield.report.documents import DOCUMENTS
from wopfield.report.findings import compared_periods
from wopfield.report.options import ReportOptions
from wopfield.report.sections.names import section_name


def test_what_the_partnership_is_for_is_printed_beside_its_name(printed: Printed, reading: Reading) -> None:
    assert sample_summary().purpose in " ".join(reading.text(printed.section_pages["method"]).split())


def test_the_summary_speaks_of_confidence_only_where_some_answer_says_how_sure_it_is() -> None:
    said = "Confidence of the answers:"
    with_it, without = (
        read(sample_summary(), "summary"),
        read(replace(sample_summary(), confidence_share={}), "summary"),
    )
    assert said in " ".join(with_it.text().split())
    assert said not in " ".join(without.text().split())


def test_titles_count_only_what_there_is() -> None:
    text = read(replace(sample_summary(), interviews=0, evidence=()), "method", "evidence").text()
    assert "nine sites in twelve days" in " ".join(text.split())
    assert "Evidence register" not in text
    assert not any(clumsy in text for clumsy in ("interview", "0 pieces", "no interviews"))
    bare_of_it = replace(sample_summary(), interviews=0, key_indicators=(), show_overall=False)
    assert "interview" not in read(bare_of_it, "summary").text()


@pytest.mark.parametrize("without", [("evidence", "sites", "interviews"), ("evidence",), ("sites",), ("interviews",)])
def test_what_a_review_rests_on_names_only_what_there_is(without: tuple[str, ...]) -> None:
    nothing: dict[str, Any] = {"evidence": (), "sites": (), "interviews": 0}
    summary = replace(sample_summary(), **{name: nothing[name] for name in without})
    text = bare(read(summary, "summary", "method").text())
    said = {"evidence": bare("30 pieces of evidence"), "sites": bare("9 sites"), "interviews": bare("41 interviews")}
    assert [name for name, words in said.items() if words in text] == [name for name in said if name not in without]
    assert not re.findall(r"(?<!\d)0(?:pieces|sites|interviews)|no(?:sites|interviews)", text)


def test_each_area_shows_the_scores_of_the_summary(printed: Printed, reading: Reading) -> None:
    profile = reading.text(printed.section_pages["profile"])
    for area in sample_summary().areas:
        assert area.title in profile.replace("\n", " ")
        for score in (area.now, area.self_rating, area.baseline):
            assert score.mean is not None
            assert NUMBERS.decimal(score.mean) in profile
        assert f"{area.now.rated}/{area.now.applicable}" in profile
        assert NUMBERS.signed(area.change or 0.0) in profile


def test_an_area_shows_the_newest_value_of_the_indicators_its_items_are_linked_to() -> None:
    summary = sample_summary()
    one = next(line for line in summary.indicators if line.values[summary.periods[-1]] is not None)
    area = replace(summary.areas[0], linked_indicators=("not in this report", one.code), findings=())
    told = read(replace(summary, areas=(area, *summary.areas[1:])), "areas").text(1).partition("Linked indicators")[2]
    newest = NUMBERS.measured(one.values[summary.periods[-1]] or 0.0, one.values.values())
    shown = " ".join(told[:300].split())
    assert shown.startswith(f"{one.code} {one.name} {newest}")
    assert f"{one.unit} · {summary.periods[-1]}" in shown.replace("\u00a0", " ")
    assert "not in this report" not in told


def test_the_change_of_a_linked_indicator_is_read_aloud_and_stands_in_the_word_file() -> None:
    summary = sample_summary()
    first, last = compared_periods(summary)
    one = replace(summary.indicators[0], values={first: 1.0, last: 8.0})
    area = replace(summary.areas[0], linked_indicators=(one.code,), findings=())
    linked = replace(summary, areas=(area,), indicators=(one, *summary.indicators[1:]))
    changes = [piece.text for piece in read(linked, "areas").pages[0] if piece.role and piece.text[0] == "+"]
    assert any(change.startswith("+7") for change in changes)
    word = docx.Document(BytesIO(write_document(linked, {}, only("areas"))))
    said = "".join(str(text.text) for text in word.element.body.iter(qn("w:t")))
    assert {change for change in changes if change not in said} == set()


def test_the_value_of_good_practice_is_printed_and_its_source_names_the_indicators_it_belongs_to() -> None:
    summary = sample_summary()
    one, other = (replace(line, good_practice=value, good_practice_source=source) for line, value, source in zip(
        summary.indicators, (77.25, 88.75), ("A law of 2019", "A handbook"), strict=False))  # fmt: skip
    text = " ".join(read(replace(summary, indicators=(one, other)), "indicators").text().split())
    assert "77.25" in text
    assert "88.75" in text
    assert f"{one.code}: A law of 2019; {other.code}: A handbook." in text


def test_the_finding_on_indicators_says_how_many_of_the_changes_rest_on_weak_figures() -> None:
    summary = sample_summary()
    first, last = compared_periods(summary)
    grades: tuple[tuple[Confidence | None, float], ...] = (
        ("A", 2.0), ("C", 2.0), ("D", 0.5), (None, 2.0), ("D", 1.0),
    )  # fmt: skip
    moved = [
        replace(one, direction="higher_better", confidence=grade, values={first: 1.0, last: value})
        for one, (grade, value) in zip(summary.indicators, grades, strict=False)
    ]
    lost = replace(summary.indicators[5], values={first: 1.0, last: None})
    text = " ".join(read(replace(summary, indicators=(*moved, lost)), "indicators").text().split())
    assert f"Three indicators improved since {first}, one worsened; two of these figures are weak (C or D)" in text
    assert "1 indicator could not be worked out." in text


def test_a_year_that_was_only_begun_is_not_the_year_the_report_speaks_of() -> None:
    summary = sample_summary()
    begun = tuple(
        replace(one, values={**one.values, "2031": None}, missing={**one.missing, "2031": ("Mains length",)})
        for one in summary.indicators
    )
    text = read(replace(summary, periods=(*summary.periods, "2031"), indicators=begun), "indicators").text()
    assert "2031 not calculated" not in text
    assert f"Values for {summary.periods[-1]}, compared with" in " ".join(text.split())


def test_figures_that_look_wrong_and_were_kept_are_printed_with_why() -> None:
    asked = Remark("Ten times {period}. Was {likely} meant?", "slip", {"period": "2024", "likely": "51 200 000"})
    kept = (
        KeptFigure("cost_repair", "Repair costs", "2025", 512e6, "KES", asked, "Two pumps were bought."),
        KeptFigure("supply_hours", "Average hours of supply per day", "2024", 0.5, "hours/day", asked, ""),
    )
    text = " ".join(read(replace(sample_summary(), kept_figures=kept), "indicators").text().split())
    told = text.partition("Figures that look wrong and were kept")[2]
    for words in ("Repair costs", "512", "Ten times 2024. Was", "Two pumps were bought.", "Nobody wrote why."):
        assert words in told, words
    assert "look wrong" not in read(sample_summary(), "indicators").text()


def test_what_became_of_each_recommendation_of_the_baseline_is_told_with_who_and_what_shows_it() -> None:
    text = " ".join(read(sample_summary(), "fate").text().split())
    assert "One of five recommendations of 2024 is done; one has not started, one has no action" in text
    for number, words, state in (
        ("R6.1", "Publish a monthly water balance.", "DONE"),
        ("R6.2", "Appoint a loss-reduction engineer.", "UNDER WAY"),
        ("R6.3", "Calibrate the bulk meters.", "NOT STARTED"),
        ("R7.1", "Install two pilot zones.", "DROPPED"),
        ("R7.2", "Keep a register of assets.", "NO ACTION No action was agreed."),
    ):
        told = text.partition(f"{number} {words}")[2]
        assert told, number
        assert state in told[:60]
    assert "A09 Finance director Twelve signed balances were seen (E4)." in text


def test_no_percent_sign_stands_alone_below_the_name_of_an_indicator() -> None:
    one, *rest = sample_summary().indicators
    named = [replace(one, code=f"X{at:02d}", name=f"Labour share of operating {'c' * (at % 12)}ost", unit="%")
             for at in range(1, 50)]  # fmt: skip
    reading = read(replace(sample_summary(), indicators=(*named, one, *rest)), "indicators")
    signs = [piece for page in reading.pages for piece in page if piece.text.strip() == "%"]
    assert signs
    assert not [piece for piece in signs if piece.x < 100]


def test_the_page_of_an_area_tells_in_short_what_became_of_its_recommendations() -> None:
    reading = read(sample_summary(), "areas", "fate")
    pages = [" ".join(reading.text(number).split()) for number in range(1, len(reading.pages) + 1)]
    (page,) = (page for page in pages if "Publish a monthly water balance." in page and "Strengths" in page)
    told = page.partition("What became of the recommendations of 2024")[2]
    for words in (
        "R6.1 / 24 Publish a monthly water balance. DONE",
        "R6.2 / 24 Appoint a loss-reduction engineer. UNDER WAY",
        "R6.3 / 24 Calibrate the bulk meters. NOT STARTED",
    ):
        assert words in told
    none = replace(sample_summary(), baseline_findings=())
    assert "What became of" not in read(none, "areas", "fate").text()


def test_an_area_without_room_for_its_comments_leaves_them_to_the_annex() -> None:
    area = sample_summary().areas[0]
    said = "The team saw this at the works and at two kiosks, and says in some words what it was told there."
    items = tuple(
        replace(area.items[at % len(area.items)], code=f"i{at}", number=f"1.{at:02d}", comment=f"{said} ({at})")
        for at in range(20)
    )
    summary = replace(sample_summary(), areas=(replace(area, items=items),))
    both, alone = read(summary, "areas", "annex"), read(summary, "areas")
    chapter = both.text(1)
    assert "Ratings" in chapter
    assert "What the team says of each item stands in Annex A" in " ".join(chapter.split())
    assert "Annex A" in both.text(2), "the chapter has one page"
    for at in range(20):
        assert f"1.{at:02d}" in chapter
        assert f"({at})" not in chapter
        assert f"({at})" in both.text()
        assert f"({at})" in alone.text()


def test_an_area_a_little_too_full_leaves_out_what_changed_most_and_stays_on_its_page() -> None:
    area = sample_summary().areas[5]
    told: list[str] = []

    def chapter(lines: int) -> tuple[bool, bool]:
        """Return whether it has one page, and whether that tells what changed most."""
        words = replace(sample_summary().words, area_context={area.code: "\n".join(["We saw the works."] * lines)})
        reading = read(replace(sample_summary(), areas=(area,), words=words), "areas", "annex")
        told.append(" ".join(reading.text(1).split()))
        return "Annex A ·" in " ".join(reading.text(2).split())[:60], "Changed most since" in reading.text(1)

    assert chapter(2) == (True, True)
    assert re.search(r"since 20\d\d: \S+ [^;]* from \d to \d; \S+ [^;.]* from \d to \d", told[0])
    assert chapter(5) == (True, False)


def test_the_progress_report_says_in_words_that_nothing_rose_or_fell() -> None:
    def title(change: int) -> str:
        summary = sample_summary()
        areas = tuple(
            replace(
                area,
                items=tuple(
                    replace(item, result=Rating(2), peers=(), agreed=True, baseline=Rating(2 - change))
                    for item in area.items[:1]
                ),
            )
            for area in summary.areas[:3]
        )
        options = only("progress", document="progress")
        reading = Reading(print_document(replace(summary, areas=areas), {}, options).pdf)
        return " ".join(reading.text(1).split())

    assert "Three items rose, none fell" in title(1)
    assert "No item rose, three items fell" in title(-1)
    assert "No item rose, and none fell" in title(0)


def test_an_action_that_was_dropped_counts_only_where_nothing_else_answers_the_recommendation() -> None:
    done, dropped = (replace(sample_summary().actions[0], status=word) for word in ("done", "dropped"))
    finding = sample_summary().baseline_findings[0]
    assert Fate("R1.1", "LO", finding, "", (done, dropped)).state == "done"
    assert Fate("R1.1", "LO", finding, "", (dropped,)).state == "dropped"
    assert Fate("R1.1", "LO", finding, "", (done, replace(done, status="not_started"))).state == "under_way"


def test_every_item_is_in_the_annex_with_its_question_and_level(printed: Printed, reading: Reading) -> None:
    first = printed.section_pages["annex"]
    annex = "\n".join(reading.text(page) for page in range(first, printed.pages + 1))
    lines = annex.split("\n")
    flowing = " ".join(annex.replace(" \n", " ").split())
    for area in sample_summary().areas:
        for item in area.items:
            assert item.number in lines
            assert item.question in flowing


def test_every_value_of_every_indicator_is_printed_or_named_as_missing(printed: Printed, reading: Reading) -> None:
    starts = printed.section_pages
    pages = [*range(starts["indicators"], starts["plan"]), *range(starts["figures"], starts["terms"])]
    text = " ".join(" ".join(reading.text(page) for page in pages).split())
    for one in sample_summary().indicators:
        assert one.name in text
        for value in one.values.values():
            assert value is None or NUMBERS.measured(value, one.values.values()) in text
    assert "2026 not calculated: n_connections, mains_length missing" in text


def test_each_figure_of_the_annex_has_how_sure_it_is_beside_it() -> None:
    summary = sample_summary()
    for grade in ("A", "D"):
        made = tuple(replace(one, confidence=grade) for one in summary.indicators)
        read_back = read(replace(summary, indicators=made), "figures")
        assert [piece.text for page in read_back.pages for piece in page].count(grade) == len(made)
        assert "D a guess" in read_back.content()
        assert ("read it as" in read_back.content()) is (grade == "D")


def test_indicators_that_lack_figures_in_every_year_are_listed_behind_the_values_with_what_they_lack() -> None:
    lines = (LackingLine("WW9", "Sludge treated", ("Sludge produced", "Sludge to standard")),)
    text = " ".join(read(replace(sample_summary(), without_result=lines), "indicators", "figures").content().split())
    assert "1 indicator lacks figures in every year" in text
    assert "WW9 Sludge treated Sludge produced; Sludge to standard" in text
    assert "lacks figures in every year" not in read(sample_summary(), "indicators", "figures").content()


def test_a_figure_that_is_no_number_is_missing_and_breaks_nothing() -> None:
    one = replace(sample_summary().indicators[0], values={"2024": float("nan"), "2025": float("inf"), "2026": 3.0})
    reading = read(replace(sample_summary(), indicators=(one,)), "summary", "indicators")
    assert not reading.file.check_pdf_syntax()
    assert "nan" not in reading.content().lower().split()


def test_every_action_and_every_piece_of_evidence_is_printed(reading: Reading) -> None:
    text = " ".join(reading.content().split())
    for action in sample_summary().actions:
        assert action.title in text
        assert action.owner in text
    for line in sample_summary().evidence:
        assert line.title in text


def test_no_overall_score_is_shown_unless_the_lead_turned_it_on() -> None:
    assert "Overall maturity" not in read(sample_summary(), "summary").text()
    assert "All areas" not in read(sample_summary(), "profile").text()
    shown = replace(sample_summary(), show_overall=True)
    assert "Overall maturity, peer rating" in read(shown, "summary").text()
    assert "All areas" in read(shown, "profile").text()


def test_the_overall_score_comes_with_its_coverage_or_its_range() -> None:
    overall = Score(2.25, 2.25, 2.25, 90, 104, 106)
    text = read(replace(sample_summary(), show_overall=True, overall=overall), "summary").text()
    assert "2.3" in text or "2.2" in text
    assert "90 of 104 items rated" in text


def test_an_area_with_nothing_rated_is_not_rated_and_never_zero() -> None:
    whole = sample_summary()
    summary = replace(whole, areas=(unrated(whole.areas[0]), *whole.areas[1:]))
    strip = Reading(print_document(replace(summary, areas=summary.areas[:1]), {}, only("areas")).pdf).text(1)
    assert "not rated" in strip
    assert "0.0" not in strip.split()
    assert "not rated" in read(summary, "summary").text()
    assert "0.0" not in read(replace(summary, areas=summary.areas[:1]), "summary", "profile").text().split()


def test_a_mean_with_open_levels_is_shown_with_its_range(printed: Printed, reading: Reading) -> None:
    people = sample_summary().areas[10]
    assert people.now.provisional
    low, high = people.now.low or 0.0, people.now.high or 0.0
    assert f"open {NUMBERS.range(low, high)}" in reading.text(printed.section_pages["profile"])


def test_items_not_agreed_are_marked_open_or_provisional(reading: Reading) -> None:
    text = " ".join(reading.content().split())
    assert "Open: not agreed yet." in text
    assert "Provisional: not agreed yet." in text
    assert "2–4" in text
    assert "means that hold them are provisional: 2.3, 8.6, 11.5." in text


def test_what_does_not_apply_and_what_was_not_seen_say_so_with_their_reason(reading: Reading) -> None:
    text = " ".join(reading.content().split())
    assert "Does not apply: No own works; water is bought in bulk." in text
    assert "Not seen: Outside the scope agreed for this visit." in text


def test_a_finding_without_evidence_is_called_an_impression() -> None:
    assert "impression, no evidence recorded" in " ".join(read(sample_summary(), "areas").content().split())


def test_the_teams_words_replace_the_titles_from_the_data() -> None:
    titles = {"profile": "Our own profile title", "plan": "Our own plan title", "indicators": "Our own figures title"}
    words = replace(sample_summary().words, headline="Our own headline", section_titles=titles)
    text = read(replace(sample_summary(), words=words), "summary", "profile", "plan", "indicators").content()
    for title in ("Our own headline", *titles.values()):
        assert title in text


def test_titles_from_the_data_say_the_finding() -> None:
    words = replace(sample_summary().words, headline="")
    text = " ".join(read(replace(sample_summary(), words=words), "summary", "plan").content().split())
    assert "So far: seven of twelve areas rose by at least 0.4; “Asset management and maintenance” is weakest" in text
    assert "13 actions agreed; one is done, seven fall due within a year" in text


def test_a_capacity_report_without_evidence_has_no_empty_register_and_its_annexes_no_gap() -> None:
    summary = replace(sample_summary(), evidence=())
    options = ReportOptions(sections=DOCUMENTS["capacity"], document="capacity")
    printed = print_document(summary, {}, options)
    assert "evidence" not in printed.section_pages
    contents = Reading(printed.pdf).text(printed.section_pages["contents"]).split("\n")
    assert section_name("evidence") not in contents
    letters = [each for each in contents if each in ("A", "B", "C", "D")]
    assert letters == ["A", "B"]


@pytest.mark.parametrize("written", ["", "The plan follows in March."])
def test_a_capacity_report_that_no_action_answers_has_no_page_that_says_so_alone(written: str) -> None:
    whole = sample_summary()
    words = replace(whole.words, section_texts={**dict(whole.words.section_texts), "plan": written}, next_steps=())
    options = ReportOptions(sections=DOCUMENTS["capacity"], document="capacity")
    printed = print_document(replace(whole, actions=(), words=words), {}, options)
    contents = Reading(printed.pdf).text(printed.section_pages["contents"])
    assert "No action of the plan answers this assessment yet." in Reading(printed.pdf).content()
    assert ("plan" in printed.section_pages) is bool(written)
    assert (section_name("plan") in contents) is bool(written)


def test_words_that_several_raters_wrote_stand_once_in_the_annex() -> None:
    whole = sample_summary()
    area = whole.areas[0]
    item = area.items[0]
    peers = tuple(replace(rating, level=2, confidence="B", comment="The pump was off.") for rating in item.peers)
    told = replace(item, peers=peers, comment="It was off for a week.", result=replace(item.result, reason=""))
    agreed = replace(told, result=replace(item.result, reason="It was off for a week."))
    assert len(peers) > 1
    for shown in (told, agreed):
        one = replace(whole, areas=(replace(area, items=(shown,)),))
        said = " ".join(Reading(print_document(one, {}, only("annex")).pdf).content().split())
        assert said.count("The pump was off.") == 1
        assert said.count("It was off for a week.") == 1


def test_reviewers_who_say_the_same_stand_together_in_the_annex_and_the_utility_by_itself() -> None:
    whole = sample_summary()
    area = whole.areas[0]
    item = next(one for one in area.items if one.self_rating is not None)
    given = [
        replace(item.peers[0], rater=f"r{number}", rater_name="", level=level, confidence="C", comment="", reason="")
        for number, level in enumerate((2, 3, 2), 1)
    ]
    own = replace(item.self_rating or given[0], level=2, confidence="C", comment="", reason="")
    one = replace(item, peers=tuple(given), self_rating=own)
    said = read(replace(whole, areas=(replace(area, items=(one,)),)), "annex").content().replace("\u00a0", " ")
    words = " ".join(said.split())
    assert "Reviewer 1, Reviewer 3: 2 C Reviewer 2: 3 C Riverbend: 2 C" in words


def test_an_area_that_goes_on_on_the_next_page_of_the_annex_is_named_there_above_its_columns() -> None:
    whole = sample_summary()
    area = whole.areas[0]
    items = tuple(replace(area.items[0], code=f"X{number}", number=f"1.{number}") for number in range(1, 40))
    reading = read(replace(whole, areas=(replace(area, items=items),)), "annex")
    assert len(reading.file.pages) > 2
    for page in range(2, len(reading.file.pages) + 1):
        top = reading.text(page)[:400]
        assert area.title in top.partition("Practice and level")[0].partition("\n")[2], page
        assert "items 1.1 – 1.39 (continued)" in " ".join(top.split()), page


@pytest.mark.parametrize("section", ["indicators", "areas"])
def test_who_does_not_see_a_small_chart_hears_of_what_it_is_and_in_which_unit(section: str) -> None:
    summary = sample_summary()
    reading = read(summary, section)
    drawn = [str(one.Alt) for one in reading.elements() if one.S == "/Figure"]
    over_years = [told for told in drawn if re.search(r"From .* in \d{4} to ", told)]
    named = tuple(f"{one.name} ({one.unit}). " if one.unit else f"{one.name}. " for one in summary.indicators)
    assert over_years
    assert all(told.startswith(named) for told in over_years)


def test_page_one_says_what_the_highest_and_the_lowest_levels_mean_where_no_finding_is_recorded() -> None:
    whole = sample_summary()
    area = replace(whole.areas[0], findings=())
    levels = ("Says 0.", "Says 1.", "Says 2.", "Says 3.", "Says 4.")
    made = [
        replace(item, agreed=True, result=replace(item.result, level=level), levels=levels)
        for item, level in zip(area.items, (4, 0, 2), strict=False)
    ]
    bare_of_findings = replace(whole, areas=(replace(area, items=tuple(made)),))
    first = read(bare_of_findings, "summary", "areas").text(1)
    strong, weak = first.index(f"Says 4 ({made[0].number})."), first.index(f"Says 0 ({made[1].number}).")
    assert first.index("What works") < strong
    assert first.index("What holds it back") < weak
    assert "Says 2" not in first
    assert "Says" not in read(bare_of_findings, "summary").text(1), "each level is told only where all of them are"


def test_a_summary_on_short_paper_without_a_message_has_its_findings_whole() -> None:
    summary = sample_summary()
    kinds: tuple[FindingKind, ...] = ("strength", "gap", "recommendation")
    long = "Chlorine is checked every day at six taps and at two tanks, and the results of the week hang at the gate."
    found = tuple(
        FindingLine(f"{kind} {at}", kind, summary.areas[0].code, "", long, in_summary=True)
        for kind in kinds
        for at in range(3)
    )
    areas = (replace(summary.areas[0], findings=found), *(replace(one, findings=()) for one in summary.areas[1:]))
    told = replace(summary, areas=areas, words=replace(summary.words, message=""))
    short = Reading(print_document(told, {}, only("summary", paper="Letter")).pdf)
    text = " ".join(short.content().split())
    assert "in full" not in text
    assert text.count("hang at the gate.") == 9


def test_where_nobody_rated_themselves_the_profile_says_nothing_of_a_self_rating() -> None:
    summary = sample_summary()
    areas = tuple(replace(one, self_rating=Score(None, None, None, 0, 0, 0)) for one in summary.areas)
    assert "self-rating" in read(summary, "profile").text()
    assert "self-rating" not in read(replace(summary, areas=areas), "profile").text()


def test_an_area_counts_the_items_that_apply_beside_the_bar_of_their_levels() -> None:
    summary = sample_summary()
    area = replace(summary.areas[0], now=replace(summary.areas[0].now, applicable=3))
    text = " ".join(read(replace(summary, areas=(area,)), "areas").text().split())
    assert re.search(r"3 items, peer rating", text, re.IGNORECASE)
