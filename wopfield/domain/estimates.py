"""Signs and words by which people mark a figure as an estimate: ``~84``, ``115 (est.)``, ``environ 300``."""

import re

_NUMBER = r"([0-9٠-٩۰-۹][^~≈(]*)"
_BEFORE = re.compile(
    r"(?:[~≈≃∼]|(?:c|ca|approx|env|aprox|est)\.?\s|(?:circa|about|approximately|around|environ|aproximadamente|cerca de"
    rf"|unos|حوالي|نحو|تقريبا|تقريبًا)\s)\s*{_NUMBER}",
    re.IGNORECASE,
)
_WORDS = (
    r"(?:est|estim|estimated?|estimation|estimé|estimée|estimado|estimada|estimación|estimativa|approx|تقدير|تقديري)"
)
_BEHIND = re.compile(rf"{_NUMBER}(?:\(\s*{_WORDS}\.?\s*\)|\[\s*{_WORDS}\.?\s*\]|\s{_WORDS}\.?)", re.IGNORECASE)
_LONGEST = 100


def estimate_in(text: str) -> str | None:
    """Return the figure in what is marked as an estimate; None where it is not marked, or more than one figure."""
    plain = " ".join(text.split()) if len(text) <= _LONGEST else ""
    found = _BEFORE.fullmatch(plain) or _BEHIND.fullmatch(plain)
    return found[1].strip() if found else None
