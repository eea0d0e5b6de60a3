"""What became of the recommendations of the baseline: by the actions that answer each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from wopfield.domain.summary import ActionLine, FindingLine, Summary

State = Literal["done", "under_way", "not_started", "dropped", "no_action"]

_PRIORITIES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Fate:
    """A recommendation of the baseline under the number it had then, and the actions that answer it."""

    number: str
    area: str
    finding: FindingLine
    text: str
    actions: tuple[ActionLine, ...]

    @property
    def state(self) -> State:
        """Return how far it has come: what was dropped counts only where nothing else answers it."""
        states = {action.status for action in self.actions}
        if len(states) > 1:
            states.discard("dropped")
        if not states:
            return "no_action"
        return states.pop() if len(states) == 1 else "under_way"


def fates(summary: Summary) -> tuple[Fate, ...]:
    """Return every recommendation of the baseline in the areas looked at, as they stand in the checklist."""
    found = []
    for area in summary.areas:
        of_area = [finding for finding in summary.baseline_findings if finding.area == area.code]
        for number, finding, text in numbered(area.number, of_area):
            answers = tuple(action for action in summary.actions if action.finding == finding.id)
            found.append(Fate(number, area.code, finding, text, answers))
    return tuple(found)


def numbered(area: int, findings: Iterable[FindingLine]) -> Sequence[tuple[str, FindingLine, str]]:
    """Return number, finding and text of what is recommended: of recommendations, and of gaps that carry one."""
    found: list[tuple[FindingLine, str]] = []
    for finding in findings:
        if finding.kind == "recommendation":
            found.append((finding, finding.text))
        elif finding.recommendation.strip():
            found.append((finding, finding.recommendation))
    found.sort(key=lambda pair: _PRIORITIES.index(pair[0].priority))
    return [(f"R{area}.{at}", finding, text) for at, (finding, text) in enumerate(found, 1)]
