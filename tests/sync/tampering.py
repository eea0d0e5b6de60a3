"""What reaches a laptop otherwise than it was sent."""

from dataclasses import replace
from random import Random

from wopfield.sync.protocol import Chunk, Message


def with_a_byte_changed(content: bytes, luck: Random) -> bytes:
    """Return the same bytes, but for one of them."""
    changed = bytearray(content)
    changed[luck.randrange(len(content))] ^= luck.randrange(1, 256)
    return bytes(changed)


def with_words_changed(message: Message, old: bytes, new: bytes) -> Message:
    """Return the same message, but for these words in every entry that travels in it with its content."""

    def changed(chunk: Chunk) -> Chunk:
        lines = (line.replace(old, new) if isinstance(line, bytes) else line for line in chunk.lines)
        return replace(chunk, lines=tuple(lines))

    return replace(message, chunks=tuple(map(changed, message.chunks)))
