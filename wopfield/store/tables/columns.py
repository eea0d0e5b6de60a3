"""Columns that hold more than one value, as JSON."""

from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field


def list_column() -> Any:  # SQLModel types a column factory as Any
    """Return a column that holds a list, empty by default."""
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


def words_column() -> Any:  # as above
    """Return a column that holds texts by name, none by default."""
    return Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
