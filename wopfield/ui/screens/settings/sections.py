"""The sections of the settings, in reading order, and the words they are found by."""

from dataclasses import dataclass

from wopfield.language import _


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its key, its title, its picture, and what is set in it, for those who search for that."""

    key: str
    title: str
    icon: str
    holds: str


def sections() -> tuple[Section, ...]:
    """Return the sections in the language spoken now."""
    return (
        Section("look", _("Look and language"), "contrast", _("dark, sunlight, text size, large buttons")),
        Section("keys", _("Keys"), "keyboard", _("keyboard shortcuts")),
        Section("you", _("You and this laptop"), "user", _("your name, what you do, name of this laptop")),
        Section("people", _("People who stand twice"), "users", _("one person under two names")),
        Section("password", _("Password"), "lock", _("recovery key")),
        Section("backups", _("Backups"), "shield-check", _("bring back, a second place")),
        Section("network", _("Sync and network"), "refresh", _("server, photos on Wi-Fi, laptops nearby")),
        Section("units", _("Units and money"), "ruler", _("m³, gallons, bar, psi, currency")),
        Section("paper", _("Reports and paper"), "printer", _("print: A4, Letter, greys, language, PDF/A")),
        Section("about", _("About and licences"), "info-circle", _("version of the program")),
    )
