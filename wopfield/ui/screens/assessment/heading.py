"""What stands at the head of the window while an assessment is answered: which one, and how far one is."""

from wopfield.domain.inspection import NO
from wopfield.language import _, plural
from wopfield.store.item_list import ItemList
from wopfield.ui.screen import Heading, Progress


def heading_of(found: ItemList) -> Heading:
    """Return the heading; of checks it says how many things are to be fixed, else how many items are left."""
    count = found.progress.count
    title = found.site or found.assessment.title
    checklist = f"{found.checklist.title} {found.checklist.version}"
    parts = [found.mentee, found.assessment.title, checklist]
    checks = _("{rated} of {total} answered", rated=count.rated, total=count.applicable)
    ratings = _("{rated} of {total} rated", rated=count.rated, total=count.applicable)
    words = checks if found.checks else ratings
    progress = Progress(count.rated, count.applicable, words, _rest(found), "danger" if _wrong(found) else "plain")
    return Heading(title, " · ".join(part for part in parts if part and part != title), progress=progress)


def _rest(found: ItemList) -> str:
    wrong = _wrong(found)
    if wrong:
        return plural("{count} to fix", "{count} to fix", wrong)
    left = found.progress.count.applicable - found.progress.count.rated
    return plural("{count} to go", "{count} to go", left) if left else ""


def _wrong(found: ItemList) -> int:
    if not found.checks:
        return 0
    said = ((line.value, *(other.value for other in line.others)) for line in found.items if line.asks == "yes_no")
    return sum(NO in values for values in said)
