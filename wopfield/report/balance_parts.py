"""What the parts of the water balance are called, on screen and on paper."""

from wopfield.domain.balance import Component
from wopfield.language import _


def part_name(component: Component) -> str:
    """Return what a part of the balance is called."""
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
    return own.get(component.code) or _(component.label)
