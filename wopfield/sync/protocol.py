"""The messages of an exchange, and the wire's version.

Both sides send the same kind of message: what they have, entries the other lacks, and what they could not take. A
message is a short JSON head followed by the very bytes of the entries, compressed as one. Whoever reads one trusts
nothing: each part is checked for its form, and a body may not swell beyond a limit.

What somebody has of a log is told by its **heads**: number and name of its newest entry. A log has one, unless a
laptop was copied and both copies went on: then it has a head for each line.
"""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from wopfield.domain.log import Name, name_of
from wopfield.errors import NotUnderstood
from wopfield.sync.values import ID, read_dict, read_like, read_list, read_mapping, read_name, read_number, read_text

VERSION = 1
"""The version of the wire this program speaks."""

PAGE_BYTES = 1_000_000
"""The most bytes of entries that a message carries, but for a single sealed stretch that is longer."""

MOST_BYTES = 8_000_000
"""The most bytes that a message may have, before and after it is inflated."""

MOST_STANDING = 500
"""So many entries that are still refused are told of."""

MOST_ASKED = 200
"""About so many devices somebody asks at once."""

MOST_DOUBTED = 60
"""So many entries are asked about at once, in 3 kB or so: they go with every exchange. Of more, others each time, and
all of them once one was no longer refused."""

_SIGNATURE = re.compile(r"[A-Za-z0-9_-]{86}")
_DIGEST = re.compile(r"[A-Za-z0-9_-]{22}")

T = TypeVar("T")


class Place(NamedTuple):
    """A place in a log: the number of an entry, and its name."""

    seq: int
    name: Name


Heads = Mapping[str, frozenset[Place]]
"""Log to its newest entries."""

Have = Mapping[str, Heads]
"""Scope to the heads of its logs."""


@dataclass(frozen=True, slots=True)
class Stub:
    """What is passed on of an entry that a server refused: its name, so that the chain holds, and why.

    The server signs that it withholds the content. Whoever passes the entry on could leave it out otherwise, and
    nobody would ask for it again.
    """

    name: Name
    reason: str
    device: str
    signature: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a log without gaps that ends at a seal.

    ``before`` names the entry that ``first`` follows; ``lines`` are payloads, or stubs in their place.
    """

    scope: str
    log: str
    first: int
    before: Name
    lines: tuple[bytes | Stub, ...]
    device: str
    signature: str

    @property
    def last(self) -> int:
        """Return the number of the last entry."""
        return self.first + len(self.lines) - 1

    def names(self) -> list[Name]:
        """Work out the name of every entry from what stands before it."""
        names: list[Name] = []
        before = self.before
        for seq, line in enumerate(self.lines, start=self.first):
            before = line.name if isinstance(line, Stub) else name_of(self.scope, self.log, seq, before, line)
            names.append(before)
        return names


@dataclass(frozen=True, slots=True)
class Certificate:
    """A device as the server certified it; ``content`` is the JSON that was signed."""

    content: str
    signature: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was not taken, and why: an entry, all of a log from ``seq`` on, or (log "", number 0) a whole scope."""

    scope: str
    log: str
    seq: int
    name: Name
    reason: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message, either way.

    A scope in ``same`` is told by the digest of its heads alone; one in neither ``same`` nor ``have`` is not here.
    ``lacks`` names heads the other side told of that are not here. ``room`` is how many bytes of entries the next
    message from the other side may carry. ``refusals`` are what was not taken of what the other side sent last,
    ``standing`` entries that are still refused from before; None where nothing is said of them. ``asks``
    names devices whose logs the other side did not take, ``believes`` those it was asked about that it would take.
    ``doubts`` names entries that the other side, a server, was heard to refuse: where it does not, it says so to all.
    ``wants`` names entries refused here whose content is not here, so that they cannot be judged again.
    """

    device: str = ""
    program: str = ""
    same: Mapping[str, str] = field(default_factory=dict)
    have: Have = field(default_factory=dict)
    lacks: Mapping[str, frozenset[Name]] = field(default_factory=dict)
    chunks: tuple[Chunk, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    standing: tuple[Refusal, ...] | None = None
    asks: frozenset[str] = frozenset()
    believes: frozenset[str] | None = None
    doubts: Mapping[str, frozenset[Name]] = field(default_factory=dict)
    wants: Mapping[str, frozenset[Name]] = field(default_factory=dict)
    room: int = PAGE_BYTES
    version: int = VERSION

    @property
    def entries(self) -> int:
        """Return how many entries the message carries."""
        return sum(len(chunk.lines) for chunk in self.chunks)


def digest(heads: Heads) -> str:
    """Return 22 characters that are the same on both sides exactly when the heads of a scope are."""
    lines = sorted(f"{log} {place.seq} {place.name}" for log, places in heads.items() for place in places)
    return base64.urlsafe_b64encode(hashlib.sha256("\n".join(lines).encode()).digest())[:22].decode()


def encode(message: Message) -> bytes:
    """Return a message as it travels."""
    head = {
        "v": message.version,
        "device": message.device,
        "program": message.program,
        "same": dict(message.same),
        "have": write_have(message.have),
        "lacks": _write_names(message.lacks),
        "chunks": [_chunk_head(chunk) for chunk in message.chunks],
        "certificates": [[each.content, each.signature] for each in message.certificates],
        "refusals": _write_refusals(message.refusals),
        "room": message.room,
    }
    if message.asks:
        head["asks"] = sorted(message.asks)
    if message.believes is not None:
        head["believes"] = sorted(message.believes)
    if message.doubts:
        head["doubts"] = _write_names(message.doubts)
    if message.wants:
        head["wants"] = _write_names(message.wants)
    if message.standing is not None:
        head["standing"] = _write_refusals(message.standing[:MOST_STANDING])
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    payloads = b"".join(line for chunk in message.chunks for line in chunk.lines if isinstance(line, bytes))
    return zlib.compress(len(text).to_bytes(4, "big") + text + payloads, 6)


def decode(body: bytes) -> Message:
    """Return the message that ``body`` says.

    Raises:
        NotUnderstood: it is none, is of another version, or swells beyond what a message may have.
    """
    try:
        content = _inflated(body)
        length = int.from_bytes(content[:4], "big")
        head = json.loads(content[4 : 4 + length].decode("utf-8"))
        if len(content) < 4 + length or not isinstance(head, dict):
            raise ValueError("it is cut short")
        return _message(head, content[4 + length :])
    except (ValueError, KeyError, TypeError, zlib.error, RecursionError) as error:
        raise NotUnderstood(
            "What arrived is no message of an exchange that this program understands.",
            safe="Nothing of it was taken in.",
            do="Try again; if it stays so, install the newest version on both sides.",
        ) from error


def write_have(have: Have) -> dict[str, dict[str, list[list[object]]]]:
    """Return what somebody has as JSON says it."""
    return {
        scope: {log: [list(place) for place in sorted(places)] for log, places in heads.items()}
        for scope, heads in have.items()
    }


def read_have(value: object) -> Have:
    """Return what JSON says that somebody has; raise ValueError where it has another form."""
    return read_mapping(value, lambda heads: read_mapping(heads, _places))


# ── reading and writing the head ─────────────────────────────────────────────────────────────────────────────


def _chunk_head(chunk: Chunk) -> dict[str, object]:
    head: dict[str, object] = {
        "scope": chunk.scope,
        "log": chunk.log,
        "first": chunk.first,
        "before": chunk.before,
        "sizes": [len(line) if isinstance(line, bytes) else -1 for line in chunk.lines],
        "seal": [chunk.device, chunk.signature],
    }
    stubs = [[line.name, line.reason, line.device, line.signature] for line in chunk.lines if isinstance(line, Stub)]
    return {**head, "stubs": stubs} if stubs else head


def _inflated(body: bytes) -> bytes:
    if len(body) > MOST_BYTES:
        raise ValueError("it is too large")
    inflater = zlib.decompressobj()
    content = inflater.decompress(body, MOST_BYTES)
    if inflater.unconsumed_tail:
        raise ValueError("it is too large")
    if not inflater.eof or inflater.unused_data:
        raise ValueError("it is cut short")
    return content


def _message(head: dict[str, object], payloads: bytes) -> Message:
    version = read_number(head["v"])
    if version != VERSION:
        raise ValueError(f"it is of version {version}, and this program speaks {VERSION}")
    chunks: list[Chunk] = []
    start = 0
    for each in read_list(head["chunks"]):
        chunk, start = _chunk(read_dict(each), payloads, start)
        chunks.append(chunk)
    if start != len(payloads):
        raise ValueError("its entries are not of the size it says")
    return Message(
        device=read_text(head["device"], 64),
        program=read_text(head["program"], 64),
        same=read_mapping(head["same"], lambda each: read_like(_DIGEST, each)),
        have=read_have(head["have"]),
        lacks=read_mapping(head["lacks"], _names),
        chunks=tuple(chunks),
        certificates=tuple(_certificate(read_list(each)) for each in read_list(head["certificates"])),
        refusals=_refusals(head["refusals"]),
        # Not in the messages of older programs, which do not mind it in ours.
        standing=_refusals(head["standing"]) if "standing" in head else None,
        asks=_devices(head.get("asks", [])),
        believes=_devices(head["believes"]) if "believes" in head else None,
        doubts=read_mapping(head.get("doubts", {}), lambda names: _names(read_list(names)[:MOST_DOUBTED])),
        wants=read_mapping(head.get("wants", {}), lambda names: _names(read_list(names)[:MOST_DOUBTED])),
        room=read_number(head["room"]),
    )


def _chunk(head: dict[str, object], payloads: bytes, start: int) -> tuple[Chunk, int]:
    stubs = iter([_stub(read_list(each)) for each in read_list(head.get("stubs", []))])
    lines: list[bytes | Stub] = []
    for size in read_list(head["sizes"]):
        if type(size) is not int:
            raise ValueError("a size is no number")
        if size == -1:
            stub = next(stubs, None)
            if stub is None:
                raise ValueError("a stub is missing")
            lines.append(stub)
            continue
        if size < 0 or start + size > len(payloads):
            raise ValueError("its entries are not of the size it says")
        lines.append(payloads[start : start + size])
        start += size
    if not lines or next(stubs, None) is not None:
        raise ValueError("a stretch of a log has another form")
    device, signature = read_list(head["seal"])
    first, before = read_number(head["first"]), head["before"]
    if first < 1 or (first == 1) != (before == ""):
        raise ValueError("a stretch of a log begins nowhere")
    chunk = Chunk(
        scope=read_like(ID, head["scope"]),
        log=read_like(ID, head["log"]),
        first=first,
        before=Name("") if first == 1 else read_name(before),
        lines=tuple(lines),
        device=read_like(ID, device),
        signature=read_like(_SIGNATURE, signature),
    )
    read_number(chunk.last)
    return chunk, start


def _stub(parts: list[object]) -> Stub:
    name, reason, device, signature = parts
    return Stub(read_name(name), read_text(reason, 500), read_like(ID, device), read_like(_SIGNATURE, signature))


def _certificate(parts: list[object]) -> Certificate:
    content, signature = parts
    return Certificate(read_text(content, 10_000), read_like(_SIGNATURE, signature))


def _write_refusals(refusals: Iterable[Refusal]) -> list[list[object]]:
    return [[each.scope, each.log, each.seq, each.name, each.reason] for each in refusals]


def _write_names(names: Mapping[str, frozenset[Name]]) -> dict[str, list[Name]]:
    return {scope: sorted(some) for scope, some in names.items()}


def _names(value: object) -> frozenset[Name]:
    return frozenset(read_name(each) for each in read_list(value))


def _devices(value: object) -> frozenset[str]:
    return frozenset(read_like(ID, each) for each in read_list(value)[:MOST_ASKED])


def _refusals(value: object) -> tuple[Refusal, ...]:
    return tuple(_refusal(read_list(each)) for each in read_list(value))


def _refusal(parts: list[object]) -> Refusal:
    scope, log, seq, name, reason = parts
    return Refusal(
        read_like(ID, scope),
        "" if log == "" else read_like(ID, log),
        read_number(seq),
        Name("") if name == "" else read_name(name),
        read_text(reason, 500),
    )


def _places(value: object) -> frozenset[Place]:
    return frozenset(Place(read_number(seq), read_name(name)) for seq, name in map(read_list, read_list(value)))
