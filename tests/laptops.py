"""Two laptops that meet without a network: everything one lacks is carried over."""

from wopfield.store.database import Database
from wopfield.store.layout import lay_out
from wopfield.store.log import add_arrived, entries_after, have


def pass_on(source: Database, target: Database, came_from: str = "a colleague", *scopes: str) -> None:
    """Carry every entry that ``target`` lacks, as an exchange would; of all scopes, or of some."""
    with source.look() as theirs, target.write() as ours:
        known = have(ours, scopes or None)
        for scope, logs in have(theirs, scopes or None).items():
            for log in logs:
                since = known.get(scope, {}).get(log)
                lines = [entry for entry, _ in entries_after(theirs, scope, log, since.seq if since else 0)]
                add_arrived(ours, lines, [""] * len(lines), came_from, "2026-11-23T09:30:00.000000+00:00")
                lay_out(ours, lines)
