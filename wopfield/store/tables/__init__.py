"""The nouns every device keeps, one row class each; all of them are shared through the log.

Texts are empty rather than None where nothing was said; None is kept for "no answer". Figures are decimal text.
"""

from collections.abc import Mapping

from wopfield.store.rows import Row, nouns
from wopfield.store.tables.assessments import (
    AgreedRating,
    Answer,
    Assessment,
    ChecklistVersion,
    agreed_rating_id,
    answer_id,
    checklist_version_id,
)
from wopfield.store.tables.figures import (
    ComparisonGroup,
    IndicatorEntry,
    OwnIndicator,
    OwnVariable,
    indicator_entry_id,
    own_indicator_id,
    own_variable_id,
)
from wopfield.store.tables.findings import (
    Action,
    Evidence,
    EvidenceFile,
    Finding,
)
from wopfield.store.tables.partnerships import (
    Member,
    Objective,
    Partnership,
    Person,
    Site,
    Utility,
)
from wopfield.store.tables.reports import (
    Feedback,
    Report,
    SectionText,
    section_text_id,
)
from wopfield.store.tables.visits import (
    AgendaLine,
    TeamMember,
    Visit,
    VisitDay,
    VisitSite,
    team_member_id,
    visit_day_id,
    visit_site_id,
)

NOUNS: Mapping[str, type[Row]] = nouns(
    iter(
        (
            Utility,
            Person,
            Partnership,
            Member,
            Objective,
            Site,
            Visit,
            VisitDay,
            AgendaLine,
            TeamMember,
            VisitSite,
            ChecklistVersion,
            Assessment,
            Answer,
            AgreedRating,
            Evidence,
            EvidenceFile,
            Finding,
            Action,
            IndicatorEntry,
            OwnVariable,
            OwnIndicator,
            ComparisonGroup,
            Report,
            SectionText,
            Feedback,
        )
    )
)
"""Every shared noun by the word it travels under, in reading order."""

__all__ = [
    "NOUNS",
    "Action",
    "AgendaLine",
    "AgreedRating",
    "Answer",
    "Assessment",
    "ChecklistVersion",
    "ComparisonGroup",
    "Evidence",
    "EvidenceFile",
    "Feedback",
    "Finding",
    "IndicatorEntry",
    "Member",
    "Objective",
    "OwnIndicator",
    "OwnVariable",
    "Partnership",
    "Person",
    "Report",
    "SectionText",
    "Site",
    "TeamMember",
    "Utility",
    "Visit",
    "VisitDay",
    "VisitSite",
    "agreed_rating_id",
    "answer_id",
    "checklist_version_id",
    "indicator_entry_id",
    "own_indicator_id",
    "own_variable_id",
    "section_text_id",
    "team_member_id",
    "visit_day_id",
    "visit_site_id",
]
