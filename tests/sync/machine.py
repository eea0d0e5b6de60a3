"""A machine that writes, meets, copies, restores and breaks lines, and in the end looks for what was lost.

Everything a person can do is a rule; what must be true whatever they did is asked when the run is over.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from sqlalchemy import select
from sqlmodel import select as pick

from tests.sync.above import ASSESSMENT, Above
from tests.sync.found import hidden_by_a_program, own_rows_refused, taken
from tests.sync.meetings import LAPTOPS
from tests.sync.partnership import ROOM
from tests.sync.weakened import Through
from tests.sync.world import copy_of, put_back, shown
from wopfield.domain.log import ALIVE, PROGRAM, SCHEMA, Change, Edit
from wopfield.store import conflicts, exchanges
from wopfield.store.database import Database
from wopfield.store.log import start_new_logs
from wopfield.store.log_tables import CONFLICT, ENTRY
from wopfield.store.rows import read_heads, table
from wopfield.store.tables import Answer
from wopfield.sync.protocol import Chunk, Message, Stub, encode
from wopfield.sync.signing import Keys, sign, withheld_bytes

ITEMS = ("WR01", "WR02")
FORGED = "WR99"


class Life(Above):
    """Everything that people and disks do beside meeting, and what is looked for in the end."""

    @initialize(many=st.integers(2, 5))
    def open_forms(self, many: int) -> None:
        """Say how many laptops there are."""
        self.many = self.always or many
        self.world.begin(self.many)
        for laptop in range(self.many):
            self.keep_a_copy(laptop)

    # what people do

    @rule(laptop=LAPTOPS)
    def look(self, laptop: int) -> None:
        """Show what stands now, as a screen that is opened anew."""
        laptop %= self.many
        with self.laptops[laptop].database.read() as session:
            rows = session.exec(pick(Answer).where(Answer.scope == self.scope, Answer.alive))
            self.forms[laptop] = {row.item: row for row in rows}
        self.look_above(laptop)

    @rule(laptop=LAPTOPS, item=st.sampled_from(ITEMS))
    def comment(self, laptop: int, item: str) -> None:
        """Enter a text in a form that may have been open for long."""
        laptop %= self.many
        value = self.new_value()
        form = self.form(laptop, item)
        with self.laptops[laptop].database.change(self.person[laptop]) as editor:
            self.taken(editor, form, "comment").comment = value
        on_screen = self.on_screen(form)
        self.note(laptop, editor.written, value, on_screen, on_screen)

    def enter(self, laptop: int, item: str) -> None:
        self.comment(laptop, item)

    @rule(laptop=LAPTOPS, item=st.sampled_from(ITEMS), level=st.integers(0, 1))
    def rate(self, laptop: int, item: str, level: int) -> None:
        """Choose a level, perhaps the same as somebody else."""
        laptop %= self.many
        with self.laptops[laptop].database.change(self.person[laptop]) as editor:
            self.taken(editor, self.form(laptop, item), "rating").level = level
        self.note_written(laptop, editor.written)

    @rule(laptop=LAPTOPS, item=st.sampled_from(ITEMS))
    def remove(self, laptop: int, item: str) -> None:
        """Delete what is shown, where something is."""
        laptop %= self.many
        form = self.forms[laptop].get(item)
        if form is not None:
            with self.laptops[laptop].database.change(self.person[laptop]) as editor:
                if self.law.claims == "what stands":
                    form = editor.get(Answer, self.scope, form.id) or form
                    form.alive = False
                else:
                    editor.remove(form)
            heads = frozenset(name for names in read_heads(form.heads).values() for name in names)
            self.deleted.update(dict.fromkeys(editor.written, heads | self.wrote[laptop]))
            self.note_written(laptop, editor.written)

    @rule(laptop=LAPTOPS, item=st.sampled_from(ITEMS), side=st.integers(0, 4), both=st.booleans())
    def settle(self, laptop: int, item: str, side: int, both: bool) -> None:
        """Settle everything that is open of an answer, side by side."""
        laptop %= self.many
        database = self.laptops[laptop].database
        with database.read() as session:
            found = conflicts.find(session, conflicts.Place(self.scope, "answer", self.row_of(item)))
        if found is None:
            return
        chosen = {}
        for each in found.registers:
            given = [values for values in each.values if values is not None]
            keep_both = both and each.can_keep_both
            chosen[each.register] = conflicts.both(each) if keep_both else given[side % len(given)]
        with database.change(self.person[laptop]) as editor:
            conflicts.settle(editor, found, chosen)
        heads = frozenset(name for each in found.registers for name in each.heads)
        held = frozenset(name for names in read_heads(found.row.heads).values() for name in names)
        for name in editor.written:
            self.saw[name] = heads | self.wrote[laptop]
            if chosen.get(ALIVE, {}).get(ALIVE) is False:
                self.deleted[name] = held | self.wrote[laptop]
        self.note_written(laptop, editor.written)

    @rule(laptop=LAPTOPS, item=st.sampled_from(ITEMS), known=st.booleans())
    def write_with_a_newer_program(self, laptop: int, item: str, known: bool) -> None:
        """Write a field, or a noun, that the other programs do not know."""
        laptop %= self.many
        noun, row = ("answer", self.row_of(item)) if known else ("weather_day", "today")
        value = self.new_value()
        edit = Edit(noun, row, "weather", {"weather": value})
        self.value_of[self.write_raw(laptop, Change("", self.person[laptop], (edit,), SCHEMA + 1))] = value

    @rule(laptop=LAPTOPS)
    def write_in_somebody_elses_name(self, laptop: int) -> None:
        """Write what a server will refuse."""
        laptop %= self.many
        row = self.row_of(FORGED)
        about = Edit("answer", row, "about", {"assessment": "a", "item": FORGED, "rater": "team"})
        self.forged.add(self.write_raw(laptop, Change("", "mallory", (about,))))

    @rule(laptop=LAPTOPS, item=st.sampled_from(ITEMS))
    def let_the_program_fill_in(self, laptop: int, item: str) -> None:
        """Let a program fill in a text, knowing of nobody's."""
        laptop %= self.many
        value = self.new_value()
        about = Edit("answer", self.row_of(item), "about", {"assessment": "a", "item": item, "rater": "team"})
        filled = Edit("answer", self.row_of(item), "comment", {"comment": value})
        self.value_of[self.write_raw(laptop, Change("", PROGRAM, (about, filled)))] = value

    @rule(laptop=LAPTOPS)
    def alter_on_the_way(self, laptop: int) -> None:
        """Pass entries on to the server with other texts than their authors sealed."""
        laptop %= self.many
        there = {self.scope: self.world.server_heads()}
        chunks, _certificates = self.side(laptop, self.laptops[laptop].server_key, Through).page_for(there, there, ROOM)
        others = [replace(chunk, lines=tuple(map(altered, chunk.lines))) for chunk in chunks]
        for chunk, other in zip(chunks, others, strict=True):
            self.altered |= set(other.names()) - set(chunk.names())
        self.ask_server(laptop, encode(Message(self.keys[laptop].device, chunks=tuple(others))))

    @rule(laptop=LAPTOPS)
    def leave_the_content_out(self, laptop: int) -> None:
        """Pass entries on to the server without what they say, as if a server had refused them."""
        laptop %= self.many
        keys = self.keys[laptop]
        there = {self.scope: self.world.server_heads()}
        chunks, _certificates = self.side(laptop, self.laptops[laptop].server_key, Through).page_for(there, there, ROOM)
        emptied = [replace(chunk, lines=tuple(stubs_for(chunk, keys))) for chunk in chunks]
        self.ask_server(laptop, encode(Message(keys.device, chunks=tuple(emptied))))

    @rule(laptop=LAPTOPS, role=st.sampled_from(("", "manager", "reviewer")))
    def change_the_role(self, laptop: int, role: str) -> None:
        """Let an administrator take the right to write from somebody, or give it back."""
        self.roles_changed = True
        self.world.give_role(self.laptops[laptop % self.many].name, role, again=self.law.judges_again)

    @rule(laptop=LAPTOPS, years=st.integers(-5, 5))
    def set_the_clock(self, laptop: int, years: int) -> None:
        """Let a laptop's clock be wrong by years."""
        self.laptops[laptop % self.many].clock.wrong = timedelta(days=365 * years)

    # what happens to machines

    @rule(laptop=LAPTOPS)
    def keep_a_copy(self, laptop: int) -> None:
        """Keep a copy of a laptop's disk."""
        laptop %= self.many
        disk = copy_of(self.laptops[laptop].database, self.scope)
        # The keys lie on the disk: whoever was given another laptop's copy since is themselves again with it.
        self.disks[laptop] = (disk, self.wrote[laptop], self.keys[laptop], self.person[laptop])

    @precondition(lambda self: self.disks)
    @rule(laptop=LAPTOPS)
    def bring_an_old_copy_back(self, laptop: int) -> None:
        """Put a laptop's disk back to an earlier copy."""
        laptop %= self.many
        if laptop in self.disks:
            disk, wrote, self.keys[laptop], self.person[laptop] = self.disks[laptop]
            self.lay_disk(laptop, disk, wrote)

    @precondition(lambda self: self.disks)
    @rule(laptop=LAPTOPS)
    def restore_a_backup(self, laptop: int) -> None:
        """Let the program bring that copy back, which knows then that it goes back in time."""
        laptop %= self.many
        if laptop in self.disks:
            self.bring_an_old_copy_back(laptop)
            self.restored[laptop] = True
            if self.law.begins_new_logs:
                with self.laptops[laptop].database.write() as connection:
                    start_new_logs(connection, self.scope)

    @rule(laptop=LAPTOPS, item=st.sampled_from(ITEMS), other=LAPTOPS, server=st.booleans())
    def bring_work_and_go_on(self, laptop: int, item: str, other: int, server: bool) -> None:
        """Enter a text, bring it to the server or to a colleague, and enter another."""
        self.comment(laptop, item)
        if server:
            self.sync(laptop, [])
        else:
            self.share(laptop, other, [])
        self.comment(laptop, item)

    @rule(laptop=LAPTOPS, item=st.sampled_from(ITEMS), other=LAPTOPS)
    def remove_what_a_colleague_goes_on_writing(self, laptop: int, item: str, other: int) -> None:
        """Enter a text, and delete it while a colleague who has it goes on."""
        self.comment(laptop, item)
        self.share(laptop, other, [])
        self.look(laptop)
        self.look(other)
        self.comment(other, item)
        self.remove(laptop, item)

    @rule(laptop=LAPTOPS, item=st.sampled_from(ITEMS), other=LAPTOPS)
    def reply_over_the_server(self, laptop: int, item: str, other: int) -> None:
        """Put another text in the place of a colleague's that came over the server, and bring it there."""
        self.comment(other, item)
        for each in (other, laptop):
            self.sync(each, [])
        self.look(laptop)
        self.comment(laptop, item)
        self.sync(laptop, [])

    @rule(laptop=LAPTOPS, item=st.sampled_from(ITEMS), backup=st.booleans())
    def lose_the_disk_and_go_on(self, laptop: int, item: str, backup: bool) -> None:
        """Go on from a backup, or from an old copy of the disk that the server has met first."""
        if backup:
            self.restore_a_backup(laptop)
        else:
            self.bring_an_old_copy_back(laptop)
            self.sync(laptop, [])
        self.comment(laptop, item)

    @rule(source=LAPTOPS, onto=LAPTOPS)
    def copy_a_laptop(self, source: int, onto: int) -> None:
        """Give somebody a copy of another's disk, and let both go on writing."""
        source, onto = source % self.many, onto % self.many
        if source != onto:
            self.keys[onto], self.person[onto] = self.keys[source], self.person[source]
            self.lay_disk(onto, copy_of(self.laptops[source].database, self.scope), self.wrote[source])
            self.forms[onto] = dict(self.forms[source])
            self.trusts[onto] = self.trusts[source]
            self.restored[source] = False

    @rule()
    def back_up_the_server(self) -> None:
        """Keep a dump of the server."""
        self.dump = copy_of(self.world.server, self.scope)

    # Where roles change as well, stories tell what becomes of it.
    @precondition(lambda self: self.dump is not None and not self.roles_changed)
    @rule()
    def restore_the_server(self) -> None:
        """Let the server go back to that dump."""
        assert self.dump is not None
        put_back(self.world.server, self.scope, self.dump)
        self.trusts = [False for _each in self.laptops]
        self.must &= self.everywhere()

    @precondition(lambda self: self.dump is not None and not self.roles_changed and self.late)
    @rule(number=st.integers(-3, -1))
    def restore_the_server_while_messages_are_on_their_way(self, number: int) -> None:
        """Let the server go back to that dump, and one of the last messages reach it then."""
        self.restore_the_server()
        self.arrive_late(number)

    # Before anybody's role changed: a story that goes on from there would restore the server once more.
    @precondition(lambda self: not self.roles_changed)
    @rule(laptop=LAPTOPS, item=st.sampled_from(ITEMS), other=LAPTOPS, given=st.booleans())
    def let_the_server_forget_what_it_refused(self, laptop: int, item: str, other: int, given: bool) -> None:
        """Let the server forget that it refused a text, and be brought it empty, or by its author with the role."""
        self.back_up_the_server()
        self.change_the_role(laptop, "manager")
        self.comment(laptop, item)
        for each in (laptop, other):
            self.sync(each, [])
        self.restore_the_server()
        if given:
            self.change_the_role(laptop, "reviewer")
            self.sync(laptop, [])
        self.sync(other, [])

    # the end

    def teardown(self) -> None:
        """Look for what is lost, doubled, overwritten or different."""
        self.agree()
        if self.roles_changed:
            self.look_for_what_the_server_refuses()
            for laptop in self.laptops[: self.many]:
                self.world.give_role(laptop.name, "reviewer", again=self.law.judges_again)
            self.agree()
        everybody = [*(each.database for each in self.laptops[: self.many]), self.world.server]
        self.look_for_forged(everybody)
        found = [self.texts(database) for database in everybody]
        for texts in found:
            assert not self.must - texts.keys(), f"LOST: {self.must - texts.keys()}"
            assert set(texts.values()) <= {1}, f"DOUBLED: {texts}"
            assert texts == found[0], "DIFFERENT LOGS"
        self.look_for_overwritten()
        self.look_for_taken_along(self.world.server)
        for database in everybody:
            hidden = hidden_by_a_program(database, self.scope)
            assert not hidden, f"A PERSON'S VALUE YIELDED TO THE PROGRAM'S: {hidden}"
        self.look_for_wrong_questions()
        # Whoever wrote something that others refuse sees it, and so the assessment that it keeps.
        without = [self.row_of(FORGED), *([ASSESSMENT] if self.forged else [])]
        rows = [shown(database, self.scope, without) for database in everybody]
        assert all(each == rows[0] for each in rows), "DIFFERENT ROWS"
        server = self.world.server
        assert self.world.laid_out_anew(server) == shown(server, self.scope), "LAID OUT DIFFERENTLY"
        for laptop in self.laptops[: self.many]:
            with laptop.database.look() as connection:
                waiting = exchanges.count_waiting(connection, laptop.server_key)
            assert waiting == 0, "STILL WAITING"

    def look_for_overwritten(self) -> None:
        """A text was replaced only by somebody who had seen it, and what was on the screen is replaced."""
        server = self.world.server
        with server.look() as connection:
            # What came without its content, for it was refused, was replaced by nobody and replaces nothing.
            counts = (ENTRY.c.scope == self.scope, ENTRY.c.payload != b"")
            here = set(connection.execute(select(ENTRY.c.name).where(*counts)).scalars())
            rows = table(Answer)
            told = connection.execute(select(rows.c.heads, rows.c.alive).where(rows.c.scope == self.scope))
            heads_of_rows = [(read_heads(heads), alive) for heads, alive in told]
        standing = {name for heads, _alive in heads_of_rows for name in heads.get("comment", ())}
        gone = [
            {name for names in heads.values() for name in names} & self.text_of.keys()
            for heads, alive in heads_of_rows
            if not alive
        ]
        seen = {name for writer, names in self.saw.items() if writer in here for name in names}
        for name, text in self.text_of.items():
            assert name not in here or name in standing or name in seen, f"OVERWRITTEN UNSEEN: {text}"
        for writer, names in self.showed.items():
            back = names & standing if writer in here else frozenset()
            assert not back, f"CAME BACK: {[self.text_of[name] for name in back]}"
        knew = {name for writer, names in self.deleted.items() if writer in here for name in names}
        for heads in gone:
            assert heads <= knew, f"DELETED UNSEEN: {[self.text_of[name] for name in heads - knew]}"

    def look_for_what_the_server_refuses(self) -> None:
        """No member but its author shows what the server refuses, wherever they have it from."""
        members = [number for number in range(self.many) if self.world.role_at(self.keys[number].device)]
        for number in members:
            self.sync(number, [])
        for number in members:
            laptop = self.laptops[number]
            own = own_rows_refused(laptop.database, self.world.server, self.scope)
            without = [self.row_of(FORGED), *own, *([ASSESSMENT] if own or self.forged else [])]
            here, there = (shown(each, self.scope, without) for each in (laptop.database, self.world.server))
            assert not {*here} - {*there}, "SHOWN THOUGH THE SERVER REFUSES IT"
            assert here == there, "LOST: TAKEN BY THE SERVER AND NOT SHOWN"

    def look_for_forged(self, everybody: list[Database]) -> None:
        """Nobody holds what was altered on the way, and the server takes nothing in somebody else's name."""
        for database in everybody:
            assert not taken(database, self.scope, self.altered), "TAKEN WITH A BROKEN SEAL"
        assert not taken(self.world.server, self.scope, self.forged), "TAKEN IN SOMEBODY ELSE'S NAME"

    def look_for_wrong_questions(self) -> None:
        """Nobody is asked about what is the same in both places."""
        database = self.world.server
        with database.look() as connection:
            open_now = select(CONFLICT.c.row, CONFLICT.c.register).where(CONFLICT.c.scope == self.scope)
            asked = {(row, register) for row, register in connection.execute(open_now)}
        for noun, row in (("assessment", ASSESSMENT), *(("answer", self.row_of(item)) for item in ITEMS)):
            with database.read() as session:
                found = conflicts.find(session, conflicts.Place(self.scope, noun, row))
            for each in found.registers if found else ():
                assert each.register == ALIVE or len(set(map(repr, each.said))) > 1, "ASKED ABOUT NOTHING"
                asked.discard((row, each.register))
        with database.look() as connection:
            lines = table(Answer)
            hidden = set(connection.execute(select(lines.c.id).where(~lines.c.alive)).scalars())
        left = {(row, register) for row, register in asked if row not in hidden and register != "weather"}
        assert not left, "ASKED ABOUT NOTHING"


def stubs_for(chunk: Chunk, keys: Keys) -> Iterator[Stub]:
    """Return a stretch of a log without what it says, each entry with the word of whoever leaves it out."""
    for seq, name in enumerate(chunk.names(), start=chunk.first):
        said = withheld_bytes(chunk.scope, chunk.log, seq, name, "not wanted")
        yield Stub(name, "not wanted", keys.device, sign(keys.private, said))


def altered(line: bytes | Stub) -> bytes | Stub:
    """Return an entry with another text in the place of the one that was entered."""
    return line if isinstance(line, Stub) else line.replace(b'"comment":"value', b'"comment":"other')
