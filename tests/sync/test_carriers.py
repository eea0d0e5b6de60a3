"""Each carrier of exchanges keeps the one contract."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.bundles import Traveller
from tests.colleagues import Mate, own, pair
from tests.contracts.carrier import Brought, Carriage, CarrierContract, Holder
from tests.servers import Fault, Laptop, Server, enrolled, start_server
from tests.sync.lan_net import Net, Scissors
from tests.sync.ratings import begin_partnership_as, share
from tests.workspaces import Clock
from wopfield.errors import NoConnection
from wopfield.store.workspace import Workspace
from wopfield.sync import central, lan
from wopfield.sync.device import home
from wopfield.sync.exchange import Exchange
from wopfield.sync.meeting import Outcome
from wopfield.sync.protocol import decode, encode
from wopfield.sync.sharing import answer_with, replica_with

NewWorkspace = Callable[[str], Workspace]


def instead(body: bytes, _sent: bytes) -> bytes:
    """Return another message than the one that was sent."""
    return body


class OverHTTP(Carriage):
    """By a server between the two."""

    here: Laptop
    there: Laptop

    def __init__(self, server: Server, new_workspace: NewWorkspace) -> None:
        self.server = server
        self.new_workspace = new_workspace
        self.here, self.there = (enrolled(new_workspace(name), name, server) for name in ("amina", "joost"))
        self.scope = share(self.here, self.there, server=server)

    def bring(self) -> Brought:
        sent, received = self.here.sync(), self.there.sync()
        with self.here.database.read() as session:
            words = tuple(each.reason for each in central.refused(session) if each.refusal.name) if sent.refused else ()
        return Brought(received.received, received.files_received, words)

    def leave_unheard(self) -> None:
        with suppress(NoConnection):
            self.break_off("reply lost", 0)
        assert self.there.sync().received

    def cut(self, number: int) -> None:
        faults: tuple[Fault, ...] = ("lost", "reply lost", "cut", "lost")
        self.break_off(faults[number], number)

    def break_off(self, fault: Fault, after: int) -> None:
        none: Fault = ""
        self.here.wire.faults = [*([none] * after), *([fault] * 3)]
        try:
            self.here.sync()
        finally:
            self.here.wire.faults = []

    def again(self) -> Brought:
        for body in self.here.wire.bodies[-3:]:
            self.here.wire.tamper = partial(instead, body)
            self.here.sync()
        self.here.wire.tamper = bytes
        return self.bring()

    def pass_on(self) -> Holder:
        third = enrolled(self.new_workspace("teresa"), "teresa", self.server)
        self.server.let_join(self.scope, "teresa")
        third.sync()
        return third

    def peer(self, holder: Holder) -> str:
        with holder.database.look() as connection:
            at = home(connection)
        assert at is not None
        return at.key


class OverTheNetwork(Carriage):
    """From one laptop to the other, over a real socket."""

    here: Mate
    there: Mate

    def __init__(self, new_mate: Callable[[str], Mate], net: Net) -> None:
        self.new_mate = new_mate
        self.net = net
        self.here, self.there = new_mate("amina"), new_mate("joost")
        pair(self.here, self.there)
        net.open(self.there)
        self.scope = begin_partnership_as(self.here.database, self.here.person)
        self.here.share(self.there, self.scope)
        self.bring()
        self.bring()

    def bring(self) -> Brought:
        return self.brought(self.net.share(self.here, self.there))

    def brought(self, outcome: Outcome) -> Brought:
        with self.here.database.read() as session:
            words = tuple(each.reason for each in central.refused(session)) if outcome.refused else ()
        return Brought(outcome.sent, outcome.files_sent, words)

    def leave_unheard(self) -> None:
        message = Exchange(replica_with(self.here.database, self.here.knows(self.there)), own(self.here)).next_message()
        assert message is not None
        there = replica_with(self.there.database, self.there.knows(self.here))
        answer_with(there, decode(encode(message)))  # and the line is gone

    def cut(self, number: int) -> None:
        with Scissors((100, 4000, 7000, 60_000)[number]) as scissors:
            self.net.share(self.here, self.there, scissors.connect)

    def again(self) -> Brought:
        return self.bring()

    def pass_on(self) -> Holder:
        third = self.new_mate("teresa")
        pair(self.there, third)
        self.there.share(third, self.scope)
        at = [self.net.open(third)]
        lan.share_with(self.there.database, self.there.files, self.there.knows(third), at)
        return third

    def peer(self, holder: Holder) -> str:
        return own(self.there if holder is self.here else self.here)


class ByStick(Carriage):
    """In a file, and what arrived in a file back."""

    here: Traveller
    there: Traveller

    def __init__(self, traveller: Callable[[str], Traveller], folder: Path) -> None:
        self.traveller = traveller
        self.file, self.back = folder / "there.wopf", folder / "back.wopf"
        self.here, self.there = traveller("amina"), traveller("joost")
        self.scope = begin_partnership_as(self.here.database, self.here.person)
        self.here.save(self.file, self.scope)
        self.there.take_in(self.file)
        self.hear()
        self.bring()

    def bring(self) -> Brought:
        self.here.save(self.file, self.scope, to=self.there)
        brought = self.again()
        self.hear()
        return brought

    def hear(self) -> None:
        self.there.save(self.back, self.scope, to=self.here)
        self.here.take_in(self.back)

    def leave_unheard(self) -> None:
        self.here.save(self.file, self.scope, to=self.there)
        assert self.again().entries

    def cut(self, number: int) -> None:
        self.here.save(self.file, self.scope, to=self.there)
        content = self.file.read_bytes()
        self.file.write_bytes(content[: len(content) * (number + 1) // 5])
        self.there.take_in(self.file)

    def again(self) -> Brought:
        taken = self.there.take_in(self.file)
        return Brought(taken.received, taken.pieces, tuple(each.reason for each in taken.refused))

    def pass_on(self) -> Holder:
        third = self.traveller("teresa")
        self.there.save(self.file, self.scope)
        third.take_in(self.file)
        return third

    def peer(self, holder: Holder) -> str:
        return (self.there if holder is self.here else self.here).device


class TestServer(CarrierContract):
    """The contract over HTTP."""

    @pytest.fixture
    def carriage(self, new_workspace: NewWorkspace, tmp_path: Path) -> Iterator[Carriage]:
        server = start_server(f"sqlite:///{tmp_path / 'server.db'}", tmp_path / "pieces", Clock())
        yield OverHTTP(server, new_workspace)
        server.database.close()


class TestLaptop(CarrierContract):
    """The contract between laptops on one network."""

    @pytest.fixture
    def carriage(self, new_mate: Callable[[str], Mate]) -> Iterator[Carriage]:
        net = Net()
        yield OverTheNetwork(new_mate, net)
        for answering in net.answering.values():
            answering.close()


class TestStick(CarrierContract):
    """The contract of bundles."""

    @pytest.fixture
    def carriage(self, traveller: Callable[[str], Traveller], tmp_path: Path) -> Carriage:
        return ByStick(traveller, tmp_path)
