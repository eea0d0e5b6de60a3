"""The square code that a telephone reads."""

from wopfield.report.drawing import Facing, Fill, Mark, Rect
from wopfield.report.style import INK, WHITE


def code_marks(text: str, size: float) -> list[Mark]:
    """Return a QR code of level M in a square of ``size``, with its quiet zone of four modules around it.

    The quiet zone lies outside the square, as white.
    """
    from qrcode import constants
    from qrcode.main import QRCode

    code = QRCode(error_correction=constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    module = size / len(rows)
    quiet = 4 * module
    marks: list[Mark] = [Rect(-quiet, -quiet, size + 2 * quiet, size + 2 * quiet, None, Fill(WHITE))]
    for row, cells in enumerate(rows):
        start = None
        for column, dark in enumerate([*cells, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                marks.append(
                    Rect(start * module, row * module, (column - start) * module, module + 0.02, None, Fill(INK))
                )
                start = None
    return [Facing(0, size, tuple(marks))]
