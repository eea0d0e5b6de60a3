"""The README speaks of what is there."""

import re
from pathlib import Path

import wop

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOP_FOLDERS = ("wopfield/", "resources/", "migrations/", "tests/", ".ci/")


def test_every_file_and_folder_it_names_is_there() -> None:
    named = set(re.findall(r"`([^`\s]+)`", README)) | set(re.findall(r"\]\(([^)]+)\)", README))
    ours = {name for name in named if name.startswith(TOP_FOLDERS) or name.endswith((".md", ".toml", ".lock"))}

    assert len(ours) > 15
    assert not {name for name in ours if not (ROOT / name).exists()}


def test_it_names_every_command_of_wop_but_setup() -> None:
    assert {command for command in wop.COMMANDS if f"wop.py {command}" in README} == set(wop.COMMANDS) - {"setup"}


def test_the_storeys_are_those_that_the_architecture_test_holds() -> None:
    drawn = README.split("### The storeys")[1].split("```")[1]
    tested = (ROOT / "tests" / "test_architecture.py").read_text(encoding="utf-8").split('"""')[1]

    assert all(line.split("  ")[0] in tested for line in drawn.strip().splitlines())
