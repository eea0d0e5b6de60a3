"""What a machine's life is lived with: laptops, a server and a stick, their exchanges, and what is noted of them."""

from collections import Counter
from collections.abc import Callable
from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import select

from tests.sync.found import Place, places
from tests.sync.weakened import SOUND, Law, Make, Through
from tests.sync.world import Disk, Machine, World, put_back
from wopfield.domain.log import Change, Name
from wopfield.errors import NotUnderstood
from wopfield.server.reconsidering import accept_what_stands, follow_log, take_contents
from wopfield.store import exchanges
from wopfield.store.database import Database
from wopfield.store.editor import Editor
from wopfield.store.had import Had
from wopfield.store.layout import lay_out
from wopfield.store.log import add_own
from wopfield.store.log_tables import ENTRY
from wopfield.store.rows import read_heads
from wopfield.store.tables import Answer, Assessment, answer_id
from wopfield.sync.exchange import Exchange, answer
from wopfield.sync.protocol import Certificate, Chunk, Heads, Message, decode, encode
from wopfield.sync.replica import Replica
from wopfield.sync.rules import Rules
from wopfield.sync.signing import Keys
from wopfield.sync.trust import ColleaguesWord, ServersWord

ROOM = 2_000
"""The bytes a page may carry; much less than a laptop sends at first."""


class CutOff(Exception):
    """A message did not get through."""


class Partnership(RuleBasedStateMachine):
    """Up to five laptops, a server and a stick, and what is known of what everybody wrote and saw."""

    world: ClassVar[World]
    law: ClassVar[Law] = SOUND
    always: ClassVar[int] = 0
    """So many laptops in each life; 0 for any number."""

    def __init__(self) -> None:
        super().__init__()
        self.scope = self.world.scope
        self.laptops = list(self.world.laptops)
        self.many = 2
        self.keys = [each.keys for each in self.laptops]
        self.person = [each.person for each in self.laptops]
        self.forms: list[dict[str, Answer]] = [{} for _each in self.laptops]
        self.wrote: list[frozenset[Name]] = [frozenset() for _each in self.laptops]
        self.value_of: dict[Name, str] = {}
        """What each entry brought that nobody had entered before."""
        self.text_of: dict[Name, str] = {}
        """The same, of comments alone."""
        self.deleted: dict[Name, frozenset[Name]] = {}
        """What was seen by whoever deleted a row."""
        self.headings: list[tuple[Assessment, Had, frozenset[Name]] | None] = [None for _each in self.laptops]
        """The assessment as each laptop's screen shows it, with what it had of every log then, and every entry."""
        self.deleted_above: dict[Name, frozenset[Name]] = {}
        """What was on the laptop of whoever deleted the assessment."""
        self.saw: dict[Name, frozenset[Name]] = {}
        self.showed: dict[Name, frozenset[Name]] = {}
        """What stood on the screen for all to read when an entry was written; ``saw`` holds what counts as seen too."""
        self.entered: list[str] = []
        self.must: set[str] = set()
        """What was entered and still is somewhere."""
        self.disks: dict[int, tuple[Disk, frozenset[Name], Keys, str]] = {}
        self.dump: Disk | None = None
        self.stick: tuple[tuple[Chunk, ...], tuple[Certificate, ...]] = ((), ())
        self.stick_heads: Heads = {}
        self.stick_has = 0
        self.late: list[tuple[int, bytes]] = []
        self.trusts = [True for _each in self.laptops]
        self.roles_changed = False
        self.forged: set[Name] = set()
        """What was written in somebody else's name."""
        self.altered: set[Name] = set()
        """What was altered by whoever passed it on."""
        self.given: dict[Place, Name] = {}
        """Which entry was given each number first."""
        self.restored = [False for _each in self.laptops]

    def new_value(self) -> str:
        """Return a text that nobody has entered before."""
        value = f"value{len(self.entered):04}"
        self.entered.append(value)
        self.must.add(value)
        return value

    def row_of(self, item: str) -> str:
        """Return the id of the team's answer to an item."""
        return answer_id("a", item, "team")

    def form(self, laptop: int, item: str) -> Answer:
        """Return the answer as a laptop's screen shows it."""
        blank = Answer(scope=self.scope, id=self.row_of(item), assessment="a", item=item, rater="team")
        return self.forms[laptop].get(item) or blank

    def on_screen(self, form: Answer) -> frozenset[Name]:
        """Return the entries whose text can be read on a form."""
        heads = read_heads(form.heads).get("comment", ())
        return frozenset(name for name in heads if self.text_of.get(name) == form.comment)

    def taken(self, editor: Editor, form: Answer, register: str) -> Answer:
        """Return the row to edit, with what the rules let its author claim to have seen."""
        if self.law.claims == "what stands":
            return editor.get(Answer, form.scope, form.id) or editor.take(form)
        if self.law.claims == "all of a conflict":
            row = editor.settle(form, register, read_heads(form.heads).get(register, ()))
            assert isinstance(row, Answer)
            return row
        return editor.take(form)

    def note(
        self, laptop: int, names: tuple[Name, ...], text: str, saw: frozenset[Name], showed: frozenset[Name]
    ) -> None:
        """Note what an entry says, and what its author had seen."""
        for name in names:
            self.value_of[name] = self.text_of[name] = text
            self.saw[name] = saw | self.wrote[laptop]
            self.showed[name] = showed
        self.note_written(laptop, names)

    def note_written(self, laptop: int, names: tuple[Name, ...]) -> None:
        """Note what a laptop wrote, and that it gives no number again that it knows to be given."""
        self.wrote[laptop] |= set(names)
        for place, name, brought in places(self.laptops[laptop].database, self.scope, names):
            first = self.given.setdefault(place, name)
            assert first == name or not (brought or self.restored[laptop]), f"A NUMBER GIVEN TWICE: {place}"

    def write_raw(self, laptop: int, change: Change) -> Name:
        """Write an entry as another program would."""
        machine = self.laptops[laptop]
        at = machine.clock().isoformat(timespec="microseconds")
        with machine.database.write() as connection:
            entry = add_own(connection, self.scope, Change(at, change.author, change.edits, change.schema))
            lay_out(connection, [entry])
        self.note_written(laptop, (entry.name,))
        return entry.name

    def word_of(self, laptop: int, peer: str = "") -> ColleaguesWord:
        """Return by which rules a laptop takes from a colleague's; without one, from a stick."""
        return self.law.word(self.keys[laptop], self.laptops[laptop].server_key, peer)

    def side(self, laptop: int, peer: str, make: Make, rules: Rules | None = None) -> Through:
        """Return a laptop as a side of an exchange; with the server where nothing is said of the rules."""
        machine: Machine = self.laptops[laptop]
        to_server = rules is None
        rules = rules or ServersWord(machine.server_key)
        replica = Replica(machine.database, self.keys[laptop], peer, rules, piece=3, to_server=to_server)
        return make(replica, machine.database, self.scope, peer)

    def exchange(
        self,
        laptop: int,
        peer: str,
        make: Make,
        carry: Callable[[Message], Message],
        rules: Rules | None = None,
    ) -> bool:
        """Run an exchange; return whether it came to its end."""
        run = Exchange(self.side(laptop, peer, make, rules), self.keys[laptop].device, room=ROOM)
        try:
            for _message in range(30):
                message = run.next_message()
                if message is None:
                    return True
                run.room = ROOM
                run.receive(carry(message))
        except CutOff:
            return False
        raise AssertionError("AN EXCHANGE WITHOUT END")

    def ask_server(self, laptop: int, body: bytes) -> bytes:
        """Let the server answer a message, as its route does."""
        world = self.world
        try:
            message = decode(body)
        except NotUnderstood as trouble:
            raise CutOff from trouble
        device = world.devices[self.keys[laptop].device]
        rules = self.law.rules(world.server_keys, device, world.server.clock)
        replica = Replica(world.server, world.server_keys, device.id, rules, piece=None)
        side = self.law.server(replica, world.server, self.scope, device.id)
        taken = side.take_in(message.chunks, ())
        with world.server.write() as connection:
            if "member" in taken.touched:
                follow_log(connection, self.scope, world.server.clock)
            take_contents(connection, taken.contents, world.server.clock)
            accept_what_stands(connection, message.doubts, world.server.clock)
        return encode(answer(side, message, [self.scope], taken.refusals, world.server_keys.device))

    def check_what_is_said_to_be_on_the_server(self, laptop: int) -> None:
        """What a laptop calls "on the server" is there."""
        machine = self.laptops[laptop]
        with self.world.server.look() as connection:
            there = set(connection.execute(select(ENTRY.c.name).where(ENTRY.c.scope == self.scope)).scalars())
        with machine.database.look() as connection:
            said = exchanges.confirmed(connection, machine.server_key)
            lines = select(ENTRY.c.log, ENTRY.c.seq, ENTRY.c.name).where(ENTRY.c.scope == self.scope)
            called = {name for log, seq, name in connection.execute(lines) if seq <= said.get((self.scope, log), 0)}
        assert called <= there, "CALLED ON THE SERVER AND IS NOT"

    def lay_disk(self, laptop: int, disk: Disk, wrote: frozenset[Name]) -> None:
        """Let a laptop hold what a disk holds; what was nowhere else is gone with its own."""
        put_back(self.laptops[laptop].database, self.scope, disk)
        self.forms[laptop] = {}  # the program is opened anew on another disk
        self.headings[laptop] = None
        self.wrote[laptop] = wrote
        self.trusts[laptop] = self.restored[laptop] = False
        self.must &= self.everywhere()

    def everywhere(self) -> set[str]:
        """Return every text that somebody holds."""
        databases = [*(each.database for each in self.laptops[: self.many]), self.world.server]
        return {text for database in databases for text in self.texts(database)}

    def texts(self, database: Database) -> Counter[str]:
        """Return how often each text of the machine was entered by the log of a database."""
        lines = select(ENTRY.c.name, ENTRY.c.payload).where(ENTRY.c.scope == self.scope)
        with database.look() as connection:
            return Counter(
                text
                for name, payload in connection.execute(lines)
                if (text := self.value_of.get(name)) and f'"{text}"'.encode() in bytes(payload)
            )
