"""What the team agreed, item by item: the one rating, why, and what it left to talk about later."""

from sqlmodel import Session, col, select

from wopfield.domain.summary import Audience
from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.tables import AgreedRating, agreed_rating_id


def blank(scope: str, assessment: str, item: str) -> AgreedRating:
    """Return an agreed rating as it is before the team agreed; nothing is kept by that."""
    row_id = agreed_rating_id(assessment, item)
    return AgreedRating(scope=scope, id=row_id, assessment=assessment, item=item)


def of_assessment(session: Session, scope: str, assessment: str) -> list[AgreedRating]:
    """Return what the team agreed in an assessment, with what it parked."""
    return list(
        session.exec(
            select(AgreedRating).where(
                AgreedRating.scope == scope,
                AgreedRating.assessment == assessment,
                col(AgreedRating.alive),
            )
        )
    )


def agree(
    editor: Editor,
    shown: AgreedRating,
    *,
    level: int | None = None,
    does_not_apply: bool = False,
    reason: str = "",
) -> AgreedRating:
    """Keep the team's one rating of an item and why; neither level nor "does not apply" takes it back."""
    if level is not None and (does_not_apply or level not in range(5)):
        raise Refused(_("A level is 0, 1, 2, 3 or 4."))
    kept = editor.take(shown)
    kept.level = level
    kept.does_not_apply = does_not_apply
    kept.reason = reason
    kept.talk_later = False
    return kept


def set_readers_of_reason(editor: Editor, shown: AgreedRating, audience: Audience) -> AgreedRating:
    """Say who may read why a rating was agreed."""
    kept = editor.take(shown)
    kept.audience = audience
    return kept


def set_talk_later(editor: Editor, shown: AgreedRating, later: bool = True) -> AgreedRating:
    """Park an item until the team has talked, or take it up again."""
    kept = editor.take(shown)
    kept.talk_later = later
    return kept
