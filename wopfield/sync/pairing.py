"""Pair two laptops by six digits that both people see.

The digits are worked out from both devices' keys, as each side saw the other's, and from a number that each drew. Who
asks first sends a **commitment** to its number, then the other shows its own, and only then the first is shown. So
somebody between the two, who must show each a key of his own, has to fix his numbers before he learns theirs, and
cannot try until the digits fit: whatever he does, they are the same on both screens once in a million times. One try
is one comparison by two people.

    asking                                             answering
    commit = H(number, card)                  →
                                              ←        number, card
    number, card, proof of its key            →        checks the commitment
        both show the digits; both people say whether they are the same
    same                                      ↔        same

Each side keeps the other's card when both said that the digits are the same. If one says no, leaves, or waits too
long, nothing is kept.
"""

import base64
import hashlib
import threading
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from wopfield.errors import NotPaired, Refused
from wopfield.language import _
from wopfield.store import colleagues
from wopfield.store.colleagues import Colleague
from wopfield.store.database import Database
from wopfield.store.log import timestamp
from wopfield.sync.device import keys_of
from wopfield.sync.lan_wire import Cut, Wire, new_nonce, not_understood, proof_bytes
from wopfield.sync.protocol import Certificate
from wopfield.sync.signing import Card, Keys, is_signed, read_card, sign
from wopfield.sync.trust import own_card, trust

SECONDS = 120.0
"""So long two people may take to compare the digits."""

_POLL = 0.2


class Comparison:
    """Six digits to be compared, of a laptop that says it is ``card``; ``say`` may come from any thread."""

    def __init__(self, card: Card, digits: str) -> None:
        self.card = card
        self.digits = digits
        self.said: bool | None = None
        """What the person of this laptop said; None before."""
        self.theirs: bool | None = None
        """What came of the other person; None before."""
        self.ended = threading.Event()
        """Nobody waits for an answer any more."""

    def say(self, same: bool) -> None:
        """Say whether the digits are the same on both screens."""
        if self.said is None:
            self.said = same


Show = Callable[[Comparison], None]
"""Show digits to the person of this laptop; their answer goes to ``Comparison.say``, then or later."""


def ask(wire: Wire, database: Database, show: Show, seconds: float = SECONDS) -> Colleague:
    """Pair with the laptop at the other end of a line on which nothing was said yet, within so many seconds.

    Raises:
        NotPaired: the people, or the other laptop, said no.
    """
    keys, card = keys_of(database), own_card(database)
    greeting = wire.hear()
    nonce = new_nonce()
    wire.say(do="pair", commit=_commitment(nonce, card))
    said = _agreed(wire.hear())
    theirs = _card_in(said)
    if theirs.public != wire.peer_key():
        raise not_understood()
    proof = sign(keys.private, proof_bytes(theirs.public, keys.public, _text(greeting, "nonce"), "pair"))
    wire.say(nonce=nonce, card=[card.content, card.signature], proof=proof)
    digits = digits_of(keys.public, theirs.public, nonce, _text(said, "nonce"))
    return _compare(wire, database, Comparison(theirs, digits), Certificate(*said["card"]), show, seconds)


def answer(wire: Wire, database: Database, keys: Keys, greeted: str, asked: Mapping[str, Any], show: Show) -> Colleague:
    """Answer a laptop that asks to be paired; ``greeted`` is what it was greeted with.

    Raises:
        NotPaired: the people, or the other laptop, said no.
    """
    card, nonce = own_card(database), new_nonce()
    wire.say(nonce=nonce, card=[card.content, card.signature])
    said = _agreed(wire.hear())
    theirs, drawn = _card_in(said), _text(said, "nonce")
    if _commitment(drawn, Certificate(*said["card"])) != _text(asked, "commit"):
        raise Refused(_("The other laptop did not keep to what it had fixed before."))
    if not is_signed(theirs.public, proof_bytes(keys.public, theirs.public, greeted, "pair"), _text(said, "proof")):
        raise Refused(_("The other laptop cannot prove who it is."))
    digits = digits_of(theirs.public, keys.public, drawn, nonce)
    return _compare(wire, database, Comparison(theirs, digits), Certificate(*said["card"]), show)


def digits_of(asking: str, answering: str, asking_nonce: str, answering_nonce: str) -> str:
    """Return the six digits that both people compare."""
    text = f"wopfield pairing 1\n{asking}\n{answering}\n{asking_nonce}\n{answering_nonce}\n"
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big") % 10**6
    return f"{number:06}"


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _compare(
    wire: Wire, database: Database, comparison: Comparison, card: Certificate, show: Show, seconds: float = SECONDS
) -> Colleague:
    """Let both people compare, and keep the other laptop when both say the digits are the same."""
    show(comparison)
    try:
        _both_say_same(wire, comparison, seconds)
    except Cut as error:
        raise _broke_off(comparison) from error
    finally:
        comparison.ended.set()
    theirs = trust(database, card)
    with database.write() as connection:
        before = colleagues.find(connection, theirs.device)
        at = timestamp(database.clock())
        kept = Colleague(theirs.device, theirs.public, theirs.laptop, theirs.name, at, before.address if before else "")
        colleagues.keep(connection, kept)
    return kept


def _both_say_same(wire: Wire, comparison: Comparison, seconds: float) -> None:
    deadline = monotonic() + seconds
    told = False
    while not (told and comparison.theirs):
        if comparison.said is not None and not told:
            wire.say(same=comparison.said)
            told = True
        if comparison.said is False:
            raise _not_same()
        if comparison.theirs is None:
            heard = wire.hear_within(_POLL)
            comparison.theirs = None if heard is None else heard.get("same") is True
        elif not told and wire.hear_within(_POLL) is not None:  # it ends at once when the other leaves meanwhile
            raise not_understood()
        if comparison.theirs is False:
            raise NotPaired(
                _("{name} said that the digits are not the same.", name=_name(comparison)),
                safe=_("The laptops were not paired, and nothing was shared."),
                do=_("Try once more. If the digits differ again, somebody else is on this network."),
            )
        if monotonic() > deadline:
            raise _took_too_long(comparison)


def _name(comparison: Comparison) -> str:
    return comparison.card.laptop or comparison.card.name or comparison.card.device


def _commitment(nonce: str, card: Certificate) -> str:
    text = f"wopfield commitment 1\n{nonce}\n{card.content}\n{card.signature}\n"
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _agreed(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what was said, unless it is that the other laptop does not want to."""
    if "refused" in said:
        raise NotPaired(
            str(said["refused"])[:300],
            safe=_("Nothing was shared."),
            do=str(said.get("do", ""))[:300],
        )
    return said


def _card_in(said: Mapping[str, Any]) -> Card:
    try:
        content, signature = said["card"]
        return read_card(Certificate(str(content), str(signature)))
    except (KeyError, TypeError, ValueError) as error:
        raise not_understood() from error


def _text(said: Mapping[str, Any], field: str) -> str:
    found = said.get(field)
    if not isinstance(found, str) or len(found) > 200:
        raise not_understood()
    return found


def _broke_off(comparison: Comparison) -> NotPaired:
    """Return what to say where the line ended before both laptops knew what both people said."""
    name = _name(comparison)
    if comparison.said is None:
        return _not_begun(_("{name} left before both of you had compared the digits.", name=name))
    if comparison.theirs is None:
        return _half_done(
            _("You said that the digits are the same; then the line broke, before {name} had said so.", name=name), name
        )
    return _half_done(
        _("Both of you said that the digits are the same; then the line to {name} broke.", name=name), name
    )


def _took_too_long(comparison: Comparison) -> NotPaired:
    """Return what to say where two minutes went by."""
    name = _name(comparison)
    if comparison.said:
        return _half_done(
            _("You said that the digits are the same, but nothing came from {name} in two minutes.", name=name), name
        )
    if comparison.theirs:
        return _not_begun(_("{name} said that the digits are the same, but you did not in two minutes.", name=name))
    return _not_begun(_("Nobody said in two minutes whether the digits are the same."))


def _not_begun(happened: str) -> NotPaired:
    return NotPaired(
        happened,
        safe=_("The laptops were not paired, and nothing was shared."),
        do=_("Begin again when both people sit at their laptops."),
    )


def _half_done(happened: str, name: str) -> NotPaired:
    """Return what to say where the other laptop may have heard of both, and hold this one for paired."""
    return NotPaired(
        happened,
        safe=_("The laptops were not paired, and nothing was shared."),
        do=_("See that both are on the same network, and pair once more; also if {name} says it is paired.", name=name),
    )


def _not_same() -> NotPaired:
    return NotPaired(
        _("The digits were not the same, or you did not want to pair."),
        safe=_("The laptops were not paired, and nothing was shared."),
        do=_("Try once more. If the digits differ again, somebody else is on this network."),
    )
