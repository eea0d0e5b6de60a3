"""A report is a function from one value to bytes, and says what the value says."""

import pickle
import re
from dataclasses import replace
from multiprocessing import get_context

import pikepdf
import pytest

from tests.report.reading import Reading, bare
from tests.report.sample import sample_summary
from wopfield.domain.fate import Fate
from wopfield.domain.remark import Remark
from wopfield.domain.summary import AreaResult, KeptFigure, Rating, Score, Summary
from wopfield.errors import BadInput
from wopfield.language import _, spoken
from wopfield.report.document import Printed, print_document
from wopfield.report.documents import DOCUMENTS, SECTION_NAMES, document_name
from wopfield.report.findings import best_findings
from wopfield.report.fingerprint import fingerprint
from wopfield.report.identity import Identity, identity_of
from wopfield.report.numbers import Numbers
from wopfield.report.options import ReportOptions
from wopfield.report.sections.names import section_name

OPTIONS = ReportOptions(number="WOP-2026-0147", version="1.2", status="final", confidentiality="Partners only")
WITHOUT_PHOTOS = tuple(name for name in SECTION_NAMES if name != "photos")
NOTHING = Score(None, None, None, 0, 9, 9)
NUMBERS = Numbers()


@pytest.fixture(scope="module")
def printed() -> Printed:
    return print_document(sample_summary(), {}, OPTIONS)


@pytest.fixture(scope="module")
def reading(printed: Printed) -> Reading:
    return Reading(printed.pdf)


def only(*sections: str, **changes: object) -> ReportOptions:
    return replace(OPTIONS, sections=sections, **changes)


def read(summary: Summary, *sections: str) -> Reading:
    return Reading(print_document(summary, {}, only(*sections)).pdf)


def unrated(area: AreaResult) -> AreaResult:
    items = tuple(replace(item, result=Rating(None), peers=(), agreed=True) for item in area.items)
    return replace(area, now=NOTHING, distribution=(0, 0, 0, 0, 0), items=items)


def test_the_same_summary_gives_the_same_bytes(printed: Printed) -> None:
    assert print_document(sample_summary(), {}, OPTIONS).pdf == printed.pdf


def test_another_process_gives_the_same_bytes(printed: Printed) -> None:
    with get_context("spawn").Pool(1) as pool:
        elsewhere = pool.apply(print_document, (sample_summary(), {}, OPTIONS))
    assert elsewhere == printed


def test_what_goes_in_and_comes_out_can_be_sent_to_another_process(printed: Printed) -> None:
    sent = pickle.loads(pickle.dumps((sample_summary(), OPTIONS, printed)))
    assert sent == (sample_summary(), OPTIONS, printed)


def test_the_report_read_before_does_not_change_the_next(printed: Printed) -> None:
    print_document(replace(sample_summary(), mentee="مياه ßøñ 水"), {}, replace(OPTIONS, paper="Letter"))
    assert print_document(sample_summary(), {}, OPTIONS).pdf == printed.pdf


def test_every_section_begins_where_the_report_says(printed: Printed, reading: Reading) -> None:
    assert tuple(printed.section_pages) == WITHOUT_PHOTOS
    assert len(reading.pages) == printed.pages
    for section, words in {
        "summary": "EXECUTIVE SUMMARY",
        "profile": "MATURITY PROFILE",
        "signoff": "SIGN-OFF",
    }.items():
        assert words in reading.text(printed.section_pages[section])


def test_sections_come_in_the_order_that_is_asked_for() -> None:
    printed = print_document(sample_summary(), {}, only("plan", "summary"))
    assert dict(printed.section_pages) == {"plan": 1, "summary": printed.pages}


@pytest.mark.parametrize("section", WITHOUT_PHOTOS)
def test_each_section_can_stand_alone(section: str) -> None:
    printed = print_document(sample_summary(), {}, only(section))
    assert dict(printed.section_pages) == {section: 1}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_names_itself_and_holds_what_it_is_for(document: str) -> None:
    sections = tuple(name for name in DOCUMENTS[document] if name != "photos")
    printed = print_document(sample_summary(), {}, replace(OPTIONS, document=document, sections=sections))
    assert tuple(printed.section_pages) == sections
    reading = Reading(printed.pdf)
    assert document_name(document) in reading.text()
    assert str(reading.file.docinfo["/Title"]).startswith(document_name(document))


def test_a_visit_note_is_two_to_four_pages_with_strengths_and_findings() -> None:
    printed = print_document(
        sample_summary(), {}, replace(OPTIONS, document="visit_note", sections=DOCUMENTS["visit_note"])
    )
    assert 2 <= printed.pages <= 4
    text = Reading(printed.pdf).text(1)
    for finding in best_findings(sample_summary(), "strength"):
        assert bare(finding.text)[:40] in bare(text)


@pytest.mark.parametrize(
    ("document", "title"), [("plan", "Agreed improvement plan"), ("visit_note", "Record of the visit")]
)
def test_a_short_document_is_signed_for_what_it_holds(document: str, title: str) -> None:
    text = Reading(print_document(sample_summary(), {}, only("signoff", document=document)).pdf).text()
    assert title in text
    assert "area pages" not in text


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


def test_the_facts_of_a_visit_note_keep_each_noun_beside_its_number() -> None:
    text = read(sample_summary(), "note").text()
    count = len(sample_summary().sites)
    assert f"{count}\u00a0site" in text


def test_titles_count_only_what_there_is() -> None:
    text = read(replace(sample_summary(), interviews=0, evidence=()), "method", "evidence").text()
    assert "nine sites in twelve days" in " ".join(text.split())
    assert "Evidence register" not in text
    assert not any(clumsy in text for clumsy in ("interview", "0 pieces", "no interviews"))


@pytest.mark.parametrize("without", [("evidence", "sites", "interviews"), ("evidence",), ("sites",), ("interviews",)])
def test_what_a_review_rests_on_names_only_what_there_is(without: tuple[str, ...]) -> None:
    nothing = {"evidence": (), "sites": (), "interviews": 0}
    summary = replace(sample_summary(), **{name: nothing[name] for name in without})  # type: ignore[arg-type]
    text = bare(read(summary, "summary", "method").text())
    said = {"evidence": bare("30 pieces of evidence"), "sites": bare("9 sites"), "interviews": bare("41 interviews")}
    assert [name for name, words in said.items() if words in text] == [name for name in said if name not in without]
    assert not re.findall(r"(?<!\d)0(?:pieces|sites|interviews)|no(?:sites|interviews)", text)


def test_a_peer_review_report_is_twenty_five_to_forty_pages_before_its_annexes(
    printed: Printed, reading: Reading
) -> None:
    starts = printed.section_pages
    assert 25 <= starts["annex"] - 1 <= 40
    contents = reading.text(starts["contents"]).split("\n")
    for letter, section in zip("ABCDE", ("annex", "figures", "evidence", "programme", "terms"), strict=True):
        assert f"ANNEX {letter} · {section_name(section).upper()}" in reading.text(starts[section])
        assert contents[contents.index(letter) + 1 : contents.index(letter) + 3] == [
            section_name(section), str(starts[section])
        ]  # fmt: skip


def test_a_blank_checklist_holds_every_item_and_no_rating() -> None:
    text = bare(Reading(print_document(sample_summary(), {}, only("blank", document="checklist")).pdf).text())
    for area in sample_summary().areas:
        for item in area.items:
            assert bare(item.title) in text
            assert all(bare(level) in text for level in item.levels)


def test_a_blank_checklist_has_room_for_what_each_item_asks() -> None:
    summary = sample_summary()
    area = replace(summary.areas[0], items=summary.areas[0].items[:3])
    yes_no, number, level = (item.code for item in area.items)
    asks = {yes_no: ("yes_no", ""), number: ("number", "mg/l")}
    shown = replace(summary, areas=(area,), asks=asks)
    lines = Reading(print_document(shown, {}, only("blank", document="checklist")).pdf).text()
    words = [line.strip() for line in lines.splitlines()]
    assert words.count("Does not apply") == 3
    assert words.count("Yes") == words.count("No") == words.count("mg/l") == 1
    assert sum("Leading" in line for line in words) == 1
    assert fingerprint(shown) == fingerprint(replace(shown, asks={}))
    assert level not in asks
    assert {summary.assessment_title.upper(), summary.mentee} <= set(words)


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
def test_yes_and_no_stand_beside_one_another_on_a_blank_checklist(language: str) -> None:
    summary = sample_summary()
    area = replace(summary.areas[0], items=summary.areas[0].items[:1])
    shown = replace(summary, areas=(area,), asks={area.items[0].code: ("yes_no", "")})
    with spoken(language):
        answers = [_("Yes"), _("No"), _("Does not apply")]
    pieces = Reading(print_document(shown, {}, only("blank", document="checklist", language=language)).pdf).pages[0]
    found = [piece for piece in pieces if piece.text.strip() in answers]
    assert [piece.text.strip() for piece in sorted(found, key=lambda piece: piece.x)] == answers
    assert len({piece.y for piece in found}) == 1


def test_the_executive_summary_is_exactly_one_page(printed: Printed) -> None:
    assert printed.section_pages["method"] - printed.section_pages["summary"] == 1


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
    assert "One of five recommendations of 2024 is done; two have not started" in text
    for number, words, state in (
        ("R6.1", "Publish a monthly water balance.", "DONE"),
        ("R6.2", "Appoint a loss-reduction engineer.", "UNDER WAY"),
        ("R6.3", "Calibrate the bulk meters.", "NOT STARTED"),
        ("R7.1", "Install two pilot zones.", "DROPPED"),
        ("R7.2", "Keep a register of assets.", "NOT STARTED No action was agreed."),
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
    assert "Seven of twelve areas rose by at least 0.4; “Asset management and maintenance” is weakest at 0.9" in text
    assert "13 actions agreed; one is done, seven fall due within a year" in text


def test_footers_carry_confidentiality_document_fingerprint_and_page(printed: Printed, reading: Reading) -> None:
    digits = f"{printed.fingerprint[:4]} {printed.fingerprint[4:8]}"
    for number in range(2, printed.pages + 1):
        text = reading.text(number)
        assert "Partners only" in text
        assert f"WOP-2026-0147 · v1.2 · content {digits}" in text
        assert f"{number} / {printed.pages}" in text


def test_a_draft_says_so_on_cover_and_in_every_footer() -> None:
    reading = Reading(print_document(sample_summary(), {}, only("cover", "summary", "plan", status="draft")).pdf)
    assert "DRAFT" in reading.text(1)
    for number in range(2, len(reading.pages) + 1):
        assert "Draft · WOP-2026-0147" in reading.text(number)


def test_cover_and_sign_off_carry_the_fingerprint(printed: Printed, reading: Reading) -> None:
    groups = [printed.fingerprint[at : at + 4] for at in range(0, 64, 4)]
    assert " ".join(groups[:4]) in reading.text(1)
    signed = reading.text(printed.section_pages["signoff"])
    assert " ".join(groups) in " ".join(signed.split())


def test_the_file_tells_document_version_and_fingerprint(printed: Printed) -> None:
    assert identity_of(printed.pdf) == Identity("WOP-2026-0147", "1.2", printed.fingerprint)


@pytest.mark.parametrize("file", [b"", b"no pdf", b"%PDF-1.4\n%%EOF"])
def test_another_file_is_no_report(file: bytes) -> None:
    with pytest.raises(BadInput):
        identity_of(file)


@pytest.mark.parametrize(("language", "side"), [("en", None), ("ar", "/R2L")])
def test_the_reader_is_told_from_where_pages_are_turned(language: str, side: str | None) -> None:
    options = replace(OPTIONS, language=language, document="balance", sections=("balance",))
    turned = Reading(print_document(sample_summary(), {}, options).pdf)
    assert turned.file.Root.ViewerPreferences.get("/Direction") == side


def test_the_reader_is_told_title_language_and_contents(printed: Printed, reading: Reading) -> None:
    root = reading.file.Root
    assert str(root.Lang) == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    assert "Riverbend Water and Sewerage Company" in str(reading.file.docinfo["/Title"])
    outline = reading.outline()
    assert "Executive summary" in outline
    assert "06 Non-revenue water" in outline


def test_dates_in_the_file_come_from_the_summary(reading: Reading) -> None:
    assert str(reading.file.docinfo["/CreationDate"]) == "D:20261120000000Z"


def test_all_text_belongs_to_an_element_or_is_page_furniture(reading: Reading) -> None:
    root = reading.file.Root.StructTreeRoot
    nums = list(root.ParentTree.Nums)
    by_page = dict(zip(nums[::2], nums[1::2], strict=True))
    for page in reading.file.pages:
        assert all("/S" in owner and "/P" in owner for owner in by_page[page.obj.StructParents])
    furniture = {piece.text for pieces in reading.pages for piece in pieces if not piece.role}
    assert all(len(text) < 80 for text in furniture)


def test_figures_have_a_sentence_for_who_cannot_see_them(reading: Reading) -> None:
    figures = [one for one in reading.elements() if one.S == "/Figure"]
    assert len(figures) > 50
    assert all(str(one.Alt).strip() for one in figures)


def test_item_codes_lead_to_the_annex(printed: Printed, reading: Reading) -> None:
    pages = [page.obj.objgen for page in reading.file.pages]
    page = reading.file.pages[printed.section_pages["summary"] - 1]
    targets = {pages.index(one.Dest[0].objgen) + 1 for one in page.obj.Annots}
    assert any(target >= printed.section_pages["annex"] for target in targets)


@pytest.mark.parametrize("sections", [("summary", "nowhere"), ("plan", "plan"), ()], ids=["unknown", "twice", "none"])
def test_sections_that_make_no_report_are_refused(sections: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        ReportOptions(sections=sections)


def test_a_number_too_long_to_print_is_refused() -> None:
    with pytest.raises(BadInput):
        ReportOptions(number="x" * 61)


def test_in_greys_nothing_on_any_page_has_a_colour() -> None:
    reading = Reading(print_document(sample_summary(), {}, replace(OPTIONS, greyscale=True)).pdf)
    for page in reading.file.pages:
        for values, operator in pikepdf.parse_content_stream(page):
            assert str(operator) not in ("rg", "RG") or len(set(map(float, values))) == 1


def test_a_light_cover_has_no_dark_field_and_the_same_words() -> None:
    def fills(options: ReportOptions) -> set[str]:
        reading = Reading(print_document(sample_summary(), {}, options).pdf)
        colour, found = "", set()
        for values, operator in pikepdf.parse_content_stream(reading.file.pages[0]):
            if str(operator) == "rg":
                colour = " ".join(map(str, values))
            elif str(operator) == "re" and float(values[2]) > 500:
                found.add(colour)
        return found

    dark, light = only("cover"), only("cover", light_cover=True)
    assert fills(dark) - fills(light)
    assert not fills(light) - {""}  # the edge of the waves, which fills nothing
    assert read(sample_summary(), "cover").text() == Reading(print_document(sample_summary(), {}, light).pdf).text()


def test_a_link_says_what_it_leads_to(reading: Reading) -> None:
    assert all(str(one.Contents).strip() for one in reading.annotations())


def test_a_capacity_report_without_evidence_has_no_empty_register_and_its_annexes_no_gap() -> None:
    summary = replace(sample_summary(), evidence=())
    options = ReportOptions(sections=DOCUMENTS["capacity"], document="capacity")
    printed = print_document(summary, {}, options)
    assert "evidence" not in printed.section_pages
    contents = Reading(printed.pdf).text(printed.section_pages["contents"]).split("\n")
    assert section_name("evidence") not in contents
    letters = [each for each in contents if each in ("A", "B", "C", "D")]
    assert letters == ["A", "B"]


def test_what_is_written_from_the_right_in_an_english_report_is_told_in_its_order_to_those_who_hear_it() -> None:
    first, *others = sample_summary().actions
    mixed = "The جودة المياه said 45"
    summary = replace(sample_summary(), actions=(replace(first, title="ߒߞߏ ߖߌ", expected_result=mixed), *others))
    told = [str(one.ActualText) for one in read(summary, "plan").elements() if "/ActualText" in one]
    assert set(told) == {"ߒߞߏ ߖߌ", mixed}


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


def test_a_document_of_one_section_says_at_its_head_whom_it_is_about() -> None:
    options = replace(OPTIONS, document="visit_note", sections=("note",))
    reading = Reading(print_document(sample_summary(), {}, options).pdf)
    mentee = sample_summary().mentee
    assert reading.text(1).count(mentee) == reading.content().count(mentee) + 1


def test_page_one_says_what_the_highest_and_the_lowest_levels_mean_where_no_finding_is_recorded() -> None:
    whole = sample_summary()
    area = replace(whole.areas[0], findings=())
    made = [
        replace(
            item, agreed=True, result=replace(item.result, level=level), levels=tuple(f"Says {at}." for at in range(5))
        )
        for item, level in zip(area.items, (4, 0, 2), strict=False)
    ]
    bare_of_findings = replace(whole, areas=(replace(area, items=tuple(made)),))
    first = read(bare_of_findings, "summary", "areas").text(1)
    strong, weak = first.index(f"Says 4 ({made[0].number})."), first.index(f"Says 0 ({made[1].number}).")
    assert first.index("What works") < strong
    assert first.index("What holds it back") < weak
    assert "Says 2" not in first
    assert "Says" not in read(bare_of_findings, "summary").text(1), "each level is told only where all of them are"
