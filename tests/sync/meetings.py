"""How laptops, a server and a stick meet in the life of a partnership, over lines that break."""

from typing import Literal

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.sync.found import taken
from tests.sync.partnership import CutOff, Partnership
from tests.sync.world import copy_of, put_back
from wopfield.store import exchanges
from wopfield.sync.exchange import answer
from wopfield.sync.lines import heads_of
from wopfield.sync.protocol import Message, decode, encode

Fault = Literal["", "lost", "reply lost", "cut", "twice", "crash"]
FAULTS: tuple[Fault, ...] = ("", "", "lost", "reply lost", "cut", "twice", "crash")
LAPTOPS = st.integers(0, 4)
LINE = st.lists(st.sampled_from(FAULTS), max_size=3)


class Meetings(Partnership):
    """Every way in which one side brings another what it lacks."""

    @rule(laptop=LAPTOPS, faults=LINE)
    def sync(self, laptop: int, faults: list[Fault]) -> None:
        """Sync with the server over a line that may break."""
        laptop %= self.many
        told = [*faults]

        def carry(message: Message) -> Message:
            fault = told.pop(0) if told else ""
            body = encode(message)
            self.late.append((laptop, body))
            if fault == "lost":
                raise CutOff
            if fault == "cut":
                self.ask_server(laptop, body[: len(body) // 2])
            if fault == "twice":
                self.ask_server(laptop, body)
            before = copy_of(self.world.server, self.scope) if fault == "crash" else None
            said = self.ask_server(laptop, body)
            if before is not None:
                put_back(self.world.server, self.scope, before)
                if not self.law.answers_before_commit:
                    raise CutOff
            if fault == "reply lost":
                raise CutOff
            return decode(said)

        whole = self.exchange(laptop, self.laptops[laptop].server_key, self.law.laptop, carry)
        self.trusts[laptop] |= whole
        if self.trusts[laptop]:
            self.check_what_is_said_to_be_on_the_server(laptop)

    @rule(one=LAPTOPS, other=LAPTOPS, faults=LINE)
    def share(self, one: int, other: int, faults: list[Fault]) -> None:
        """Let two laptops share what they have, without a server."""
        one, other = one % self.many, other % self.many
        if one == other:
            return
        told = [*faults]

        def carry(message: Message) -> Message:
            fault = told.pop(0) if told else ""
            if fault in ("lost", "cut", "crash"):
                raise CutOff
            side = self.side(
                other, self.keys[one].device, self.law.colleague, self.word_of(other, self.keys[one].device)
            )
            arrived = decode(encode(message))
            for _time in range(2 if fault == "twice" else 1):
                came = side.take_in(arrived.chunks, arrived.certificates)
            said = answer(side, arrived, [self.scope], came.refusals, self.keys[other].device)
            if fault == "reply lost":
                raise CutOff
            return decode(encode(said))

        held = [taken(self.laptops[each].database, self.scope, self.forged) for each in (one, other)]
        word = self.word_of(one, self.keys[other].device)
        self.exchange(one, self.keys[other].device, self.law.colleague, carry, word)
        self.look_for_forged_news(one, held[0])
        self.look_for_forged_news(other, held[1])

    def look_for_forged_news(self, laptop: int, held: set[str]) -> None:
        """Find out whether a laptop took anything that a colleague wrote in somebody else's name."""
        news = taken(self.laptops[laptop].database, self.scope, self.forged) - held
        assert not news, "TAKEN FROM A COLLEAGUE IN SOMEBODY ELSE'S NAME"

    @rule(laptop=LAPTOPS, anew=st.booleans())
    def save_to_the_stick(self, laptop: int, anew: bool) -> None:
        """Save everything to the stick, or what is new since it was saved last."""
        laptop %= self.many
        side = self.side(laptop, "stick", self.law.colleague, self.word_of(laptop))
        theirs = self.stick_heads if self.stick_has and not anew else {}
        self.stick = side.page_for({self.scope: theirs}, [self.scope], 10**6)
        self.stick_heads = dict(side.have()[self.scope])
        self.stick_has = 1

    @precondition(lambda self: self.stick_has)
    @rule(laptop=LAPTOPS)
    def take_in_the_stick(self, laptop: int) -> None:
        """Take in what is on the stick, perhaps for the second time."""
        laptop %= self.many
        held = taken(self.laptops[laptop].database, self.scope, self.forged)
        self.side(laptop, "stick", self.law.colleague, self.word_of(laptop)).take_in(*self.stick)
        self.look_for_forged_news(laptop, held)

    @precondition(lambda self: self.late)
    @rule(number=st.integers(0, 20))
    def arrive_late(self, number: int) -> None:
        """Let a message that was sent long ago reach the server now."""
        laptop, body = self.late[number % len(self.late)]
        self.ask_server(laptop, body)

    def agree(self) -> None:
        """Sync over good lines until everybody has what the server has."""
        for first in (True, False, False, False, False, False):
            behind = [laptop for laptop in range(self.many) if first or not self.has_all(laptop)]
            for laptop in behind:
                self.sync(laptop, [])
            if not behind:
                return

    def has_all(self, laptop: int) -> bool:
        """Return whether a laptop has what the server has, and knows it."""
        machine = self.laptops[laptop]
        there = self.world.server_heads()
        with machine.database.look() as connection:
            here = heads_of(exchanges.lines(connection, [self.scope]))
            return here == there and not exchanges.count_waiting(connection, machine.server_key)
