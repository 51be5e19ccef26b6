"""The two sizes a slip is printed on: A5, for which TT 01/2018/TT-VPCP made its forms, and A4 as NĐ 30/2020/NĐ-CP has it.

All lengths are millimetres, sizes of letters points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exports.papers.set_file import Size


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of paper. share: of the left block in the letterhead.  sizes: of the text, tried from the first on.

    sign_room: height in which one signs.  qr: side of the QR with its quiet zone.
    """

    name: Size
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    share: float
    head_size: float
    title_size: float
    sizes: tuple[float, ...]
    sign_room: float
    qr: float

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def end(self) -> float:
        """How far down text may go."""
        return self.height - self.bottom


SHEETS: Mapping[Size, Sheet] = {
    "A4": Sheet("A4", 210, 297, 30, 15, 20, 20, 0.42, 12, 14, (13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9), 25, 27),
    "A5": Sheet("A5", 148, 210, 15, 10, 9, 9, 0.44, 9, 12, (11, 10.5, 10, 9.5, 9, 8.5, 8), 14, 23),
}
