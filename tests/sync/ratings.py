"""Words for tests of exchanges: partnerships, ratings, and everything that is laid out."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import httpx
from sqlalchemy import select
from sqlmodel import select as pick

from tests.servers import Laptop, Server
from tests.workspaces import PASSWORD, Clock
from wopfield.store import partnerships, utilities
from wopfield.store.database import Database
from wopfield.store.log_tables import CONFLICT
from wopfield.store.rows import table
from wopfield.store.tables import NOUNS, Answer, EvidenceFile, answer_id
from wopfield.store.workspace import Workspace
from wopfield.sync import central
from wopfield.sync.device import home
from wopfield.sync.standing import Status


def begin_partnership(laptop: Laptop) -> str:
    """Begin a partnership as the person of a laptop, and return its scope."""
    return begin_partnership_as(laptop.database, laptop.person)


def begin_partnership_as(database: Database, person: str) -> str:
    """Begin a partnership as somebody, and return its scope."""
    with database.change(person) as editor:
        mentor, mentee = (utilities.add(editor, name=name) for name in ("Delta Water", "Marowe"))
        return partnerships.add(editor, mentor=mentor.id, mentee=mentee.id).id


def share(lead: Laptop, *others: Laptop, server: Server, role: str = "reviewer") -> str:
    """Begin a partnership on one laptop, let the others join, and sync until all have it."""
    scope = begin_partnership(lead)
    lead.sync()
    server.let_join(scope, *(laptop.name for laptop in others), role=role)
    for laptop in (*others, lead, *others):
        laptop.sync()
    return scope


def blank(scope: str, item: str = "WR01", rater: str = "team") -> Answer:
    """Return the answer to an item as a screen shows it before anybody answered."""
    return Answer(scope=scope, id=answer_id("a", item, rater), assessment="a", item=item, rater=rater)


def rate(laptop: Laptop, scope: str, level: int, item: str = "WR01", shown: Answer | None = None) -> None:
    """Rate one item as somebody who looks at ``shown``, or at nothing yet."""
    with laptop.database.change(laptop.person) as editor:
        editor.take(shown or blank(scope, item)).level = level


def answer(database: Database, item: str = "WR01") -> Answer:
    """Return the answer to an item as a screen would read it."""
    with database.read() as session:
        return session.exec(pick(Answer).where(Answer.item == item)).one()


def evidence_file(scope: str, content: bytes, pieces: Sequence[str]) -> EvidenceFile:
    """Return the row of a file."""
    sha256 = hashlib.sha256(content).hexdigest()
    return EvidenceFile(scope=scope, evidence="e", name="intake.jpg", sha256=sha256, pieces=list(pieces))


def rows(database: Database) -> dict[str, list[str]]:
    """Return everything that is laid out, in one order."""
    with database.look() as connection:
        laid: dict[str, list[str]] = {
            noun: sorted(map(repr, connection.execute(select(table(model))))) for noun, model in NOUNS.items()
        }
        laid["conflict"] = sorted(map(repr, connection.execute(select(CONFLICT))))
        return laid


def status(laptop: Laptop) -> Status:
    """Return how a laptop stands with its server."""
    with laptop.database.read() as session:
        return central.status(session)


def copy_of(laptop: Laptop, folder: Path) -> Laptop:
    """Return the laptop that comes of copying a laptop's disk."""
    source = laptop.workspace.folder
    with laptop.database.write() as connection:
        connection.exec_driver_sql("SELECT 1")
    shutil.copytree(source, folder)
    copied = Workspace.unlock(folder, PASSWORD, Clock())
    return Laptop(laptop.name, copied, laptop.wire.another(), laptop.person)


def ask(laptop: Laptop, method: str, path: str, body: bytes = b"", **headers: str) -> httpx.Response:
    """Send a request as a signed-in laptop, without the program's help."""
    with laptop.database.look() as connection:
        at = home(connection)
    token = {"Authorization": f"Bearer {at.token}"} if at else {}
    with httpx.Client(transport=laptop.wire, base_url="http://localhost") as client:
        return client.request(method, path, content=body, headers={**token, **headers})


def said(response: httpx.Response) -> dict[str, str]:
    """Return the words of an answer."""
    content = json.loads(response.content)
    assert isinstance(content, dict)
    return content
