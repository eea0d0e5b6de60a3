"""The head of a bundle: who made it, when, for whom, of which partnerships, and what its maker has."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from wopfield.domain.log import canonical
from wopfield.errors import Refused
from wopfield.sync.bundle_lock import damaged
from wopfield.sync.protocol import Certificate, Have, read_have, write_have
from wopfield.sync.signing import Card, Keys, is_signed, read_card, sign

Told = tuple[str, str, str]
"""An entry that was not taken: scope, name and reason."""

MOST_REFUSED, _REASON = 1000, 500
"""So many refusals of entries, and so many of logs, are told, each in so many letters."""
MOST_LACKS = 100_000
"""So many missing pieces a maker tells of at most."""

_PIECE = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the beginning of a bundle."""

    card: Certificate
    """What the maker's device says of itself."""
    made: str
    """By the maker's clock, ISO 8601 in UTC; for people to read."""
    program: str
    names: Mapping[str, str]
    """The partnerships that are in it, by scope."""
    have: Have
    """What the maker has of its scopes: whoever takes the bundle in knows now what need not be sent."""
    receiver: str = ""
    """The device it leaves out what that one has; empty for anybody."""
    receiver_name: str = ""
    open: Mapping[str, int] = field(default_factory=dict)
    """How many things stand changed in two places at the maker, by scope."""
    lacks: frozenset[str] = frozenset()
    """Pieces of files that the maker does not have."""
    photos: bool = True
    refused: tuple[Told, ...] = ()
    """Entries that the maker did not take: scope, name and reason, so that their authors learn of it."""
    untaken: tuple[Told, ...] = ()
    """Logs of which the maker takes no more: scope, log and reason."""

    @property
    def maker(self) -> Card:
        """Return what the maker's card says; it was checked when the head was read."""
        return read_card(self.card)


def write_head(head: Head, keys: Keys) -> tuple[bytes, bytes]:
    """Return a head and its maker's signature, as they travel."""
    content = canonical(
        {
            "card": [head.card.content, head.card.signature],
            "made": head.made,
            "program": head.program,
            "names": head.names,
            "have": write_have(head.have),
            "for": [head.receiver, head.receiver_name],
            "open": head.open,
            "lacks": sorted(head.lacks)[:MOST_LACKS],
            "photos": head.photos,
            "refused": [list(each) for each in head.refused[:MOST_REFUSED]],
            "untaken": [list(each) for each in head.untaken[:MOST_REFUSED]],
        }
    )
    return content, sign(keys.private, _signed(content)).encode()


def read_head(content: bytes, signature: bytes) -> Head:
    """Return the head that its maker signed.

    Raises:
        NotABundle: it has another form, or somebody else changed it.
    """
    try:
        said = json.loads(content)
        head = Head(
            card=Certificate(*map(_text, said["card"])),
            made=_text(said["made"]),
            program=_text(said["program"]),
            names={_text(scope): _text(name) for scope, name in said["names"].items()},
            have=read_have(said["have"]),
            receiver=_text(said["for"][0]),
            receiver_name=_text(said["for"][1]),
            open={_text(scope): _count(number) for scope, number in said["open"].items()},
            lacks=frozenset(_piece(each) for each in said["lacks"]),
            photos=said["photos"] is True,
            # Not in the heads of older programs, which do not mind it in ours.
            refused=tuple(_refused(each) for each in said.get("refused", [])),
            untaken=tuple(_refused(each) for each in said.get("untaken", [])),
        )
        maker = head.maker
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, Refused) as error:
        raise damaged() from error
    if not is_signed(maker.public, _signed(content), signature.decode("ascii", "replace")):
        raise damaged()
    return head


def sign_end(end: bytes, keys: Keys) -> bytes:
    """Return the maker's signature under all of a bundle."""
    return sign(keys.private, b"wopfield bundle end 1\n" + end).encode()


def check_end(end: bytes, signature: bytes, maker: Card) -> None:
    """Raise NotABundle where somebody else than the maker put a bundle together."""
    if not is_signed(maker.public, b"wopfield bundle end 1\n" + end, signature.decode("ascii", "replace")):
        raise damaged()


def fingerprint(public: str) -> str:
    """Return a short fingerprint of a device's key that two people can read to each other."""
    import hashlib

    letters = hashlib.sha256(b"wopfield fingerprint 1\n" + public.encode()).hexdigest()[:16].upper()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _signed(content: bytes) -> bytes:
    return b"wopfield bundle 1\n" + content


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("a text has another form")
    value.encode("utf-8")  # a lone surrogate raises here, not in the database
    if len(value) > 20_000:
        raise ValueError("a text is too long")
    return value


def _refused(value: object) -> Told:
    if not isinstance(value, list) or len(value) != 3:
        raise ValueError("a refusal has another form")
    scope, name, reason = map(_text, value)
    return scope, name, reason[:_REASON]


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise ValueError("a number is out of its bounds")
    return value


def _piece(value: object) -> str:
    if not isinstance(value, str) or _PIECE.fullmatch(value) is None:
        raise ValueError("a piece is named by its SHA-256")
    return value
