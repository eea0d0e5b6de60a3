"""Laptops on this network, as the command line finds them, shows this one to them, and pairs with them."""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from wopfield.cli.saying import tell
from wopfield.errors import BadInput
from wopfield.language import _

if TYPE_CHECKING:
    from wopfield.store.colleagues import Colleague
    from wopfield.store.workspace import Workspace
    from wopfield.sync.lan import Address
    from wopfield.sync.lan_server import Answering
    from wopfield.sync.nearby import Found
    from wopfield.sync.pairing import Comparison

LOOK_SECONDS = 4.0

_Laptop = TypeVar("_Laptop", "Found", "Colleague")

AddressOption = Annotated[
    str, typer.Option("--address", help="Where it answers, such as 192.168.1.20:48290; for networks that hide laptops.")
]
Seconds = Annotated[float, typer.Option("--seconds", help="How long to look around.")]
Name = Annotated[str, typer.Argument(help="The laptop, its owner, or the beginning of its id.")]


def look(opened: "Workspace", seconds: float) -> "list[Found]":
    """Look around for so long, a minute at most, and return the laptops that showed themselves."""
    from wopfield.sync.device import keys_of
    from wopfield.sync.nearby import Nearby

    nearby = Nearby(keys_of(opened.database).device, lambda _found: None)
    try:
        threading.Event().wait(max(0.0, min(seconds, 60.0)))
        return nearby.found()
    finally:
        nearby.close()


def found_addresses(opened: "Workspace", name: str, typed: str, seconds: float = LOOK_SECONDS) -> "Sequence[Address]":
    """Return where the one laptop answers that is meant."""
    from wopfield.sync.lan import read_address

    if typed:
        return [read_address(typed)]
    return the_one(name, look(opened, seconds), lambda each: [each.laptop]).addresses


@contextmanager
def shown(opened: "Workspace", answering: "Answering") -> "Iterator[None]":
    """Show this laptop to others as long as it answers."""
    from wopfield.errors import CannotReach
    from wopfield.store import kept
    from wopfield.sync.device import keys_of
    from wopfield.sync.nearby import Nearby
    from wopfield.sync.program import program_version

    nearby: Nearby | None = None
    try:
        try:
            nearby = Nearby(keys_of(opened.database).device, lambda _found: None)
            with opened.database.read() as session:
                laptop = kept.get(session, kept.LAPTOP)
            nearby.show_itself(laptop, program_version(), answering.port)
        except CannotReach as trouble:
            tell(str(trouble))
        yield
    finally:
        if nearby is not None:
            nearby.close()
        answering.close()


def addresses(opened: "Workspace", colleague: "Colleague", typed: str, seconds: float) -> "Sequence[Address]":
    """Return where a colleague's laptop answers: as typed, as it shows itself now, or where it was last."""
    from wopfield.sync.lan import read_address

    if typed:
        return [read_address(typed)]
    for each in look(opened, seconds):
        if each.device == colleague.device:
            return each.addresses
    return [read_address(colleague.address)] if colleague.address else []


_YES = ("yes", "y", "si")
"""What people type for yes beside the word of their language; an accent is often left out."""


def compare(comparison: "Comparison") -> None:
    """Show the six digits, and pass on whether those on the other screen are the same."""
    who = comparison.card.name or comparison.card.laptop
    tell(_("{who} ({laptop}) shows six digits. Here they are:", who=who, laptop=comparison.card.laptop))
    tell(f"    {comparison.digits[:3]} {comparison.digits[3:]}")
    tell(_("Are the digits on both screens the same? Type yes or no:"))
    comparison.say(sys.stdin.readline().strip().casefold() in (_("yes"), *_YES))


def the_one(name: str, known: "Sequence[_Laptop]", called: "Callable[[_Laptop], Sequence[str]]") -> "_Laptop":
    """Return the one laptop that is called so, else the one with a name or an id that begins so; without a name any."""
    wanted = _typed(name)
    names = [(each, [_typed(word) for word in called(each) if word]) for each in known]
    found = [each for each, words in names if wanted in words]
    found = found or [each for each, words in names if any(word.startswith(wanted) for word in words)]
    found = found or [each for each in known if len(wanted) >= _ENOUGH and each.device.startswith(name.strip())]
    if len(found) == 1:
        return found[0]
    laptops = [each.laptop for each in found or known]
    raise BadInput(
        _("No single laptop here is called {name}.", name=name or "…"),
        safe=_("Nothing was shared."),
        do=_("Known are: {laptops}.", laptops=", ".join(laptops))
        if laptops
        else _("Let it show itself, or give its address with --address."),
    )


_ENOUGH = 4
"""So many letters of an id tell it from every other one on a network."""


def _typed(name: str) -> str:
    """Return a name as keyboards have it."""
    return name.strip().casefold().replace("’", "'")
