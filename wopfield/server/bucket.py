"""Pieces of files on the server, in a bucket of any S3-compatible store."""

import hashlib
import os
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from wopfield.errors import CannotKeep, CannotOpen, Refused
from wopfield.language import _, later
from wopfield.server.blobs import BEGUN, begun_at, place_of

ENDPOINT = "AWS_ENDPOINT_URL"
"""The environment variable that says where the store is; keys and region stand in AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY and AWS_REGION."""

AT_ONCE = 16
"""So many pieces are asked for at a time: each question is a request of its own."""

_PATIENCE = timedelta(seconds=12)
"""Less than a laptop waits for an answer, so that it is told what hangs."""
_TROUBLES = (BaseError, OSError)  # what is missing it raises as Python's own error
_FORBIDDEN = (PermissionError, PermissionDeniedError, UnauthenticatedError)


class BlobBucket:
    """Pieces in a bucket, as ``prefix/ab/cd/<sha256>``."""

    folder: None = None
    """It fills no disk of this server."""

    def __init__(self, bucket: str, prefix: str = "", endpoint: str = "") -> None:
        self._bucket = bucket
        self._store = S3Store(
            bucket,
            prefix=prefix or None,
            config={"endpoint": endpoint} if endpoint else {},
            client_options={"allow_http": endpoint.startswith("http://"), "timeout": _PATIENCE},
            retry_config={"max_retries": 2, "retry_timeout": _PATIENCE / 2},
        )

    def check(self) -> None:
        """Make sure that pieces can be kept.

        Raises:
            CannotOpen: the store cannot be reached, has no such bucket, or does not take the keys.
        """
        mark = b"WOPField keeps the pieces of its files here."
        try:
            self._store.put("about.txt", mark)
            kept = bytes(self._store.get("about.txt").bytes())
        except FileNotFoundError as error:
            raise _cannot_open(_("there is no bucket “{bucket}”", bucket=self._bucket)) from error
        except _FORBIDDEN as error:
            raise _cannot_open(
                _("it does not take these keys for the bucket “{bucket}”", bucket=self._bucket)
            ) from error
        except _TROUBLES as error:
            raise _cannot_open(_first_line(error)) from error
        if kept != mark:
            raise _cannot_open(_("it gives back something else than it was given"))

    def lacking(self, names: Collection[str]) -> set[str]:
        """Return which pieces are not here."""
        with _in_words(), ThreadPoolExecutor(AT_ONCE) as pool:
            here = list(pool.map(self._has, names))
        return {name for name, found in zip(names, here, strict=True) if not found}

    def get(self, sha256: str) -> bytes | None:
        """Return a piece; None when it is not here. A damaged one is let go, so that it is sent again."""
        place = place_of(sha256)
        with _in_words():
            try:
                content = bytes(self._store.get(place).bytes())
            except FileNotFoundError:
                return None
            if hashlib.sha256(content).hexdigest() == sha256:
                return content
            self._store.delete(place)
        return None

    def put(self, sha256: str, content: bytes) -> None:
        """Keep a piece; the store never shows half of one."""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Refused(later("A piece of a file is not what its name says."))
        with _in_words():
            self._store.put(place_of(sha256), content)

    def beginning(self, name: str) -> bytes:
        """Return what came of a piece before a line broke, by a name of its own; nothing where nothing did."""
        with _in_words(), suppress(FileNotFoundError):
            return bytes(self._store.get(begun_at(name)).bytes())
        return b""

    def keep_beginning(self, name: str, content: bytes) -> None:
        """Keep what came of a piece so far, in place of what was kept before; nothing at all is forgotten."""
        with _in_words():
            if content:
                self._store.put(begun_at(name), content)
            else:
                self._store.delete(begun_at(name))

    def forget_beginnings(self, before: datetime) -> int:
        """Let go of every beginning of which nothing came since, and return how many there were."""
        gone = 0
        with _in_words():
            for some in self._store.list(BEGUN):
                old = [each["path"] for each in some if each["last_modified"] < before]
                gone += len(old)
                if old:
                    self._store.delete(old)
        return gone

    def _has(self, sha256: str) -> bool:
        try:
            self._store.head(place_of(sha256))
        except FileNotFoundError:
            return False
        return True


def open_bucket(address: str) -> BlobBucket:
    """Return the bucket that ``s3://bucket/prefix`` means, with what the environment says of the store.

    Raises:
        CannotOpen: no bucket is named, or the store does not take pieces.
    """
    bucket, _slash, prefix = address.removeprefix("s3://").partition("/")
    if not bucket:
        raise _cannot_open(_("the address names no bucket"))
    opened = BlobBucket(bucket, prefix.strip("/"), os.environ.get(ENDPOINT, ""))
    opened.check()
    return opened


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except _TROUBLES as error:
        raise CannotKeep(
            _("The server cannot reach the store of its files now."),
            safe=_("Everything is safe on this laptop and waits."),
            do=_("Work on; the next sync continues where this one stopped."),
        ) from error


def _cannot_open(reason: str) -> CannotOpen:
    return CannotOpen(
        _("The store of the server’s files cannot be used: {reason}.", reason=reason),
        safe=_("Nothing was changed."),
        do=_("Check the address, {endpoint} and the keys in the environment.", endpoint=ENDPOINT),
    )


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200].rstrip(".")
