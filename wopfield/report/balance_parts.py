"""What the parts of the water balance are called, on screen and on paper."""

from wopfield.domain.balance import Component
from wopfield.language import _


def published_words() -> str:
    """Return where the averages come from by which leakage is located, and what of them nobody could check."""
    return _(
        "Background leakage (9.6, 0.6 and 16 litres) and burst flows (12 and 1.6 m³/h at 50 m): Lambert and others, "
        "AQUA 48(6), 1999; checked against Thornton, Sturm and Kunkel, Water Loss Control, 2008, tables 7.2 and 10.8. "
        "How long bursts run (3 and 8 days) and how far such averages are off (25 %) could not be checked."
    )


def part_name(component: Component) -> str:
    """Return what a part of the balance is called."""
    return name_of_part(component.code, component.label)


def name_of_part(code: str, label: str) -> str:
    """Return what the part with this code is called, by its English ``label`` where pages have no words."""
    own = {
        "water_supplied": _("Water put into the network"),
        "authorised_consumption": _("Authorised use"),
        "water_losses": _("Water losses"),
        "billed_authorised": _("Billed"),
        "unbilled_authorised": _("Unbilled"),
        "billed_metered": _("Billed, metered"),
        "billed_unmetered": _("Billed, not metered"),
        "unbilled_metered": _("Unbilled, metered"),
        "unbilled_unmetered": _("Unbilled, not metered"),
        "unauthorised_consumption": _("Unauthorised use"),
        "mains_bursts": _("Bursts on mains"),
        "connection_bursts": _("Bursts on connections"),
        "hidden_leakage": _("Hidden leaks, overflows"),
    }
    return own.get(code) or _(label)
