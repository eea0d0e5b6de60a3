"""Something the program has to say about a figure, as a value.

The domain does not translate: a remark carries the English sentence and its parts, and the edge says it with
``_(remark.sentence, **remark.parts)``. ``str(remark)`` is the English text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence with ``{parts}`` to fill in, and the kind of thing it says, for programs."""

    sentence: str
    kind: str
    parts: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence.format(**self.parts) if self.parts else self.sentence
