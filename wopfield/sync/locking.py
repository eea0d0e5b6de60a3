"""Lock a workspace for the administrator of its server, or wipe it, when the server orders it.

**Locked**, nothing is deleted: the key of the workspace is sealed to the server's own key (age, X25519), and the ways
in by password and recovery key are taken away. Whoever holds the server's key opens it again, with all that was never
sent. **Wiped**, what the server does not have, by its own word in the very order, is left in a file sealed to that
key; all else is destroyed. Where that file cannot be written the workspace is locked instead. An order is taken only
if the server this laptop is enrolled at signed it, for this very laptop.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass

from wopfield.domain.log import canonical
from wopfield.errors import CannotReach, Refused, Trouble
from wopfield.language import _
from wopfield.store import kept, vault, wiping
from wopfield.store.database import Database
from wopfield.store.workspace import Workspace
from wopfield.sync.device import Home, home, keys_of
from wopfield.sync.http import Line, MakeTransport
from wopfield.sync.leaving import leave
from wopfield.sync.protocol import Have, read_have, write_have
from wopfield.sync.signing import Keys, is_signed, sign

_PATIENCE = 5.0
"""Seconds to tell the server that it was done; whether it hears it changes nothing here."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a server orders of one laptop: to seal its key to ``recipient``; or to wipe it, but for what it lacks."""

    device: str
    recipient: str
    at: str
    has: Have | None = None
    """What the server has, where the laptop is to be wiped."""


def new_identity() -> tuple[str, str]:
    """Return a new key that opens what is sealed to it, and what things are sealed to."""
    from pyrage import x25519

    made = x25519.Identity.generate()
    return str(made), str(made.to_public())


def give_order(server: Keys, order: Order) -> tuple[str, str]:
    """Return an order as it travels: what it says, and the server's signature."""
    said: dict[str, object] = {"at": order.at, "device": order.device, "recipient": order.recipient}
    if order.has is not None:
        said["wipe"] = write_have(order.has)
    content = canonical(said)
    return content.decode(), sign(server.private, _signed_bytes(content))


def read_order(content: str, signature: str, server: str, device: str) -> Order:
    """Return what an order says.

    Raises:
        Refused: the holder of the key ``server`` did not sign it, or it is meant for another laptop.
    """
    try:
        said = json.loads(content)
        has = read_have(said["wipe"]) if "wipe" in said else None
        order = Order(str(said["device"]), str(said["recipient"]), str(said["at"]), has)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(_("An order cannot be read.")) from error
    if order.device != device or not is_signed(server, _signed_bytes(content.encode()), signature):
        raise Refused(_("An order was not given by the server of this laptop."))
    return order


def keep_order(database: Database, order: tuple[str, str]) -> bool:
    """Keep an order that came from the server until it is carried out; False for one that is not to be obeyed."""
    keys = keys_of(database)
    content, signature = order
    with database.write() as connection:
        at = home(connection)
        try:
            read_order(content, signature, at.key if at else "", keys.device)
        except Refused:
            return False
        kept.put(connection, kept.LOCK_ORDER, json.dumps(order))
    return True


def carry_out_order(workspace: Workspace, make_transport: MakeTransport = lambda: None) -> bool:
    """Lock or wipe a workspace if that was ordered; False where nothing was.

    A locked one stays open until it is closed, and then no more; one that is wiped is closed. Its person has been told
    before: by the window, or on the command line, when the order came.
    """
    with workspace.database.look() as connection:
        found, at = kept.get(connection, kept.LOCK_ORDER), home(connection)
    if not found or at is None:
        return False
    try:
        content, signature = json.loads(found)
        order = read_order(content, signature, at.key, keys_of(workspace.database).device)
        sealed = _seal(workspace.key, order.recipient)
    except Refused:
        sealed = ""
    with workspace.database.write() as connection:
        # Else it would be carried out once more when the administrator has opened the workspace.
        kept.put(connection, kept.LOCK_ORDER, "")
    if not sealed:
        return False
    wiped = _wipe(workspace, at, order) if order.has is not None else None
    if wiped is None:
        vault.lock_for(workspace.folder, at.address, sealed)
    try:
        with Line(at.address, at.token, make_transport, patience=_PATIENCE) as line:
            line.say_locked(wiped)
    except (CannotReach, Refused):
        pass
    return True


def _wipe(workspace: Workspace, at: Home, order: Order) -> Mapping[str, str] | None:
    """Wipe a workspace, and return what to tell the server of it; None where it could not be, and all is as it was."""
    path = workspace.folder / wiping.LEFT
    try:
        left = leave(workspace.database, workspace.files, path, at, order.recipient, order.has or {})
    except Trouble:
        return None
    name = path.name if path.exists() else ""
    elsewhere = wiping.destroy(workspace.database, workspace.folder, at.address, name)
    return {"changes": str(left.changes), "pieces": str(left.pieces), "elsewhere": "yes" if elsewhere else ""}


def open_key(sealed: str, identity: str) -> bytes:
    """Return the key of a workspace that was sealed for the holder of ``identity``.

    Raises:
        Refused: it was sealed for somebody else, or is damaged.
    """
    from pyrage import DecryptError, IdentityError, decrypt, x25519

    try:
        return bytes(decrypt(base64.b64decode(sealed, validate=True), [x25519.Identity.from_str(identity)]))
    except (DecryptError, IdentityError, ValueError) as error:
        raise Refused(
            _("This workspace was locked for another server, or its key file is damaged."),
            safe=_("Nothing was changed."),
            do=_("Open it with the database of the server it was locked for."),
        ) from error


def _seal(key: bytes, recipient: str) -> str:
    from pyrage import RecipientError, encrypt, x25519

    try:
        return base64.b64encode(encrypt(key, [x25519.Recipient.from_str(recipient)])).decode()
    except (RecipientError, ValueError) as error:
        raise Refused(_("An order cannot be read.")) from error


def _signed_bytes(content: bytes) -> bytes:
    return b"wopfield order 1\n" + content
