"""``wopfield serve``: run the central server."""

from pathlib import Path
from typing import Annotated

import typer

from wopfield.cli.saying import tell
from wopfield.language import _

DatabaseUrl = Annotated[
    str,
    typer.Option(
        "--database",
        envvar="WOPFIELD_SERVER_DATABASE",
        help="sqlite:///FILE or postgresql+psycopg://…; by default SQLite in the folder of the server.",
    ),
]
ServerFolder = Annotated[
    Path | None,
    typer.Option("--folder", envvar="WOPFIELD_SERVER_FOLDER", help="Where the server keeps its database and files."),
]

Files = Annotated[
    str,
    typer.Option(
        help="Where photos and documents lie: a folder, or s3://BUCKET/PREFIX with the store's address and keys "
        "in AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION."
    ),
]


def serve(
    database: DatabaseUrl = "",
    folder: ServerFolder = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8765,
    certificate: Annotated[Path | None, typer.Option(help="A TLS certificate; else a proxy speaks TLS.")] = None,
    key: Annotated[Path | None, typer.Option(help="The key of the certificate.")] = None,
    files: Files = "",
) -> None:
    """Run the central server until it is told to stop (Ctrl+C)."""
    from wopfield.server.serve import serve as run

    url, beside = where(database, folder)
    run(
        url,
        host,
        port,
        files or str(beside),
        folder=beside.parent,
        certificate=certificate,
        key=key,
        begun=lambda: tell(_("Serving on {host}:{port}. Stop with Ctrl+C.", host=host, port=port)),
    )


def where(database: str, folder: Path | None) -> tuple[str, Path]:
    """Return the database and the folder for files that the server uses."""
    from wopfield import settings
    from wopfield.server.blobs import FILES

    home = folder or settings.server_folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)  # what lies in it opens what laptops were locked with
    return database or f"sqlite:///{home / 'server.db'}", home / FILES
