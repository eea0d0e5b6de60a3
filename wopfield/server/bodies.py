"""Read what a request brings, trusting nothing: its size, its form, its text."""

import json
import unicodedata
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request

from wopfield.errors import BadInput
from wopfield.language import later


class TooLarge(Exception):
    """A body is larger than it may be."""


def read_body(most: int) -> Callable[[Request], Coroutine[Any, Any, bytes]]:
    """Return a dependency that reads a body of at most ``most`` bytes, however it is sent."""

    async def body(request: Request) -> bytes:
        said = request.headers.get("content-length", "")
        if said.isascii() and said.isdigit() and int(said[:20]) > most:
            raise TooLarge
        parts: list[bytes] = []
        size = 0
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise TooLarge
            parts.append(part)
        return b"".join(parts)

    return body


def read_fields(body: bytes, **most: int) -> dict[str, str]:
    """Return the texts of a flat JSON object that has exactly these fields, each of at most so many letters.

    Raises:
        BadInput: it is anything else.
    """
    try:
        content = json.loads(body.decode("utf-8"))
        if not isinstance(content, dict) or content.keys() != most.keys():
            raise ValueError
        return {field: _text(content[field], length) for field, length in most.items()}
    except (ValueError, RecursionError) as error:
        raise BadInput(later("The server does not understand this request.")) from error


def read_form(body: bytes, **most: int) -> dict[str, str]:
    """Return the texts of a form of a page that has exactly these fields, each of at most so many letters.

    Raises:
        BadInput: it is anything else.
    """
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=20
        )
        content = dict(pairs)
        if len(content) != len(pairs) or content.keys() != most.keys():
            raise ValueError
        return {field: _text(content[field], length) for field, length in most.items()}
    except ValueError as error:
        raise BadInput(later("The server does not understand this request.")) from error


def _text(value: object, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError
    value.encode("utf-8")  # a lone surrogate raises
    if any(unicodedata.category(sign) == "Cc" for sign in value):
        raise ValueError
    return unicodedata.normalize("NFC", value)
