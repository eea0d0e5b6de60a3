"""What a person has chosen of one row that was changed in two places; nothing is chosen beforehand."""

from wopfield.domain.log import ALIVE
from wopfield.language import _
from wopfield.store import conflicts
from wopfield.store.conflicts import Conflict, OpenRegister
from wopfield.ui.values import Shown, shown

BOTH = -1
"""Chosen of a text or a list: everything that was said."""


class Choice:
    """Which side's value of each open register is to stand."""

    def __init__(self, conflict: Conflict | None = None) -> None:
        self.conflict = conflict
        self._columns: dict[str, int] = {}

    @property
    def registers(self) -> tuple[OpenRegister, ...]:
        """Return what there is to choose."""
        return self.conflict.registers if self.conflict else ()

    @property
    def is_whole(self) -> bool:
        """Return whether it can be saved: all is chosen, or the row is to go."""
        return self.conflict is not None and (self._deletes() or self.waiting() is None)

    def after(self, now: Conflict) -> "Choice":
        """Return what still holds when something has arrived: choices of registers that are as they were."""
        found, before = Choice(now), self.conflict
        if before is not None and before.place == now.place and before.sides == now.sides:
            same = {each.register for each in now.registers if each in before.registers}
            found._columns = {name: column for name, column in self._columns.items() if name in same}
        return found

    def is_chosen(self, register: str, column: int) -> bool:
        """Return whether a side's value is to stand, alone or with the others."""
        return self._columns.get(register) in (column, BOTH)

    def register(self, name: str) -> OpenRegister | None:
        """Return an open register by its name."""
        return next((each for each in self.registers if each.register == name), None)

    def waiting(self) -> str | None:
        """Return the first register of which nothing is chosen yet."""
        return next((each.register for each in self.registers if each.register not in self._columns), None)

    def press(self, name: str, column: int) -> None:
        """Choose a value; where both can stand a second one is taken in addition, and a chosen one taken away."""
        register, now = self.register(name), self._columns.get(name)
        if register is None or not _may(register, column):
            return
        if not register.can_keep_both or now is None:
            self._columns[name] = column
        elif now == BOTH:
            self._columns[name] = next(
                place for place, values in enumerate(register.values) if values is not None and place != column
            )
        elif now == column:
            del self._columns[name]
        else:
            self._columns[name] = BOTH

    def take(self, name: str, number: int) -> bool:
        """Choose the value of a side, or all for the number after the last side; False where that cannot be."""
        register = self.register(name)
        if self.conflict is None or register is None:
            return False
        every = number == len(self.conflict.sides)
        if not (register.can_keep_both if every else _may(register, number)):
            return False
        self._columns[name] = BOTH if every else number
        return True

    def take_all(self, column: int) -> None:
        """Choose everything of one side."""
        for register in self.registers:
            if _may(register, column):
                self._columns[register.register] = column

    def values(self) -> dict[str, conflicts.Values]:
        """Return what is to stand of each register that something is chosen of."""
        found: dict[str, conflicts.Values] = {}
        for register in self.registers:
            column = self._columns.get(register.register)
            if column is None:
                continue
            values = conflicts.both(register) if column == BOTH else register.values[column]
            if values is not None:
                found[register.register] = values
        return found

    @property
    def keeps_everything(self) -> bool:
        """Return whether all that was said of every register is to stand."""
        return bool(self.registers) and all(self._columns.get(each.register) == BOTH for each in self.registers)

    def words(self) -> tuple[Shown | None, str]:
        """Return what stays: a level to show as a mark, and the rest in one line."""
        mark: Shown | None = None
        words: list[str] = []
        values = self.values()
        names = self.conflict.names if self.conflict else {}
        for register in self.registers:
            if register.register not in values:
                if not self._deletes():
                    words.append(_("{register}: not chosen yet", register=register.words))
                continue
            value = shown(register.register, values[register.register], names)
            if value.has_mark and mark is None:
                mark = value
            elif register.is_text:
                words.append(_("“{words}”", words=" ".join(value.words.split())))
            else:
                words.append(_("{register}: {words}", register=register.words, words=value.words))
        return mark, "   ".join(words)

    def _deletes(self) -> bool:
        return self.values().get(ALIVE, {}).get(ALIVE) is False


def _may(register: OpenRegister, column: int) -> bool:
    given = 0 <= column < len(register.values) and register.values[column] is not None
    return given and column not in register.unreadable
