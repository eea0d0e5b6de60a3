"""How the command line says its answer: a sentence for a person, one JSON object for a program."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence


def say(sentence: str) -> None:
    """Write a line for a person."""
    print(sentence)


def tell(sentence: str) -> None:
    """Write a line that is no part of the answer, on stderr."""
    print(sentence, file=sys.stderr)


def as_json(answer: Mapping[str, object] | Sequence[Mapping[str, object]]) -> None:
    """Write the answer as JSON."""
    print(json.dumps(answer, ensure_ascii=_only_ascii(), indent=2, default=str))


def as_json_rows(answers: Iterable[str]) -> None:
    """Write many answers, each JSON already, as one list with each on a line of its own."""
    sign = "["
    for answer in answers:
        sys.stdout.write(f"{sign}\n{answer}")
        sign = ","
    sys.stdout.write("\n]\n" if sign == "," else "[]\n")


def encoder() -> Callable[[object], str]:
    """Return what writes a value as JSON that the output can take."""
    return json.JSONEncoder(ensure_ascii=_only_ascii(), check_circular=False, default=str).encode


def _only_ascii() -> bool:
    """Return whether letters must be written as JSON's own escapes, since the output is not in UTF-8."""
    return (sys.stdout.encoding or "").casefold().replace("-", "") != "utf8"
