"""The colours of paper in the looks of the screen: a chart keeps its strokes, and on a dark card their contrast.

In light looks paper and card are both white, and nothing changes. In the dark, what paper draws dark on white is
drawn light on the card. Faces that mean something by their colour, above all the levels, keep it, and so does the
type on them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from wopfield.report.drawing import Circle, Clip, Facing, Fill, Label, Mark, Path, Rect, Stroke
from wopfield.report.style import (
    AMBER,
    AMBER_TEXT,
    BAND,
    BASELINE,
    BETTER,
    DARK_NUMERAL,
    FAINT,
    HAIRLINE,
    INK,
    LEVEL_FILLS,
    MUTED,
    PRIMARY,
    PRIMARY_DARK,
    RULE,
    TEXT,
    TINT,
    TINT_2,
    WHITE,
    WORSE,
    contrast,
    mixed,
)
from wopfield.ui.theme import Theme


def recoloured(marks: Sequence[Mark], theme: Theme) -> tuple[Mark, ...]:
    """Return strokes in the colours of a look."""
    return _changed(marks, _tones(theme), []) if theme.look == "dark" else tuple(marks)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _tones(theme: Theme) -> Mapping[str, str]:
    grounds = {WHITE: theme.card, TINT: theme.sunk, TINT_2: mixed(theme.card, theme.tint, 0.6)}
    lines = {HAIRLINE: theme.line, RULE: mixed(theme.line, theme.control, 0.3), BASELINE: theme.ink3}
    inks = {INK: theme.ink, TEXT: theme.ink, MUTED: theme.ink2, FAINT: theme.ink3, DARK_NUMERAL: theme.ink}
    meanings = {
        PRIMARY: theme.accent,
        PRIMARY_DARK: theme.hover,
        AMBER: theme.warning,
        AMBER_TEXT: theme.warning,
        BETTER: "#8FC1F2",
        WORSE: "#F2A482",
        BAND: mixed(theme.card, theme.control, 0.55),
        # what lies behind a line, mixed on paper with its ground
        mixed(TINT, PRIMARY, 0.13): mixed(theme.sunk, theme.accent, 0.2),
        mixed(WHITE, PRIMARY, 0.12): mixed(theme.card, theme.accent, 0.2),
        "#9FBFC6": mixed(theme.card, theme.accent, 0.5),
        "#A9B6BB": theme.control,
        "#7FA3AB": theme.accent,
    }
    levels = dict(zip(LEVEL_FILLS, theme.levels, strict=True))
    return {**grounds, **lines, **inks, **meanings, **levels}


def _changed(marks: Sequence[Mark], tones: Mapping[str, str], faces: list[tuple[Rect, str]]) -> tuple[Mark, ...]:
    """Return strokes in other tones; ``faces`` are those that words may stand on, with the colour they have now."""
    changed: list[Mark] = []
    for mark in marks:
        match mark:
            case Label():
                changed.append(replace(mark, colour=_ink(mark, tones, faces)))
            case Clip() | Facing():
                changed.append(replace(mark, inside=_changed(mark.inside, tones, faces)))
            case Rect() | Path() | Circle():
                fresh = replace(mark, stroke=_stroke(mark.stroke, tones), fill=_fill(mark.fill, tones))
                if isinstance(fresh, Rect) and fresh.fill is not None:
                    faces.append((fresh, fresh.fill.colour))
                changed.append(fresh)
    return tuple(changed)


def _ink(label: Label, tones: Mapping[str, str], faces: Sequence[tuple[Rect, str]]) -> str:
    """Return the colour of words: as elsewhere, or as on paper where that reads better on the face they stand on."""
    tone = tones.get(label.colour, label.colour)
    under = [colour for face, colour in faces if _holds(face, label.x, label.y)]
    if not under:
        return tone
    return max((tone, label.colour), key=lambda ink: contrast(ink, under[-1]))


def _holds(face: Rect, x: float, y: float) -> bool:
    return face.x - 0.5 <= x <= face.x + face.width + 0.5 and face.y <= y <= face.y + face.height + 0.5


def _stroke(stroke: Stroke | None, tones: Mapping[str, str]) -> Stroke | None:
    return stroke and replace(stroke, colour=tones.get(stroke.colour, stroke.colour))


def _fill(fill: Fill | None, tones: Mapping[str, str]) -> Fill | None:
    return fill and Fill(tones.get(fill.colour, fill.colour))
