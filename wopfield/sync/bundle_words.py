"""What a bundle is and what taking it in would do, in sentences for window and command line."""

from collections.abc import Sequence

from wopfield.language import _, in_a_row, plural, retold
from wopfield.store.rows import COMMONS
from wopfield.sync.bundle_preview import PartnershipNews, Preview


def maker_words(preview: Preview) -> str:
    """Return who made a bundle, such as "Joost’s laptop (Joost Verhagen)"."""
    laptop, name = preview.laptop or _("A laptop without a name"), preview.maker
    return _("{laptop} ({name})", laptop=laptop, name=name) if name else laptop


def left_out_words(names: Sequence[str], number: str) -> str:
    """Return which files should have gone along and did not; ``number`` is how many, as people write it."""
    return plural(
        "{number} file is not whole on this laptop and did not go along: {names}.",
        "{number} files are not whole on this laptop and did not go along: {names}.",
        len(names),
        number=number,
        names=in_a_row(names),
    )


def partnership_words(news: PartnershipNews) -> str:
    """Return what a bundle brings of one partnership."""
    if news.scope == COMMONS:
        return plural("{count} change to utilities and people", "{count} changes to utilities and people", news.entries)
    changes = plural("{count} change", "{count} changes", news.entries) if news.entries else _("nothing new")
    if not news.here:
        changes = _("new on this laptop, {changes}", changes=changes)
    if not news.conflicts:
        return changes
    return plural(
        "{changes}, {count} changed in two places",
        "{changes}, {count} changed in two places",
        news.conflicts,
        changes=changes,
    )


def warnings(preview: Preview) -> Sequence[str]:
    """Return what somebody should know before taking a bundle in."""
    found: list[str] = []
    if preview.own:
        found.append(_("This laptop saved the file itself."))
    if preview.unconnected:
        found.append(
            plural(
                "{count} change follows others that are neither here nor in the file; ask for a file with everything.",
                "{count} changes follow others that are neither here nor in the file; ask for a file with everything.",
                preview.unconnected,
            )
        )
    for reason, count in preview.refused:
        found.append(
            plural("{count} change is refused: {reason}", "{count} changes are refused: {reason}", count,
                   reason=retold(reason))
        )  # fmt: skip
    return found


def lines_of(preview: Preview) -> list[str]:
    """Return a preview as lines of text."""
    lines = [
        _("Saved by {maker}, {when}", maker=maker_words(preview), when=preview.head.made[:16].replace("T", " ")),
        _("Fingerprint {fingerprint}", fingerprint=preview.fingerprint)
        + ("" if preview.trusted else _(" (not known here yet)")),
    ]
    if preview.head.receiver_name:
        lines.append(_("For {name}", name=preview.head.receiver_name))
    lines += [
        f"  {each.name}: {partnership_words(each)}" if each.name else f"  {partnership_words(each)}"
        for each in preview.partnerships
    ]
    lines += [f"    {name}: {count}" for name, count in preview.authors]
    if preview.files:
        lines.append(
            plural("Photos and documents: {count} piece, {size} bytes",
                   "Photos and documents: {count} pieces, {size} bytes", preview.files, size=preview.file_bytes)
        )  # fmt: skip
    if preview.conflicts:
        lines.append(_("Would stand changed in two places, both kept:"))
        lines += [f"    {name}" for name in preview.conflicts]
    lines += warnings(preview)
    if not preview.entries and not preview.files:
        lines.append(_("All of it is on this laptop already."))
    return lines
