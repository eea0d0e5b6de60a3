"""Paint the evidence photos of the demonstration: nothing real, nobody in them."""

import io
import math
import random
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1280, 820
Colour = tuple[int, int, int]


def paint(subject: str) -> bytes:
    """Return a JPEG of one of ``SUBJECTS``; the same bytes each time."""
    import PIL.Image
    import PIL.ImageDraw
    import PIL.ImageFilter

    luck = random.Random(subject)
    image = PIL.Image.new("RGB", (WIDTH, HEIGHT))
    draw = PIL.ImageDraw.Draw(image)
    SUBJECTS[subject](draw, luck)
    image = _grain(image.filter(PIL.ImageFilter.GaussianBlur(1.2)), luck)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=88)
    return written.getvalue()


def _grain(image: "Image", luck: random.Random) -> "Image":
    import PIL.Image

    noise = PIL.Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), luck.randbytes(WIDTH * HEIGHT // 4))
    grain = noise.resize((WIDTH, HEIGHT)).point(lambda value: 96 + value // 4)
    return PIL.Image.blend(image, PIL.Image.merge("RGB", (grain, grain, grain)), 0.10)


def _wash(draw: "ImageDraw", top: Colour, bottom: Colour, horizon: int, ground: Colour) -> None:
    for y in range(horizon):
        share = y / horizon
        mixed = [round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)]
        draw.line([(0, y), (WIDTH, y)], fill=(mixed[0], mixed[1], mixed[2]))
    for y in range(horizon, HEIGHT):
        dim = 1 - 0.35 * (y - horizon) / (HEIGHT - horizon)
        draw.line([(0, y), (WIDTH, y)], fill=tuple(round(part * dim) for part in ground))


def _tube(draw: "ImageDraw", x0: int, x1: int, y: int, radius: int, colour: Colour) -> None:
    """Draw a lying pipe, lit from above."""
    for offset in range(-radius, radius + 1):
        light = 0.45 + 0.6 * math.cos((offset + radius * 0.35) / radius * 1.3)
        draw.line([(x0, y + offset), (x1, y + offset)], fill=tuple(min(255, round(part * light)) for part in colour))


def _post(draw: "ImageDraw", x: int, y0: int, y1: int, radius: int, colour: Colour) -> None:
    """Draw a standing pipe or tank, lit from the left."""
    for offset in range(-radius, radius + 1):
        light = 0.45 + 0.6 * math.cos((offset + radius * 0.4) / radius * 1.3)
        draw.line([(x + offset, y0), (x + offset, y1)], fill=tuple(min(255, round(part * light)) for part in colour))


def _dial(draw: "ImageDraw", x: int, y: int, radius: int, turn: float) -> None:
    draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=(60, 62, 64))
    rim = radius * 9 // 10
    draw.ellipse([x - rim, y - rim, x + rim, y + rim], fill=(238, 236, 226))
    for mark in range(11):
        angle = math.radians(135 + 27 * mark)
        inner, outer = rim * 0.78, rim * 0.94
        line = [(x + math.cos(angle) * r, y + math.sin(angle) * r) for r in (inner, outer)]
        draw.line(line, fill=(50, 50, 50), width=4)
    angle = math.radians(135 + 270 * turn)
    draw.line([(x, y), (x + math.cos(angle) * rim * 0.7, y + math.sin(angle) * rim * 0.7)], fill=(170, 30, 25), width=7)


def _bulk_meter(draw: "ImageDraw", luck: random.Random) -> None:
    _wash(draw, (122, 118, 106), (150, 144, 128), 520, (112, 104, 92))
    _tube(draw, 0, WIDTH, 470, 105, (54, 120, 84))
    _tube(draw, 470, 800, 470, 140, (46, 105, 74))
    for x in (452, 470, 782, 800):
        draw.rectangle([x, 320, x + 14, 620], fill=(44, 70, 58))
    _post(draw, 636, 250, 345, 60, (64, 92, 122))
    _dial(draw, 636, 190, 120, 0.02 + luck.random() * 0.02)


def _pipes(draw: "ImageDraw", luck: random.Random) -> None:
    _wash(draw, (158, 162, 160), (182, 184, 178), 600, (120, 116, 108))
    for y, radius in ((210, 48), (390, 58), (580, 66)):
        _tube(draw, 0, WIDTH, y, radius, (46, 98, 158))
    for x in (260, 620, 980):
        _post(draw, x, 120, 700, 40, (52, 108, 168))
        draw.ellipse([x - 92, 96, x + 92, 150], outline=(168, 40, 34), width=18)
        draw.rectangle([x - 8, 120, x + 8, 170], fill=(90, 90, 90))


def _crew(draw: "ImageDraw", luck: random.Random) -> None:
    _wash(draw, (168, 196, 212), (206, 214, 206), 380, (156, 124, 92))
    draw.polygon([(240, 820), (420, 420), (860, 420), (1080, 820)], fill=(84, 62, 46))
    draw.polygon([(330, 820), (470, 470), (810, 470), (980, 820)], fill=(58, 44, 34))
    _tube(draw, 300, 1010, 690, 42, (60, 110, 150))
    for _ in range(90):
        x, y = luck.randrange(0, WIDTH), luck.randrange(400, HEIGHT)
        draw.ellipse([x, y, x + 9, y + 6], fill=(132, 104, 78))
    draw.polygon([(980, 300), (1020, 300), (1046, 420), (954, 420)], fill=(226, 112, 36))
    draw.rectangle([962, 352, 1038, 372], fill=(240, 240, 236))


def _reservoir(draw: "ImageDraw", luck: random.Random) -> None:
    _wash(draw, (120, 170, 206), (202, 218, 220), 560, (128, 132, 84))
    _post(draw, 640, 230, 640, 330, (196, 192, 180))
    draw.ellipse([310, 170, 970, 300], fill=(208, 205, 194))
    draw.rectangle([600, 130, 650, 210], fill=(90, 92, 92))
    draw.ellipse([580, 100, 670, 150], fill=(40, 42, 44))
    for step in range(11):
        draw.line([(900, 300 + step * 32), (950, 300 + step * 32)], fill=(96, 98, 98), width=6)
    draw.line([(900, 280), (900, 640)], fill=(96, 98, 98), width=8)
    draw.line([(950, 280), (950, 640)], fill=(96, 98, 98), width=8)


def _chlorine(draw: "ImageDraw", luck: random.Random) -> None:
    _wash(draw, (206, 208, 200), (220, 220, 212), 620, (150, 150, 146))
    for x in (250, 430, 610):
        _post(draw, x, 250, 700, 74, (222, 190, 46))
        draw.rectangle([x - 22, 200, x + 22, 250], fill=(110, 112, 112))
    draw.rectangle([820, 180, 1120, 560], fill=(246, 246, 242), outline=(80, 80, 80), width=6)
    for row in range(9):
        y = 226 + row * 36
        draw.line([(846, y), (846 + luck.randrange(120, 240), y)], fill=(40, 70, 150), width=5)


def _pump(draw: "ImageDraw", luck: random.Random) -> None:
    _wash(draw, (176, 180, 176), (196, 198, 192), 560, (126, 124, 118))
    _tube(draw, 0, 420, 520, 70, (56, 92, 130))
    draw.ellipse([330, 330, 690, 690], fill=(48, 96, 140))
    draw.ellipse([400, 400, 620, 620], fill=(62, 116, 164))
    _tube(draw, 690, 1120, 510, 120, (70, 132, 96))
    for x in range(720, 1110, 34):
        draw.line([(x, 396), (x, 624)], fill=(44, 92, 66), width=9)
    _post(draw, 510, 90, 340, 58, (56, 92, 130))
    _dial(draw, 860, 250, 84, 0.44 + luck.random() * 0.02)


def _works(draw: "ImageDraw", luck: random.Random) -> None:
    _wash(draw, (132, 180, 214), (214, 222, 222), 430, (118, 130, 78))
    draw.rectangle([120, 280, 560, 520], fill=(206, 196, 170))
    draw.polygon([(90, 290), (340, 170), (590, 290)], fill=(150, 62, 46))
    draw.rectangle([300, 390, 380, 520], fill=(70, 74, 78))
    for x in (700, 940):
        draw.ellipse([x - 130, 470, x + 130, 560], fill=(150, 152, 148))
        draw.ellipse([x - 112, 484, x + 112, 548], fill=(70 + luck.randrange(12), 118, 120))


def _ponds(draw: "ImageDraw", luck: random.Random) -> None:
    _wash(draw, (150, 184, 202), (216, 216, 200), 300, (122, 126, 70))
    for y0, y1, inset in ((340, 430, 220), (470, 600, 120), (650, 800, 20)):
        draw.polygon(
            [(inset, y1), (inset + 110, y0), (WIDTH - inset - 110, y0), (WIDTH - inset, y1)], fill=(92, 98, 62)
        )
        for _ in range(60):
            x, y = luck.randrange(inset + 120, WIDTH - inset - 160), luck.randrange(y0 + 4, y1 - 6)
            draw.line([(x, y), (x + luck.randrange(20, 70), y)], fill=(116, 122, 76), width=3)


def _trench(draw: "ImageDraw", luck: random.Random) -> None:
    _wash(draw, (190, 186, 170), (204, 196, 174), 240, (170, 140, 104))
    draw.polygon([(420, 240), (760, 240), (980, 820), (240, 820)], fill=(70, 50, 36))
    draw.polygon([(420, 240), (500, 240), (430, 820), (240, 820)], fill=(110, 82, 58))
    for _ in range(140):
        x, y = luck.randrange(0, WIDTH), luck.randrange(260, HEIGHT)
        draw.ellipse([x, y, x + 12, y + 8], fill=(146, 116, 86))
    _tube(draw, 470, 740, 700, 40, (200, 200, 196))
    draw.line([(860, 200), (700, 700)], fill=(176, 150, 96), width=16)


SUBJECTS: Mapping[str, Callable[["ImageDraw", random.Random], None]] = {
    "bulk meter": _bulk_meter,
    "pipes": _pipes,
    "crew": _crew,
    "reservoir": _reservoir,
    "chlorine": _chlorine,
    "pump": _pump,
    "works": _works,
    "ponds": _ponds,
    "trench": _trench,
}
