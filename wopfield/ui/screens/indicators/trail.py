"""The way back from a screen that stands behind the indicators of a partnership."""

from wopfield.language import _
from wopfield.store.tables import Partnership
from wopfield.ui.screen import Heading, Place


def heading_behind_indicators(title: str, partnership: Partnership) -> Heading:
    """Return the heading of a screen whose breadcrumb leads back over the partnership's indicators."""
    crumbs = (
        (_("Partnerships"), Place("partnerships")),
        (partnership.name, Place("partnership", partnership=partnership.id)),
        (_("Indicators"), Place("indicators", partnership=partnership.id)),
    )
    return Heading(title, crumbs=crumbs)
