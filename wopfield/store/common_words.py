"""What a register is called, in the words people use, where no noun has words of its own for it."""

from collections.abc import Mapping

from wopfield.domain.log import ALIVE
from wopfield.language import _, meant


def common_words() -> Mapping[str, str]:
    """Return the words of the registers that mean the same wherever they stand."""
    return {**_of_people_and_places(), **_of_what_was_seen(), **_of_the_rest()}


def _of_people_and_places() -> Mapping[str, str]:
    return {
        "by": _("By"),
        "city": _("City"),
        "country": _("Country"),
        "currency": _("Currency"),
        "email": _("E-mail"),
        "function": _("Function"),
        "host": _("Host"),
        "hours_of_supply": _("Hours of supply"),
        "may_be_shared": _("May be shown in the report"),
        "membership": _("Role"),
        "mentee": _("Mentee"),
        "mentor": _("Mentor"),
        "name": _("Name"),
        "name_people": _("People met are named"),
        "number": _("Number"),
        "owner": _("Owner"),
        "people": _("People"),
        "people_served": _("People served"),
        "place": _("Place"),
        "same_as": _("Same person as"),
        "said_by": _("Said by"),
        "short_name": _("Short name"),
        "site": _("Site"),
        "utility": _("Utility"),
        "where": _("Where"),
    }


def _of_what_was_seen() -> Mapping[str, str]:
    return {
        "action": _("Action"),
        "area": _("Area"),
        "areas": _("Areas"),
        "audience": _("Who may read it"),
        "baseline": _("Compared with"),
        "cause": _("Cause"),
        "closed": _("Closed"),
        "comment": _("Comment"),
        "depth": _("How deep"),
        "done": _("Done"),
        "effect": _("Effect"),
        "evidence": _("Evidence"),
        "expected_result": _("Expected result"),
        "figure": _("Figure"),
        "figures": _("Start, now and goal"),
        "file": _("File"),
        "finding": _("Finding"),
        "flagged": _("Flag"),
        "goal_level": _("Goal level"),
        "hide_colleagues": _("Colleagues’ ratings hidden"),
        "horizon": _("Horizon"),
        "indicator": _("Indicator"),
        "item": _("Item"),
        "kind": _("Kind"),
        "note": _("Note"),
        "priority": _("Priority"),
        "progress": _("Progress"),
        "rating": _("Rating"),
        "reason": _("Why"),
        "recommendation": _("Recommendation"),
        "reply": _("Reply"),
        "resources": _("Resources"),
        "source": _("Source"),
        "started": meant("Started", "day"),
        "taken": _("Taken"),
        "talk_later": _("Talk later"),
        "task": _("Task"),
    }


def _of_the_rest() -> Mapping[str, str]:
    return {
        ALIVE: _("Kept or deleted"),
        "about": _("What it belongs to"),
        "content": _("Content"),
        "document": _("Document"),
        "headline": _("Headline"),
        "language": _("Language"),
        "message": _("Message"),
        "paper": _("Paper"),
        "period": _("From and to"),
        "planned": _("Planned for"),
        "purpose": _("Purpose"),
        "section": _("Section"),
        "sections": _("Sections"),
        "show_overall": _("Overall score shown"),
        "signatories": _("Who signs"),
        "summary": _("Summary"),
        "text": _("Text"),
        "texts": _("Texts"),
        "title": _("Title"),
        "titles": _("Titles"),
    }
