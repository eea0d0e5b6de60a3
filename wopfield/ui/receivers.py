"""Who hears of a result: held weakly, so that a closed screen can go."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from inspect import ismethod
from typing import Any
from weakref import WeakMethod

from PySide6.QtCore import QObject
from shiboken6 import isValid

Failed = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class Receivers:
    """Both ends of some work: who gets its result, and who gets its exception instead (None where nobody asked)."""

    then: Callable[[], Callable[[Any], None] | None]
    otherwise: Callable[[], Failed | None]

    def deliver(self, result: object) -> None:
        """Hand a result to whoever asked for it and is still there."""
        if (then := self.then()) is not None:
            then(result)

    def complain(self, error: Exception) -> bool:
        """Hand over what went wrong; return whether somebody took it."""
        otherwise = self.otherwise()
        if otherwise is not None:
            otherwise(error)
        return otherwise is not None


def receivers(then: Callable[[Any], None] | None, otherwise: Failed | None) -> Receivers:
    """Return the two, each until the object it is a method of has gone."""
    return Receivers(_weakly(then), _weakly(otherwise))


def _weakly(receiver: Callable[..., None] | None) -> Callable[[], Callable[..., None] | None]:
    """Return a way to the receiver that ends when the object it is a method of has gone."""
    if isinstance(receiver, partial):
        inner, arguments, words = _weakly(receiver.func), receiver.args, receiver.keywords
        return lambda: None if (found := inner()) is None else partial(found, *arguments, **words)
    if not ismethod(receiver):
        return lambda: receiver
    method = WeakMethod(receiver)

    def living() -> Callable[..., None] | None:
        found = method()
        owner = None if found is None else found.__self__
        gone = isinstance(owner, QObject) and not isValid(owner)
        return None if gone else found

    return living
