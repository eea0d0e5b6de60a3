"""Say of a file whether it is the report that was issued, by whom, and what has changed in the record since.

Needs no window; the command line asks here as well.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from wopfield.errors import BadInput, NotAChecklist, Refused, reason_of
from wopfield.language import _, plural, tag
from wopfield.report.change import Change, Content
from wopfield.report.changes import changes, told_to_anybody, with_actions_of
from wopfield.report.numbers import Numbers
from wopfield.report.proof import NOTHING, Proof, key_code, proof_of
from wopfield.report.sealing import was_sealed

if TYPE_CHECKING:
    from wopfield.store.database import Session
    from wopfield.store.workspace import Workspace

MOST_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a file."""

    genuine: bool
    reason: str
    """Why, in a sentence."""
    number: str
    version: str
    document: str
    status: str
    issued_by: str
    issued_at: str
    fingerprint: str
    vouched: str
    """record (this workspace knows the file), certificate, key, or nothing."""
    key: str
    """The code of the key, as it is printed on the sign-off page."""
    changed_since: tuple[Change, ...] | None
    """None where the partnership is not here to compare with."""
    newer: str = ""
    """The version that was issued under this number since, as far as the record here knows."""


def verify(pdf: bytes, workspace: "Workspace | None" = None, today: date | None = None) -> Verdict:
    """Return what can be said of a file; with a workspace also whether its record knows the file.

    Raises:
        BadInput: it is no report of this program.
    """
    proof = proof_of(pdf, _is_signed, _speaks_for)
    if not proof.copy:
        return _without_copy(pdf)
    if workspace is None:
        return _verdict(proof, *_alone(proof), None)
    with workspace.database.read() as session:
        genuine, reason, vouched = _beside_record(session, sha256(pdf).hexdigest(), proof)
        since = _changed_since(session, proof, today or date.today()) if proof.intact else None
        newer = _newer(session, proof)
    return _verdict(proof, genuine, reason, vouched, since, newer)


def no_report(reason: str) -> Verdict:
    """Return what can be said of something that is no report at all."""
    return Verdict(False, reason, "", "", "", "", "", "", "", "", "", None)


def read_pdf(path: Path) -> bytes:
    """Return the bytes of a file to verify.

    Raises:
        BadInput: it cannot be read.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(_("{file} is too large to be a report.", file=path.name))
        return path.read_bytes()
    except OSError as error:
        words = _("{file} could not be read: {reason}.", file=path.name, reason=reason_of(error))
        raise BadInput(words) from error


def told_apart(since: tuple[Change, ...]) -> list[tuple[str, tuple[Change, ...]]]:
    """Return what somebody changed, then what merely follows from it, each under words that say how much it is."""
    made = tuple(one for one in since if not one.follows)
    followed = tuple(one for one in since if one.follows)
    parts = []
    if made:
        words = plural(
            "{count} thing has changed in the record since:",
            "{count} things have changed in the record since:",
            len(made),
        )
        parts.append((words, made))
    if followed:
        words = plural(
            "{count} result that follows from the figures is not as it was:",
            "{count} results that follow from the figures are not as they were:",
            len(followed),
        )
        parts.append((words, followed))
    return parts or [(_("Nothing has changed in the record since."), ())]


def change_words(one: Change) -> str:
    """Return one change in a line; of what merely follows from others only its name."""
    if not one.was and not one.now:
        return f"{one.where} · {one.what}"
    return f"{one.where} · {one.what} · {one.was or '–'} → {one.now or '–'}"


def issued_words(verdict: Verdict) -> str:
    """Return what a file says of itself: its number, and who issued it when; empty where it says nothing."""
    if not verdict.issued_by:
        return ""
    parts = {"number": verdict.number, "version": verdict.version, "name": verdict.issued_by,
             "moment": _moment(verdict.issued_at)}  # fmt: skip
    if verdict.genuine:
        return _("{number}, version {version}, issued by {name} on {moment}.", **parts)
    return _("It calls itself {number}, version {version}, issued by {name} on {moment}.", **parts)


def _moment(at: str) -> str:
    """Return a moment by this computer's clock; what is none stays as it is."""
    try:
        here = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    return _("{day}, {time}", day=Numbers(tag()).day(here.date()), time=f"{here:%H:%M}")


def _alone(proof: Proof) -> tuple[bool, str, str]:
    if not proof.intact:
        return False, _altered(), ""
    if proof.vouched == "certificate":
        return True, _("The file is as it was issued, sealed by a laptop that a server certified."), "certificate"
    return True, _("The file is as it was sealed. Compare the code of the key with the signed print."), "key"


def _beside_record(session: "Session", digest: str, proof: Proof) -> tuple[bool, str, str]:
    from wopfield.store import issuing, kept, partnerships
    from wopfield.sync.device import own_public_key

    if issuing.with_sha256(session, digest) is not None:
        return True, _("The file is the one that was issued."), "record"
    if not proof.intact:
        return False, _altered(), ""
    scope = proof.says("partnership")
    if issuing.named(session, scope, proof.says("number"), proof.says("version")):
        return False, _("Another file was issued under this number and version."), ""
    if proof.vouched == "certificate" and proof.server == kept.get(session, kept.SERVER_KEY):
        return True, _("The file is as it was issued, sealed by a laptop that your server certified."), "certificate"
    if proof.key == own_public_key(session.connection()):
        return True, _("The file is as this laptop sealed it."), "key"
    if partnerships.find(session, scope) is not None:
        return False, _("The record on this laptop does not know this file. Sync, and verify it again."), ""
    return _alone(proof)


def _altered() -> str:
    return _("The file is not as it was issued: something in it was altered or damaged.")


def _newer(session: "Session", proof: Proof) -> str:
    from wopfield.store import issuing

    rows = issuing.numbered(session, proof.says("partnership"), proof.says("number"))
    versions = [row.version for row in rows]
    return versions[0] if proof.says("version") in versions[1:] and proof.says("version") != versions[0] else ""


def _verdict(
    proof: Proof, genuine: bool, reason: str, vouched: str, since: tuple[Change, ...] | None, newer: str = ""
) -> Verdict:
    says = proof.says
    return Verdict(
        genuine,
        reason,
        says("number"),
        says("version"),
        says("document"),
        says("status"),
        says("issued_by"),
        says("issued_at"),
        says("fingerprint"),
        vouched,
        key_code(proof.key) if proof.key else "",
        since,
        newer,
    )


def _without_copy(pdf: bytes) -> Verdict:
    from wopfield.report.identity import identity_of

    if was_sealed(pdf):
        return _verdict(NOTHING, False, _altered(), "", None)
    said = identity_of(pdf)
    reason = _("This file was printed to look at and never issued, or what proves it was taken out.")
    return Verdict(False, reason, said.number, said.version, "", "", "", "", said.fingerprint, "", "", None)


def _changed_since(session: "Session", proof: Proof, today: date) -> tuple[Change, ...] | None:
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.domain.audience import audience_of
    from wopfield.report.fingerprint import canonical
    from wopfield.store import summaries

    document, audience = proof.says("document"), audience_of(proof.says("audience") or "team")

    def content(document: str) -> Content:
        summary = summaries.summary(
            session,
            proof.says("partnership"),
            proof.says("assessment"),
            today,
            catalogue=indicator_catalogue(),
            document=document,
            audience=audience,
            name_people=proof.copy.get("name_people") is not False,  # copies of older programs named everybody
        )
        said: Content = json.loads(canonical(summary))
        return said

    was: Content = proof.copy["content"]
    try:
        now = content("" if document == "peer_review" else document)
        if document == summaries.CAPACITY:
            now = with_actions_of(was, now, content(""))
    except (BadInput, NotAChecklist):
        return None
    return changes(told_to_anybody(was) if audience == "report" else was, now)


def _is_signed(key: str, content: bytes, signature: str) -> bool:
    from wopfield.sync.signing import is_signed

    return is_signed(key, content, signature)


def _speaks_for(content: str, signature: str) -> tuple[str, frozenset[str], str]:
    from wopfield.sync.protocol import Certificate
    from wopfield.sync.signing import read_certificate

    try:
        server = json.loads(content)["server"]
        said = read_certificate(Certificate(content, signature), str(server))
    except (Refused, KeyError, TypeError, RecursionError) as error:
        raise ValueError("the certificate is not its server's") from error
    return said.public, said.people, said.server
