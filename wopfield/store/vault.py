"""The key that locks a workspace on disk, wrapped by a password and by a recovery key.

The data key is 32 random bytes and never changes; a password only wraps it (Argon2id, then AES-GCM), so that a new
password rewraps one small file. The key file lies beside the database and is useless without a secret.
"""

import base64
import json
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from wopfield.errors import Locked, Unreadable, WrongPassword
from wopfield.language import _

KEY_FILE = "key.json"
_RECOVERY_FORM = re.compile("[A-NP-Z2-79]{32}")
_PARAMETERS = {"time": 3, "memory": 64 * 1024, "lanes": 4}


@dataclass(frozen=True, slots=True)
class NewKey:
    """A fresh data key and the recovery key that was made with it, to be printed once."""

    key: bytes
    recovery: str


def create(folder: Path, password: str) -> NewKey:
    """Make a data key for a workspace and keep it wrapped in ``folder``."""
    key = secrets.token_bytes(32)
    recovery = _recovery_words(secrets.token_bytes(20))
    _write(folder, {"password": _wrap(key, password), "recovery": _wrap(key, _plain(recovery))})
    return NewKey(key, recovery)


def unlock(folder: Path, secret: str) -> bytes:
    """Return the data key of a workspace, from its password or its recovery key.

    Raises:
        WrongPassword: the secret unwraps nothing.
        Unreadable: the key file is missing or damaged.
    """
    wraps = _read(folder)
    for name, candidate in (("password", secret), ("recovery", _plain(secret))):
        key = _unwrap(wraps[name], candidate)
        if key is not None:
            return key
    raise WrongPassword(
        _("This password does not open the workspace."),
        safe=_("Nothing was changed."),
        do=_("Check capital letters and the keyboard language, or use the recovery sheet."),
    )


def is_recovery_key(secret: str) -> bool:
    """Return whether a secret has the form of a recovery key, however it was typed."""
    return _RECOVERY_FORM.fullmatch(_plain(secret)) is not None


def lock_for(folder: Path, address: str, sealed: str) -> None:
    """Take every way in away but one: the data key, ``sealed`` for the administrator of the server at ``address``."""
    _write(folder, {"locked": {"address": address, "key": sealed}})


def wipe_for(folder: Path, address: str, left: str) -> None:
    """Destroy the key, on the order of the server at ``address``; nobody opens the workspace any more.

    ``left`` is the file beside it in which its administrator finds what the server did not have; empty without one.
    """
    _write(folder, {"locked": {"address": address, "left": left}})


def is_wiped(folder: Path) -> bool:
    """Return whether the key of a workspace was destroyed."""
    return "left" in _locked(folder)


def is_locked(folder: Path) -> bool:
    """Return whether a workspace was locked for an administrator, or wiped: no password opens it then."""
    return bool(_locked(folder))


def sealed_key(folder: Path) -> str:
    """Return the sealed data key of a workspace that was locked for an administrator; empty when it was not."""
    return str(_locked(folder).get("key", ""))


def locked(folder: Path) -> Locked:
    """Return what to say of a workspace that was locked for an administrator, or wiped."""
    said = _locked(folder)
    if "left" in said:
        return _wiped(str(said.get("address", "")), folder / str(said["left"]) if said["left"] else None)
    return Locked(
        _("The administrator of {address} had the work on this laptop locked.", address=_locked(folder).get("address")),
        safe=_("Nothing was deleted: all that was entered lies sealed in the folder {folder}.", folder=folder),
        do=_("Hand the laptop or that folder to them; they can open it."),
    )


def open_again(folder: Path, key: bytes, password: str) -> str:
    """Give a workspace that was locked a password again, and return its new recovery key."""
    recovery = _recovery_words(secrets.token_bytes(20))
    _write(folder, {"password": _wrap(key, password), "recovery": _wrap(key, _plain(recovery))})
    return recovery


def change_password(folder: Path, secret: str, password: str) -> None:
    """Wrap the data key by a new password."""
    key = unlock(folder, secret)
    _write(folder, {**_read(folder), "password": _wrap(key, password)})


def _wrap(key: bytes, secret: str) -> dict[str, object]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_stretch(secret, salt, _PARAMETERS)).encrypt(nonce, key, b"wopfield key 1")
    return {
        "argon2id": _PARAMETERS,
        "salt": _text(salt),
        "nonce": _text(nonce),
        "key": _text(sealed),
    }


def _unwrap(wrap: dict[str, object], secret: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        parameters, salt = wrap["argon2id"], _bytes(wrap["salt"])
        if not isinstance(parameters, dict):
            raise _damaged()
        stretched = _stretch(secret, salt, parameters)
        return AESGCM(stretched).decrypt(_bytes(wrap["nonce"]), _bytes(wrap["key"]), b"wopfield key 1")
    except InvalidTag:
        return None
    except (KeyError, ValueError, TypeError) as error:
        raise _damaged() from error


def _stretch(secret: str, salt: bytes, parameters: dict[str, int]) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret.encode("utf-8", "surrogatepass"),
        salt,
        time_cost=parameters["time"],
        memory_cost=parameters["memory"],
        parallelism=parameters["lanes"],
        hash_len=32,
        type=Type.ID,
    )


def _write(folder: Path, wraps: dict[str, object]) -> None:
    """Write the key file under another name first, so that it is whole or not there."""
    target = folder / KEY_FILE
    beside = target.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        json.dump({"version": 1, **wraps}, file)
        file.flush()
        _to_disk(file.fileno())
    beside.replace(target)


def _to_disk(number: int) -> None:
    import os

    os.fsync(number)


def _locked(folder: Path) -> dict[str, object]:
    """Return how a workspace was locked for an administrator; nothing when it was not, or cannot be read."""
    try:
        return dict(json.loads((folder / KEY_FILE).read_text(encoding="utf-8"))["locked"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _read(folder: Path) -> dict[str, dict[str, object]]:
    if _locked(folder):
        raise locked(folder)
    try:
        wraps = json.loads((folder / KEY_FILE).read_text(encoding="utf-8"))
        return {name: dict(wraps[name]) for name in ("password", "recovery")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged() from error


def _wiped(address: str, left: Path | None) -> Locked:
    happened = _("The administrator of {address} had the work on this laptop wiped.", address=address)
    if left is None:
        return Locked(happened, safe=_("All of it is on the server."))
    return Locked(
        happened,
        safe=_("What the server did not have lies sealed in {file}.", file=left),
        do=_("Hand that file to them; they can open it."),
    )


def _damaged() -> Unreadable:
    return Unreadable(
        _("The key file of the workspace is missing or damaged."),
        safe=_("Nothing was changed."),
        do=_("Copy key.json back from a backup of the workspace folder."),
    )


def _recovery_words(raw: bytes) -> str:
    """Return a recovery key in groups of four letters that cannot be misread."""
    letters = base64.b32encode(raw).decode().translate(str.maketrans("O", "9"))
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _plain(recovery: str) -> str:
    return recovery.upper().replace("O", "9").replace("0", "9").replace("-", "").replace(" ", "")


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: object) -> bytes:
    return base64.b64decode(str(text), validate=True)
