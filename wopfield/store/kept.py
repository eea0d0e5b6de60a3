"""What concerns this device alone and is never shared: its person, its keys, its server, where its person stopped."""

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from wopfield.store.log_tables import KEPT

PERSON = "person"
"""The id of the person this workspace belongs to; empty before the first start is done."""
LAPTOP = "laptop"
"""The name of this laptop, as colleagues see it."""
SERVER_KEY = "server key"
"""The public key of the server this device is enrolled at; what that server says it has is kept under it."""
SERVER_ADDRESS_TYPED, SERVER_EMAIL_TYPED = "server address typed", "server e-mail typed"
"""What was typed at the first start of a server that could not be signed in at then; it is offered again."""
LOCK_ORDER = "order to lock"
"""JSON: the order of the server to lock this workspace, with its signature, until it is carried out."""
LAST_ITEM = "last item"
"""JSON: the assessment and item worked on last."""
FILES_ON_WIFI = "files on Wi-Fi"
SERVER_BEFORE = "server key before"
"""The key of the server that this laptop was disconnected from; what that said it has it still has."""
"""Set while photos and documents wait for a network that costs nothing."""
REPORT_LOOKS = "report looks"
"""How pages are shown and printed here: in greys, with a white cover; words with spaces between."""
REPORT_PAPER = "report paper"
"""The paper a new report begins with, where it is another than A4."""
REPORT_LANGUAGE = "report language"
"""The code of the language a new report begins in, where it is another than English."""
SECOND_PLACE, SECOND_NEWEST, SECOND_TROUBLE = "second place", "second place newest", "second place trouble"
"""The folder in which backups are kept a second time, the newest seen there, and why the last could not be written."""


def get(where: Connection | Session, key: str) -> str:
    """Return what is kept under ``key``; empty when nothing is."""
    return str(where.execute(_VALUE, {"key": key}).scalar() or "")


def several(where: Connection | Session, *keys: str) -> tuple[str, ...]:
    """Return what is kept under each of some keys, in their order; empty where nothing is."""
    found = dict(where.execute(_VALUES, {"keys": keys}).all())
    return tuple(str(found.get(key) or "") for key in keys)


def put(connection: Connection, key: str, value: str) -> None:
    """Keep ``value`` under ``key``; an empty value forgets it."""
    if not value:
        connection.execute(delete(KEPT).where(KEPT.c.key == key))
        return
    known = connection.execute(update(KEPT).where(KEPT.c.key == key).values(value=value))
    if known.rowcount == 0:
        connection.execute(insert(KEPT).values(key=key, value=value))


# Built once: an exchange asks for many of them, and putting it together took longer than running it.
_VALUE = select(KEPT.c.value).where(KEPT.c.key == bindparam("key"))
_VALUES = select(KEPT.c.key, KEPT.c.value).where(KEPT.c.key.in_(bindparam("keys", expanding=True)))
