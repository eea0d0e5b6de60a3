"""What the program is made of, with versions and licences."""

import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib import metadata

from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from wopfield.language import _, kept_as_it_is
from wopfield.shipped import shipped
from wopfield.ui.screens.settings.parts import Rows
from wopfield.ui.theme import SECONDARY, Theme
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.links import Link

_LIBRARIES: tuple[tuple[str, str], ...] = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("sqlmodel", "MIT"),
    ("SQLAlchemy", "MIT"),
    ("alembic", "MIT"),
    ("sqlcipher3", "BSD-3-Clause"),
    ("cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("argon2-cffi", "MIT"),
    ("reportlab", "BSD-3-Clause"),
    ("uharfbuzz", "Apache-2.0"),
    ("pikepdf", "MPL-2.0"),
    ("qrcode", "BSD-3-Clause"),
    ("pillow", "MIT-CMU"),
    ("httpx", "BSD-3-Clause"),
    ("fastapi", "MIT"),
    ("babel", "BSD-3-Clause"),
    ("typer", "MIT"),
)
"""The libraries, by the name they are installed under, with their licences."""

TEXTS: tuple[tuple[str, str], ...] = (
    ("IBM Plex", "fonts/OFL-IBMPlex.txt"),
    ("Noto Sans", "fonts/OFL-Noto.txt"),
    ("Droid Sans Fallback", "fonts/Apache-2.0-Droid.txt"),
    ("Tabler Icons", "icons/LICENSE.txt"),
)
"""What ships beside the program with a licence text of its own."""

_LICENCES = {"OFL": "OFL-1.1", "Apache": "Apache-2.0", "LICENSE.txt": "MIT"}
"""What a licence is called, by how the name of its text begins."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing the program is made of."""

    name: str
    version: str
    licence: str


def version() -> str:
    """Return the version of the program; empty where it was not installed."""
    return _version("wopfield")


def parts() -> tuple[Part, ...]:
    """Return everything that is installed here, with versions."""
    found = [Part("Python", platform.python_version(), "PSF-2.0")]
    for name, licence in _LIBRARIES:
        installed = _version(name)
        if installed:
            found.append(Part(name, installed, licence))
    found += [Part(name, "", _LICENCES[file.partition("/")[2].partition("-")[0]]) for name, file in TEXTS]
    return tuple(found)


def licence_text(file: str) -> str:
    """Return the text of a licence that ships."""
    folder, _slash, name = file.partition("/")
    return (shipped("resources") / folder / name).read_text(encoding="utf-8")


def machine_words() -> str:
    """Return what this computer is, for whoever is asked for help."""
    return _("on {system} {release}, {bits} bit", system=platform.system(), release=platform.release(), bits=_bits())


def _bits() -> int:
    return 64 if sys.maxsize > 2**32 else 32


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


class AboutRows(Rows):
    """Versions and licences; a licence text is shown below when somebody asks for it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.add(_("WOPField {version}", version=kept_as_it_is(version())).strip(), machine_words())
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 8, 18, 12)
        column.setSpacing(4)
        column.addLayout(_table(theme, parts()))
        links = Flow(gap=20)
        links.addWidget(Label(theme, _("Licence texts:"), "secondary"))
        for name, file in TEXTS:
            link = Link(theme, name, size=SECONDARY)
            link.clicked.connect(partial(self._show_licence, file))
            links.addWidget(link)
        column.addLayout(links)
        self._licence = QPlainTextEdit()
        self._licence.setAccessibleName(_("Licence"))
        self._licence.setReadOnly(True)
        self._licence.setTabChangesFocus(True)
        self._licence.setMinimumHeight(theme.px(220))
        self._licence.hide()
        column.addWidget(self._licence)
        self.body.addWidget(Line(theme))
        self.body.addWidget(inside)

    def _show_licence(self, file: str) -> None:
        self._licence.setPlainText(licence_text(file))
        self._licence.show()


def _table(theme: Theme, made_of: Sequence[Part]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    for row, part in enumerate(made_of):
        grid.addWidget(Label(theme, part.name, "secondary", ink="ink"), row, 0)
        grid.addWidget(Label(theme, kept_as_it_is(part.version), "secondary"), row, 1)
        grid.addWidget(Label(theme, part.licence, "secondary"), row, 2)
    return grid
