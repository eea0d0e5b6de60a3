"""What the first start asks, and what makes an answer good enough to go on."""

import re
from dataclasses import dataclass
from typing import Literal

from wopfield.domain.invitation import is_code
from wopfield.language import _
from wopfield.ui.widgets.password import strength

Start = Literal["empty", "demonstration", "colleague", "server", "stick"]

_E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_ADDRESS = re.compile(r"(https?://)?[^\s/:]+(:\d+)?(/\S*)?")


@dataclass(frozen=True, slots=True)
class FirstStart:
    """Everything that was answered."""

    language: str
    name: str
    email: str
    password: str
    start: Start
    server_address: str = ""
    server_email: str = ""
    server_password: str = ""


def name_trouble(name: str) -> str:
    """Return what is missing in a name; empty when nothing is."""
    return "" if name.strip() else _("Type your name, as colleagues know you.")


def email_trouble(email: str, *, needed: bool = False) -> str:
    """Return what is wrong with an e-mail address; it may be left out unless it is needed."""
    plain = email.strip()
    if not plain:
        return _("Type your e-mail address.") if needed else ""
    return "" if _E_MAIL.fullmatch(plain) else _("This is not an e-mail address, such as amina@example.org.")


def password_trouble(password: str, again: str) -> str:
    """Return what is wrong with a password typed twice; empty when nothing is."""
    taken, words = strength(password)
    if not taken:
        return words
    if not again:
        return _("Type the same password again.")
    return "" if password == again else _("The two are not the same.")


def address_trouble(address: str) -> str:
    """Return what is wrong with the address of a server; empty when nothing is."""
    plain = address.strip()
    return "" if _ADDRESS.fullmatch(plain) else _("Type the address of the server, such as wop.example.org.")


def account_trouble(account: str) -> str:
    """Return what is wrong with an e-mail address or the code of an invitation; empty when nothing is."""
    return "" if is_code(account) else email_trouble(account, needed=True)
