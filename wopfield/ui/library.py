"""The checklists and indicators that ship, in the language spoken, to be shown."""

from functools import cache

from wopfield.checklists import library
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.checklist import Checklist
from wopfield.language import language
from wopfield.store.wording import worded, worded_catalogue


def built_in() -> tuple[Checklist, ...]:
    """Return every checklist that ships."""
    return _built_in(language())


def indicator_catalogue() -> Catalogue:
    """Return the indicators and variables that ship."""
    return _catalogue(language())


@cache
def _built_in(_language: str) -> tuple[Checklist, ...]:
    return tuple(map(worded, library.built_in()))


@cache
def _catalogue(_language: str) -> Catalogue:
    return worded_catalogue(library.indicator_catalogue())
