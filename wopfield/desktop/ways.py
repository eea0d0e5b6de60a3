"""Which screen stands behind which place. A screen is imported when somebody first goes there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from wopfield.ui.operations import Operations
from wopfield.ui.screen import Screen
from wopfield.ui.theme import Theme

if TYPE_CHECKING:
    from wopfield.store.workspace import Workspace
    from wopfield.ui.neighbours import Neighbours
    from wopfield.ui.syncing import Syncing

Way = Callable[[Theme, Operations], Screen]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What screens are given beside theme and operations: the open workspace, its person, and today."""

    workspace: "Workspace"
    person: str
    today: Callable[[], date]
    syncing: "Syncing"
    neighbours: "Neighbours"
    bring_back: Callable[[str], None]
    """Close the workspace, bring a backup of it back by its name, and open it again."""
    restyle: Callable[[Theme], None]
    """Show the window in another theme."""
    speak: Callable[[str], None]
    """Say everything in another language, by its code."""


def ways(around: Surroundings) -> Mapping[str, Way]:
    """Return how each place's screen is made, by the name of the place."""
    return {
        name: _Later(module, screen, tuple(getattr(around, given) for given in given_names)).make
        for name, (module, screen, *given_names) in _SCREENS.items()
    }


@dataclass(frozen=True, slots=True)
class _Later:
    """A screen that is imported and made when somebody goes there."""

    module: str
    screen: str
    given: tuple[object, ...]

    def make(self, theme: Theme, operations: Operations) -> Screen:
        """Make the screen."""
        made = getattr(import_module(f"wopfield.ui.screens.{self.module}"), self.screen)
        screen = made(theme, operations, *self.given)
        if not isinstance(screen, Screen):
            raise TypeError(f"{self.screen} is no screen")
        return screen


# Place → module under ui/screens, class, and what it is given of the surroundings.
_SCREENS: Mapping[str, tuple[str, ...]] = {
    "home": ("home.screen", "HomeScreen", "workspace"),
    "partnerships": ("partnerships.screen", "PartnershipsScreen"),
    "partnership_form": ("partnerships.form", "PartnershipFormScreen"),
    "partnership": ("partnership.screen", "PartnershipScreen"),
    "visits": ("visits.screen", "VisitsScreen"),
    "visit": ("visits.visit", "VisitScreen", "workspace"),
    "assessments": ("assessments.screen", "AssessmentsScreen"),
    "inspections": ("inspections.screen", "InspectionsScreen"),
    "assessment": ("assessment.screen", "AssessmentScreen", "workspace", "restyle"),
    "inspection": ("assessment.screen", "AssessmentScreen", "workspace", "restyle"),
    "results": ("results", "ResultsScreen"),
    "agree": ("agree.screen", "AgreeScreen", "workspace"),
    "indicators": ("indicators.screen", "IndicatorsScreen"),
    "balance": ("indicators.balance", "BalanceScreen"),
    "sdg": ("indicators.sdg", "SdgScreen"),
    "own_figures": ("indicators.own", "OwnScreen"),
    "plan": ("plan.screen", "PlanScreen"),
    "reports": ("reports.screen", "ReportsScreen"),
    "report": ("report.screen", "ReportScreen", "workspace"),
    "history": ("history.screen", "HistoryScreen"),
    "sync": ("sync.screen", "SyncScreen", "workspace", "syncing", "neighbours"),
    "settle": ("settle.screen", "SettleScreen"),
    "utilities": ("utilities.screen", "UtilitiesScreen"),
    "library": ("library.screen", "LibraryScreen"),
    "settings": ("settings.screen", "SettingsScreen", "workspace", "neighbours", "restyle", "speak", "bring_back"),
    "help": ("help.screen", "HelpScreen"),
}
