"""The tables that only the server has: accounts, their devices and tokens, scopes, and what was done to them."""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text

from wopfield.store.rows import METADATA as FIELD

METADATA = MetaData(naming_convention=FIELD.naming_convention)


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=False)


def _truth(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _later(name: str) -> Column[str]:
    """A text that older rows do not have."""
    return Column(name, Text, nullable=False, server_default="")


ACCOUNT = Table(
    "account",
    METADATA,
    _text("id", key=True),
    _text("name"),
    _text("email"),
    _text("password"),
    _truth("admin"),
    _truth("disabled"),
    _text("created"),
    Index("uq_account_email", "email", unique=True),
)
"""Somebody who may sign in; ``email`` in lower case, ``password`` as Argon2id says it."""

SPEAKS_FOR = Table(
    "speaks_for",
    METADATA,
    _text("person", key=True),
    _text("account"),
    Index("ix_speaks_for_account", "account"),
)
"""Whose entries an account may write: a person belongs to the first account that said so."""

DEVICE = Table(
    "device",
    METADATA,
    _text("id", key=True),
    _text("account"),
    _text("public_key"),
    _text("name"),
    _text("enrolled"),
    _text("last_seen"),
    _text("program"),
    _truth("revoked"),
    _later("agreed"),
    _later("wipe"),
    Index("ix_device_account", "account"),
)
"""A laptop, with the key it seals by.

``agreed`` is when an exchange last ended with both sides the same; ``wipe`` is empty, or how far locking it has come:
``asked`` by an administrator, ``told`` to the laptop, ``done``; or wiping it: ``wipe asked``, ``wipe told``, ``wiped``.
"""

TOKEN = Table(
    "token",
    METADATA,
    _text("sha256", key=True),
    _text("account"),
    _text("device"),
    _text("issued"),
    _text("last_used"),
    _text("ends"),
    Index("ix_token_account", "account"),
)
"""What a signed-in device shows on every request; only its hash is kept."""

SCOPE = Table(
    "scope",
    METADATA,
    _text("id", key=True),
    _text("opened_by"),
    _text("opened"),
    Column("touched", Integer, nullable=False),
)
"""A partnership this server keeps, or ``commons``; its row is locked by whoever takes entries into it."""

MEMBERSHIP = Table(
    "membership",
    METADATA,
    _text("scope", key=True),
    _text("account", key=True),
    _text("role"),
    Index("ix_membership_account", "account"),
)
"""Which role an account has in a partnership; laptops are told by rows of the noun ``member``."""

ATTEMPT = Table(
    "attempt",
    METADATA,
    _text("key", key=True),
    Column("failures", Integer, nullable=False),
    _text("last"),
)
"""How often signing in failed in a row, for an account or an address; ``key`` is a hash of it."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    _text("at"),
    _text("account"),
    _text("done"),
    _text("about"),
)
"""What was done on this server, by whom, to what."""

SIGNED_IN = Table(
    "signed_in",
    METADATA,
    _text("sha256", key=True),
    _text("account"),
    _text("since"),
    _text("last_used"),
    Index("ix_signed_in_account", "account"),
)
"""A browser in which an administrator signed in; only the hash of its cookie is kept."""

INVITATION = Table(
    "invitation",
    METADATA,
    _text("sha256", key=True),
    _text("account"),
    _text("made"),
    _text("ends"),
    Index("ix_invitation_account", "account"),
)
"""A code by which somebody sets their own password, once; only its hash is kept."""

REFUSED = Table(
    "refused",
    METADATA,
    _text("device", key=True),
    _text("scope", key=True),
    _text("log", key=True),
    Column("seq", Integer, primary_key=True, nullable=False, autoincrement=False),
    _text("reason"),
    _text("at"),
    Index("ix_refused_at", "at"),
)
"""What this server did not take from a laptop, and why; ``log`` is empty where it was a whole partnership."""
