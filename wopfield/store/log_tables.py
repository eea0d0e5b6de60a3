"""The tables behind the rows: the log itself, what lays it out, and what concerns this device alone."""

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    false,
    func,
    literal_column,
)

from wopfield.store.rows import METADATA


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=False)


def _number(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=False, autoincrement=False)


LOG = Table(
    "log",
    METADATA,
    _text("scope", key=True),
    _text("log", key=True),
    _number("first"),
    _number("seq"),
    _text("name"),
    _text("at"),
    Column("mine", Boolean, nullable=False),
)
"""Where a log stands: its newest entry here. ``mine`` until this device starts another one."""

ENTRY = Table(
    "entry",
    METADATA,
    _text("scope", key=True),
    _text("log", key=True),
    _number("seq", key=True),
    _text("name"),
    Column("payload", LargeBinary, nullable=False),
    _text("arrived_from"),
    _text("arrived"),
    _text("refused"),
)
"""An entry at its place, with the bytes its name vouches for.

``refused`` says why a server did not take it; its payload is then kept out of the rows.
"""

# As the index says it: SQLite knows it by its words.
NAME_BEGINS: ColumnElement[str] = literal_column("substr(entry.name, 1, 8)", Text)
Index("ix_entry_name", func.substr(ENTRY.c.name, literal_column("1"), literal_column("8")))

# Few are refused of very many: who looks for them must not read all the others.
Index(
    "ix_entry_refused",
    ENTRY.c.scope,
    ENTRY.c.log,
    sqlite_where=ENTRY.c.refused != "",
    postgresql_where=ENTRY.c.refused != "",
)

SEAL = Table(
    "seal",
    METADATA,
    _text("scope", key=True),
    _text("log", key=True),
    _number("seq", key=True),
    _text("device"),
    _text("signature"),
)
"""A device's signature over the name of an entry, and so over all before it."""

EDIT = Table(
    "edit",
    METADATA,
    _text("scope", key=True),
    _text("noun", key=True),
    _text("row", key=True),
    _text("register", key=True),
    _text("name", key=True),
    _number("status"),
    sqlite_with_rowid=False,
)
"""Which entries touched a register of a row; those that stand its row names itself, as its heads.

``status``: 1 replaced, 2 replaced by something here though itself not here yet; 0 stands, of a noun this program has
no table for, and of what was laid out before rows alone told it.
"""

CONFLICT = Table(
    "conflict",
    METADATA,
    _text("scope", key=True),
    _text("noun", key=True),
    _text("row", key=True),
    _text("register", key=True),
)
"""A register changed in two places that nobody has settled."""

UNREAD = Table(
    "unread",
    METADATA,
    _text("scope", key=True),
    _text("name", key=True),
    _text("reason"),
)
"""An entry that could not be laid out, wholly or in part, and why; it stays in its log."""

CONFIRMED = Table(
    "confirmed",
    METADATA,
    _text("peer", key=True),
    _text("scope", key=True),
    _text("log", key=True),
    _number("seq"),
    _text("name"),
)
"""What another side last said it has of a log."""

CERTIFICATE = Table(
    "certificate",
    METADATA,
    _text("device", key=True),
    _text("content"),
    _text("signature"),
)
"""A device as the server certified it: its public key and whom it speaks for."""

CARD = Table(
    "card",
    METADATA,
    _text("device", key=True),
    _text("content"),
    _text("signature"),
    _text("brought_by"),
)
"""A device that no server vouches for, by its own word; ``brought_by`` is the colleague's device that passed it on.

Empty where the person of this laptop said so, and for this laptop's own.
"""

COLLEAGUE = Table(
    "colleague",
    METADATA,
    _text("device", key=True),
    _text("public"),
    _text("laptop"),
    _text("name"),
    _text("paired"),
    _text("address"),
    Column("allowed", Boolean, nullable=False),
)
"""A colleague's laptop that this one was paired with, the key it must show, and where it was last met."""

SHARING = Table(
    "sharing",
    METADATA,
    _text("device", key=True),
    _text("scope", key=True),
    _text("choice"),
    Column("holds", Boolean, nullable=False),
)
"""Whether a partnership goes to a colleague's laptop: what was chosen (yes, no or nothing), and whether it has it."""

REFUSAL = Table(
    "refusal",
    METADATA,
    _text("peer", key=True),
    _text("scope", key=True),
    _text("log", key=True),
    _number("seq", key=True),
    _text("name"),
    _text("reason"),
)
"""An entry of ours that another side refused, and why."""

UNTAKEN = Table(
    "untaken",
    METADATA,
    _text("peer", key=True),
    _text("scope", key=True),
    _text("log", key=True),
    _text("reason"),
    _text("called"),
    _text("at"),
)
"""A log of somebody's (log "": a whole partnership) that this device did not take when ``peer`` brought it, and why."""

WITHHELD = Table(
    "withheld",
    METADATA,
    _text("scope", key=True),
    _text("name", key=True),
    _text("device"),
    _text("signature"),
)
"""An entry that came without its content, and the word of the server (its device and signature) that refused it."""

EXCHANGE = Table(
    "exchange",
    METADATA,
    Column("id", Integer, primary_key=True),
    _text("at"),
    _text("peer"),
    _number("sent"),
    _number("received"),
    _text("seconds"),
    _text("outcome"),
    _number("refused"),
    _number("files_sent"),
    _number("files_received"),
    _text("way"),
    _text("called"),
    Column("refused_here", Integer, nullable=False, server_default="0"),
    Column("copied", Boolean, nullable=False, server_default=false()),
)
"""One exchange, in words and numbers, for people to read.

``way`` is how it was carried (server, laptop, stick), ``called`` what people call the other side. ``refused`` counts
what the other side did not take, ``refused_here`` what this one did not. ``copied`` says that it showed two lines of
one log: a laptop was copied, and both copies went on.
"""

KEPT = Table(
    "kept",
    METADATA,
    _text("key", key=True),
    _text("value"),
)
"""Something that concerns this device alone: its keys, its server, where its person stopped."""

DRAFT = Table(
    "draft",
    METADATA,
    _text("scope", key=True),
    _text("noun", key=True),
    _text("row", key=True),
    _text("register", key=True),
    _text("content"),
    _text("seen"),
    _text("author"),
)
"""What is being typed into a register and has not become an entry yet.

``content`` is JSON: the row as it was shown, with what was typed.
"""

PIECE = Table(
    "piece",
    METADATA,
    _text("scope", key=True),
    _text("sha256", key=True),
    _number("size"),
)
"""A piece of a file that lies on this device; ``scope`` says who may have it."""

PIECE_AT = Table(
    "piece_at",
    METADATA,
    _text("peer", key=True),
    _text("scope", key=True),
    _text("sha256", key=True),
)
"""A piece of a file that another side said it has, when it was last asked."""
