"""Enter the made-up partnership into one's own workspace, to practise on."""

from datetime import date
from typing import TYPE_CHECKING

from wopfield.language import _
from wopfield.ui.job import Work

if TYPE_CHECKING:
    from wopfield.store.workspace import Workspace


def enter_example(workspace: "Workspace", person: str, today: date, work: Work) -> str:
    """Enter it step by step, saying how far it is; return the id of the partnership."""
    from wopfield.demo import conclude, enter, story

    laptop = enter.Laptop(workspace, person, today - story.TODAY)
    work.at(0, 7, _("The partnership and its visits"))
    ground = enter.begin(laptop, _("Practice: {name}", name=story.PARTNERSHIP))
    work.at(1, 7, _("The baseline"))
    enter.enter_baseline(laptop, ground)
    for number, rater in enumerate(("self", "joost", "teresa")):
        work.at(2 + number, 7, _("Ratings"))
        enter.enter_ratings(laptop, ground, rater)
    work.at(5, 7, _("Figures and photos"))
    enter.enter_figures(laptop, ground)
    evidence = enter.enter_evidence(laptop, enter.follow_up_of(laptop, ground))
    work.at(6, 7, _("Findings and the plan"))
    conclude.enter_findings(laptop, ground, evidence)
    conclude.enter_plan(laptop, ground)
    enter.enter_inspections(laptop, ground)
    conclude.enter_capacity(laptop, ground)
    conclude.enter_comments(laptop, ground)
    conclude.enter_words(laptop, ground)
    return ground.scope
