"""Search all that is kept, and the places of the program, for Ctrl+K."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from wopfield.desktop.find_figures import with_last_figures
from wopfield.language import _, as_printed
from wopfield.ui.screen import Place
from wopfield.ui.shell.places import tabs
from wopfield.ui.shell.ways import Found
from wopfield.ui.values import unit_words
from wopfield.ui.widgets.matching import matches, rank

if TYPE_CHECKING:
    from wopfield.domain.indicator import Indicator, Variable
    from wopfield.store.database import Session
    from wopfield.store.partnerships import Pair

MOST = 60
"""More than that nobody reads; one types another word instead."""


def find(session: "Session", typed: str) -> list[Found]:
    """Return what fits what was typed, what begins with it first."""
    hits = [found for found in _everything(session) if matches(typed, f"{found.words} {found.detail} {found.also}")]
    return with_last_figures(session, sorted(hits, key=lambda found: rank(typed, found.words))[:MOST])


def _everything(session: "Session") -> Iterator[Found]:
    from wopfield.store import partnerships

    for pair in partnerships.every(session):
        scope, name = pair.partnership.id, pair.partnership.name
        place = Place("partnership", partnership=scope)
        yield Found(name, place, _("Partnerships"), pair.partnership.purpose, "heart-handshake")
        for tab in tabs():
            yield Found(tab.label, Place(tab.place, partnership=scope), _("Screens"), name, also=tab.holds)
        yield from _visits_and_sites(session, scope, name)
        yield from _items(session, scope)
        yield from _plan(session, scope, name)
        yield from _figures(session, pair, name)
    yield from _people(session)
    yield from _always_there()


def _visits_and_sites(session: "Session", scope: str, where: str) -> Iterator[Found]:
    from wopfield.store import sites, visits

    for visit in visits.of_partnership(session, scope):
        place = Place("visit", partnership=scope, visit=visit.id)
        yield Found(visit.title, place, _("Visits"), f"{where} · {visit.place}", "calendar-event")
    for site in sites.of_partnership(session, scope):
        yield Found(site.name, Place("inspections", partnership=scope), _("Sites"), site.where, "map-pin")


def _items(session: "Session", scope: str) -> Iterator[Found]:
    from wopfield.store import assessments, findings
    from wopfield.store.tables import Finding

    for assessment in assessments.of_partnership(session, scope):
        checklist = assessments.worded_checklist_of(session, assessment)
        if not assessment.site:
            ways = ((_("Agree the ratings"), "agree", "users"), (_("Report"), "report", "file-text"))
            for words, screen, sign in ways:
                place = Place(screen, partnership=scope, assessment=assessment.id)
                yield Found(words, place, _("Screens"), assessment.title, sign)
        for item in checklist.items:
            place = Place("assessment", partnership=scope, assessment=assessment.id, item=item.code)
            yield Found(f"{item.number} {item.title}", place, _("Items"), assessment.title, "clipboard-check")
        rows: Iterable[Finding] = findings.of_assessment(session, scope, assessment.id)
        for finding in rows:
            place = Place("assessment", partnership=scope, assessment=assessment.id, item=finding.item)
            yield Found(finding.text, place, _("Findings"), assessment.title, "bulb")


def _plan(session: "Session", scope: str, where: str) -> Iterator[Found]:
    from wopfield.store import actions

    rows = actions.of_partnership(session, scope)
    codes = actions.codes(rows)
    for row in rows:
        place = Place("plan", partnership=scope, action=row.id)
        yield Found(f"{codes[row.id]} {row.title}", place, _("Improvement plan"), row.owner or where, "target")


def _figures(session: "Session", pair: "Pair", where: str) -> Iterator[Found]:
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.store import own

    scope = pair.partnership.id
    catalogue = own.extended(session, scope, indicator_catalogue()).catalogue
    own_figures, balance = _("Figures of our own"), _("Water balance")
    for words, screen in ((_("SDG 6"), "sdg"), (own_figures, "own_figures"), (balance, "balance")):
        yield Found(words, Place(screen, partnership=scope), _("Screens"), where, "chart-line")
    for variable in catalogue.variables.values():
        place = Place("indicators", partnership=scope, variable=variable.code)
        detail = f"{where} · {unit_words(variable.unit)}"
        yield Found(as_printed(_(variable.name)), place, _("Figures"), detail, "table", also=_known_as(variable))
    for indicator in catalogue.indicators.values():
        place = Place("indicators", partnership=scope, how=indicator.code)
        detail = f"{where} · {unit_words(indicator.unit)}"
        yield Found(
            as_printed(_(indicator.name)), place, _("Indicators"), detail, "chart-line", also=_known_as(indicator)
        )


def _known_as(figure: "Variable | Indicator") -> str:
    """Return what a figure is called in the sector, whatever language is spoken."""
    return f"{figure.name} {figure.code}"


def _people(session: "Session") -> Iterator[Found]:
    from wopfield.store import people

    for person in people.every(session):
        yield Found(person.name, Place("utilities", utility=person.utility), _("People"), person.function, "user")


def _always_there() -> Iterator[Found]:
    """Yield what stands outside of any partnership, by the words somebody who has not seen it may look for."""
    from wopfield.ui.screens.help.pages import pages
    from wopfield.ui.screens.settings.sections import sections

    screens, settings = _("Screens"), _("Settings")
    yield Found(_("Sync centre"), Place("sync"), screens, _("server, laptops nearby, sticks"), "refresh")
    yield Found(_("Save to a stick"), Place("sync", at="save"), screens, _("Sync centre"), "upload")
    yield Found(_("Take in from a stick"), Place("sync", at="stick"), screens, _("Sync centre"), "download")
    yield Found(_("Settle changes made in two places"), Place("settle"), screens, _("Sync centre"), "arrows-diff")
    for section in sections():
        place = Place("settings", section=section.key)
        yield Found(section.title, place, settings, section.holds, section.icon)
    for page in pages():
        yield Found(page.title, Place("help", topic=page.topic), _("Help"), icon="help")
