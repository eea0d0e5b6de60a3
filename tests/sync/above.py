"""What people do to the assessment above the answers of the machine, and what a deletion of it must not take along."""

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from tests.sync.meetings import LAPTOPS, Meetings
from wopfield.domain.log import ALIVE, SCHEMA, Change, Edit, Name
from wopfield.store import conflicts
from wopfield.store.database import Database
from wopfield.store.had import had_now
from wopfield.store.log_tables import ENTRY
from wopfield.store.rows import read_heads, table
from wopfield.store.tables import Answer, Assessment

ASSESSMENT = "a"


class Above(Meetings):
    """Deletes the assessment that all answers belong to, brings it back, and settles what comes of it."""

    def look_above(self, laptop: int) -> None:
        """Show the assessment as it stands, with what is here of every log."""
        with self.laptops[laptop].database.read() as session:
            row = session.get(Assessment, (self.scope, ASSESSMENT))
            had = had_now(session.connection(), self.scope)
        held = self.held(laptop)
        self.headings[laptop] = (row, had, held) if row is not None and row.alive else None

    def held(self, laptop: int) -> frozenset[Name]:
        """Return every entry that a laptop has."""
        lines = select(ENTRY.c.name).where(ENTRY.c.scope == self.scope)
        with self.laptops[laptop].database.look() as connection:
            return frozenset(map(Name, connection.execute(lines).scalars()))

    @rule(laptop=LAPTOPS)
    def remove_the_assessment(self, laptop: int) -> None:
        """Delete the assessment as a screen shows it that may have been open for long."""
        laptop %= self.many
        shown = self.headings[laptop]
        if shown is None:
            return
        row, had, held = shown
        if self.law.says_what_it_had:
            with self.laptops[laptop].database.change(self.person[laptop]) as editor:
                editor.remove(row, had)
            written = editor.written
        else:
            heads = sorted({name for names in read_heads(row.heads).values() for name in names})
            gone = Edit("assessment", ASSESSMENT, ALIVE, {ALIVE: False}, tuple(heads))
            written = (self.write_raw(laptop, Change("", self.person[laptop], (gone,), SCHEMA)),)
        self.note_deletion(laptop, written, held)

    @rule(laptop=LAPTOPS, side=st.integers(0, 4))
    def settle_whether_the_assessment_stays(self, laptop: int, side: int) -> None:
        """Keep it or delete it, having been shown what stands below it."""
        laptop %= self.many
        database = self.laptops[laptop].database
        with database.read() as session:
            found = conflicts.find(session, conflicts.Place(self.scope, "assessment", ASSESSMENT))
        if found is None:
            return
        held = self.held(laptop)
        (life,) = found.registers
        given = [values for values in life.values if values is not None]
        chosen = given[side % len(given)]
        with database.change(self.person[laptop]) as editor:
            conflicts.settle(editor, found, {ALIVE: chosen})
        if chosen[ALIVE] is False:
            self.note_deletion(laptop, editor.written, held)
        else:
            self.note_written(laptop, editor.written)

    @rule(laptop=LAPTOPS, other=LAPTOPS, item=st.sampled_from(("WR01", "WR02")))
    def remove_it_while_a_colleague_goes_on(self, laptop: int, other: int, item: str) -> None:
        """Delete the assessment while a colleague answers another item of it, and meet."""
        laptop, other = laptop % self.many, other % self.many
        self.look_above(laptop)
        self.enter(other, item)
        self.remove_the_assessment(laptop)
        self.share(laptop, other, [])

    def enter(self, laptop: int, item: str) -> None:
        """Enter a text."""
        raise NotImplementedError

    def note_deletion(self, laptop: int, written: tuple[Name, ...], held: frozenset[Name]) -> None:
        """Note what whoever deleted the assessment had."""
        for name in written:
            self.deleted_above[name] = held | self.wrote[laptop]
        self.note_written(laptop, written)

    def look_for_taken_along(self, database: Database) -> None:
        """No text went with the assessment that none of those had seen who deleted it."""
        with database.look() as connection:
            counts = (ENTRY.c.scope == self.scope, ENTRY.c.payload != b"", ENTRY.c.refused == "")
            here = set(connection.execute(select(ENTRY.c.name).where(*counts)).scalars())
            above, rows = table(Assessment), table(Answer)
            alive = connection.execute(select(above.c.alive).where(above.c.scope == self.scope)).scalar()
            # Of a row whose beginning was refused nobody knows where it belongs.
            below = (rows.c.scope == self.scope, rows.c.assessment == ASSESSMENT, rows.c.alive)
            told = connection.execute(select(rows.c.heads).where(*below)).scalars()
            standing = {name for heads in told for name in read_heads(heads).get("comment", ())}
        if alive:
            return
        lost = [standing - knew for writer, knew in self.deleted_above.items() if writer in here]
        unseen = set.intersection(*lost) & self.text_of.keys() if lost else set()
        assert not unseen, f"TAKEN ALONG UNSEEN: {[self.text_of[name] for name in unseen]}"
