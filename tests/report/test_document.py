"""A report is a function from one value to bytes: its documents, its file, and what every page carries."""

import pickle
import re
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing import get_context

import pikepdf
import pytest

from tests.report.pages import OPTIONS, WITHOUT_PHOTOS, only, read
from tests.report.reading import Reading, bare, instructions
from tests.report.sample import sample_summary
from wopfield.domain.around import NextVisit
from wopfield.domain.checklist import ResponseType
from wopfield.domain.summary import FindingLine, Summary
from wopfield.errors import BadInput
from wopfield.language import _, spoken
from wopfield.report.document import Printed, print_document
from wopfield.report.documents import DOCUMENTS, document_name
from wopfield.report.findings import best_findings
from wopfield.report.fingerprint import fingerprint
from wopfield.report.identity import Identity, identity_of
from wopfield.report.options import ReportOptions
from wopfield.report.sections.names import section_name


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


def test_a_visit_note_names_the_high_risks_of_the_sites_and_never_says_that_there_was_none() -> None:
    text = bare(read(sample_summary(), "note").text())
    high = [risk for site in sample_summary().around.sites for risk in site.risks if risk.gravity == "high"]
    assert high
    assert all(bare(risk.seen or risk.title)[:30] in text for risk in high)
    calm = replace(sample_summary(), areas=(), other_findings=())
    assert bare("no urgent risk") not in bare(read(calm, "note").text())
    nowhere = replace(calm, around=replace(calm.around, sites=()))
    assert bare("no urgent risk") in bare(read(nowhere, "note").text())


@pytest.mark.parametrize(
    ("document", "title"), [("plan", "Agreed improvement plan"), ("visit_note", "Record of the visit")]
)
def test_a_short_document_is_signed_for_what_it_holds(document: str, title: str) -> None:
    text = Reading(print_document(sample_summary(), {}, only("signoff", document=document)).pdf).text()
    assert title in text
    assert "area pages" not in text


def test_a_visit_note_says_what_the_evidence_it_names_is() -> None:
    summary = sample_summary()
    text = " ".join(print_text("note", "visit_note").split())
    found, _between, register = text.rpartition("Evidence named here")
    cited = set(re.findall(r"\bE\d+\b", found))
    assert cited
    for line in summary.evidence:
        assert (f"{line.code} {line.title}" in register) == (line.code in cited), line.code
    whole = Reading(print_document(summary, {}, only("note", "evidence", document="visit_note")).pdf).text()
    assert "Evidence named here" not in whole


def test_a_progress_report_has_contents_and_a_summary_of_one_page() -> None:
    options = only(*DOCUMENTS["progress"], document="progress")
    made = print_document(sample_summary(), {}, options)
    assert made.section_pages["contents"] == 2
    assert made.section_pages["summary"] == 3
    assert made.section_pages["method"] == 4
    contents = Reading(made.pdf).text(2)
    for name in DOCUMENTS["progress"][2:]:
        assert section_name(name) in contents


def print_text(section: str, document: str) -> str:
    return Reading(print_document(sample_summary(), {}, only(section, document=document)).pdf).text()


def test_the_facts_of_a_visit_note_keep_each_noun_beside_its_number() -> None:
    text = read(sample_summary(), "note").text()
    count = len(sample_summary().sites)
    assert f"{count}\u00a0site" in text


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
    asks: dict[str, tuple[ResponseType, str]] = {yes_no: ("yes_no", ""), number: ("number", "mg/l")}
    shown = replace(summary, areas=(area,), asks=asks)
    lines = Reading(print_document(shown, {}, only("blank", document="checklist")).pdf).text()
    words = [line.strip() for line in lines.splitlines()]
    assert words.count("Does not apply") == words.count("Not seen") == 3
    assert words.count("How sure") == words.count("Evidence") == 3
    assert [words.count(grade) for grade in "ABCD"] == [3, 3, 3, 3]
    assert words.count("Yes") == words.count("No") == words.count("mg/l") == 1
    assert sum("Leading" in line for line in words) == 1
    assert fingerprint(shown) == fingerprint(replace(shown, asks={}))
    assert level not in asks
    assert {summary.assessment_title.upper(), summary.mentee} <= set(words)


def test_a_blank_checklist_carries_what_a_form_needs_and_nothing_of_any_rating() -> None:
    summary = sample_summary()
    for language, own_name, blank in (("en", "English", "Blank form"), ("fr", "Français", "Formulaire vierge")):
        printed = print_document(summary, {}, only("blank", document="checklist", language=language, status="draft"))
        reading = Reading(printed.pdf)
        with spoken(language):
            never = [_("Draft"), _("content {digits}", digits=printed.fingerprint[:4]), "Partners only"]
            back = _("Return to")
        for page in range(1, printed.pages + 1):
            words = " ".join(reading.text(page).split())
            assert summary.checklist_version + " · " + own_name in words
            assert blank in words
            assert f"{page} / {printed.pages}" in words
            assert not [one for one in never if one in words]
        assert back in reading.text(1)
        assert printed.fingerprint.encode() not in printed.pdf


def test_an_item_that_asks_for_a_photo_or_for_words_has_room_for_them_on_a_blank_checklist() -> None:
    summary = sample_summary()
    area = replace(summary.areas[0], items=summary.areas[0].items[:1])
    code = area.items[0].code

    def of(asked: ResponseType) -> Reading:
        shown = replace(summary, areas=(area,), asks={code: (asked, "")})
        return Reading(print_document(shown, {}, only("blank", document="checklist")).pdf)

    def lowest(reading: Reading) -> float:
        return next(piece.y for piece in reading.pages[0] if piece.text.strip() == "How sure")

    photo, words, yes_no = of("photo"), of("text"), of("yes_no")
    assert "Number of the photo" in photo.text()
    assert "Number of the photo" not in words.text() + yes_no.text()
    assert abs(lowest(words) - lowest(yes_no)) > 30, "there are two lines more to write on"


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
def test_yes_and_no_stand_beside_one_another_on_a_blank_checklist(language: str) -> None:
    summary = sample_summary()
    area = replace(summary.areas[0], items=summary.areas[0].items[:1])
    shown = replace(summary, areas=(area,), asks={area.items[0].code: ("yes_no", "")})
    with spoken(language):
        answers = [_("Yes"), _("No"), _("Does not apply"), _("Not seen")]
    pieces = Reading(print_document(shown, {}, only("blank", document="checklist", language=language)).pdf).pages[0]
    found = [piece for piece in pieces if piece.text.strip() in answers]
    assert [piece.text.strip() for piece in sorted(found, key=lambda piece: piece.x)] == answers
    assert len({piece.y for piece in found}) == 1


def test_the_executive_summary_is_exactly_one_page(printed: Printed) -> None:
    assert printed.section_pages["method"] - printed.section_pages["summary"] == 1


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


def test_a_print_that_nobody_issued_says_so_wherever_an_issued_one_is_named() -> None:
    options = only("cover", "plan", "signoff", number="", status="draft")
    reading = Reading(print_document(sample_summary(), {}, options).pdf)
    everything = "\n".join(reading.text(page) for page in range(1, len(reading.pages) + 1))
    assert everything.count("Draft of version 1.2, not issued") == 3  # twice on the cover, and at the sign-off
    assert all("Draft · not issued · content" in reading.text(page) for page in range(2, len(reading.pages) + 1))
    assert "ISSUED" not in reading.text(1)
    assert "v1.2" not in everything


def test_a_long_message_takes_the_room_there_is_and_says_where_it_goes_on() -> None:
    summary = sample_summary()
    headline = "Losses fell where zones were closed, " * 8 + "and nowhere else"
    long = replace(summary, words=replace(summary.words, headline=headline, message="We saw steady work. " * 60))
    printed = print_document(long, {}, OPTIONS)
    reading, page = Reading(printed.pdf), printed.section_pages["method"]
    first, method = (" ".join(reading.text(at).split()) for at in (printed.section_pages["summary"], page))
    assert first.count(f"… in full on page {page}") == 2
    assert first.count("We saw steady work.") >= 9  # three lines at least
    assert first.count("Losses fell where") >= 3
    assert method.index("Losses fell where") < method.index("We saw steady work.")
    assert method.count("We saw steady work.") == 60


def test_a_report_with_a_cover_is_signed_on_a_page_of_its_own(printed: Printed) -> None:
    starts = printed.section_pages
    assert [name for name, page in starts.items() if page == starts["signoff"]] == ["signoff"]
    note = print_document(sample_summary(), {}, only("note", "signoff", document="visit_note"))
    assert note.pages < 4


def test_a_report_on_capacity_counts_no_indicators_and_nothing_that_is_not_there() -> None:
    nothing = replace(sample_summary(), actions=(), evidence=())
    without = replace(nothing, areas=tuple(replace(area, findings=()) for area in nothing.areas))
    options = only("cover", "summary", "method", "signoff", document="capacity")
    reading = Reading(print_document(without, {}, options).pdf)
    text = "\n".join(reading.text(page) for page in range(1, len(reading.pages) + 1))
    assert "Items rated by the team" in text
    for unsaid in ("Actions agreed", "Findings recorded", "Pieces of evidence", "since 202", "20 indicators"):
        assert unsaid not in text


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
        for values, operator in instructions(page):
            assert operator not in ("rg", "RG") or len(set(map(float, values))) == 1


def test_a_light_cover_has_no_dark_field_and_the_same_words() -> None:
    def fills(options: ReportOptions) -> set[str]:
        reading = Reading(print_document(sample_summary(), {}, options).pdf)
        colour, found = "", set()
        for values, operator in instructions(reading.file.pages[0]):
            if operator == "rg":
                colour = " ".join(map(str, values))
            elif operator == "re" and float(values[2]) > 500:
                found.add(colour)
        return found

    dark, light = only("cover"), only("cover", light_cover=True)
    assert fills(dark) - fills(light)
    assert not fills(light) - {""}  # the edge of the waves, which fills nothing
    assert read(sample_summary(), "cover").text() == Reading(print_document(sample_summary(), {}, light).pdf).text()


def test_a_link_says_what_it_leads_to(reading: Reading) -> None:
    assert all(str(one.Contents).strip() for one in reading.annotations())


def test_what_is_written_from_the_right_in_an_english_report_is_told_in_its_order_to_those_who_hear_it() -> None:
    first, *others = sample_summary().actions
    mixed = "The جودة المياه said 45"
    summary = replace(sample_summary(), actions=(replace(first, title="ߒߞߏ ߖߌ", expected_result=mixed), *others))
    told = [str(one.ActualText) for one in read(summary, "plan").elements() if "/ActualText" in one]
    assert set(told) == {"ߒߞߏ ߖߌ", mixed}


def test_a_document_of_one_section_says_at_its_head_whom_it_is_about() -> None:
    options = replace(OPTIONS, document="visit_note", sections=("note",))
    reading = Reading(print_document(sample_summary(), {}, options).pdf)
    mentee = sample_summary().mentee
    assert reading.text(1).count(mentee) == reading.content().count(mentee) + 1


def test_what_is_listed_is_a_list_of_items_to_whoever_hears_it(reading: Reading) -> None:
    below = {"L": {"LI"}, "LI": {"LBody"}, "Document": None}
    lists = 0
    for element in reading.elements():
        role = str(element.S).lstrip("/")
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        roles = {str(kid.S).lstrip("/") for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid}
        lists += role == "L"
        if wanted := below.get(role):
            assert roles - {"Lbl"} == wanted  # what is numbered has its number as a label
    areas = len(sample_summary().areas)
    assert lists == 3 + 2 * areas  # page one has three columns, the page of each area strengths and gaps


def test_a_visit_note_holds_what_is_recommended_by_itself_and_every_action_of_high_priority() -> None:
    summary = sample_summary()
    area = summary.areas[0]
    words_of_it = "Fence the wellfield."
    advice = FindingLine("advice", "recommendation", area.code, "", words_of_it, recommendation=words_of_it)
    days = range(1, 13)
    actions = tuple(
        replace(summary.actions[0], id=f"at {day}", title=f"Step {day}.", status="not_started",
                priority="high" if day == 12 else "low", due=summary.today + timedelta(days=day))
        for day in days
    )  # fmt: skip
    around = replace(area, findings=(*area.findings, advice))
    words = replace(summary.words, next_steps=())
    note = replace(summary, areas=(around, *summary.areas[1:]), actions=actions, words=words)
    text = " ".join(read(note, "note").text().split())
    assert text.count(words_of_it) == 1
    assert [day for day in days if f"Step {day}." in text] == [1, 2, 3, 4, 5, 6, 7, 12]
    assert "4 more actions are agreed." in text


def test_a_visit_note_says_what_a_risk_leads_to_as_a_sentence_and_heads_its_next_steps() -> None:
    summary = sample_summary()
    site = summary.around.sites[0]
    risk = replace(site.risks[0], gravity="high", effect="drowning")
    around = replace(summary.around, sites=(replace(site, risks=(risk,)),))
    words = replace(summary.words, next_steps=())
    actions = tuple(replace(one, status="not_started", owner="Works manager") for one in summary.actions)
    note = replace(summary, around=around, words=words, actions=actions)
    text = " ".join(read(note, "note").text().split())
    assert "Why it matters: Drowning." in text
    assert "Next steps Due Action Owner" in text


def test_a_visit_note_names_the_next_visit_with_its_days_before_the_next_steps() -> None:
    summary = sample_summary()
    visit = NextVisit("Mid-term meeting", date(2027, 6, 14), date(2027, 6, 16), "Karst Works")
    planned = replace(summary, around=replace(summary.around, next_visit=visit))
    text = " ".join(read(planned, "note").text().split())
    assert "Next steps Next visit: Mid-term meeting, 14 – 16 June 2027, Karst Works" in text
    assert "Next visit" not in read(summary, "note").text()


def test_below_the_next_visit_there_is_more_air_than_below_a_heading() -> None:
    summary = sample_summary()
    visit = NextVisit("Mid-term meeting", date(2027, 6, 14), date(2027, 6, 16), "Karst Works")
    told = replace(summary, around=replace(summary.around, next_visit=visit))

    def air(made: Summary, above: str) -> float:
        pieces = [piece for page in read(made, "note").pages for piece in page]
        at = next(place for place, piece in enumerate(pieces) if piece.text.startswith(above))
        return next(piece.y for piece in pieces[at:] if piece.text.startswith("Due")) - pieces[at].y

    assert air(told, "Next visit:") > air(summary, "Next steps") + 4


def test_a_visit_note_tells_first_what_may_cost_a_life_and_apart_what_is_only_of_high_priority() -> None:
    summary = sample_summary()
    trench = FindingLine("trench", "gap", "HS", "", "A trench is not shored.", priority="high")
    meters = FindingLine("meters", "gap", "XX", "", "The bulk meters stand still.", priority="high")
    text = " ".join(read(replace(summary, areas=(), other_findings=(meters, trench)), "note").text().split())
    assert any(site.risks for site in summary.around.sites)
    assert "Urgent A trench is not shored." in text
    assert "Of high priority The bulk meters stand still." in text
