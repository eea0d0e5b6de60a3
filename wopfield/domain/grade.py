"""How sure a figure or an answer is, and which way an indicator is better."""

from typing import Literal

Confidence = Literal["A", "B", "C", "D"]
"""A measured and verified, B records seen, C told by staff, D guess."""
Direction = Literal["higher_better", "lower_better", "target"]
