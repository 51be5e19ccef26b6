"""The pages of a PDF as pictures. The only place that knows pypdfium2; no tkinter.

Form fields are drawn too: the appearance of a signature is one. pdfium is not made for several threads: one only.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from PIL import Image

POINTS_PER_INCH = 72


class PdfPages:
    """An opened document. Close it, or use it as a context manager."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(data)
        self._document.init_forms()
        self.sizes: list[tuple[float, float]] = [self._document.get_page_size(i) for i in range(len(self._document))]
        """Width and height of each page in points."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.sizes)

    def render(self, number: int, width_px: int) -> Image.Image:
        """Return page `number`, counted from 0, `width_px` pixels wide, signatures included."""
        page = self._document[number]
        try:
            bitmap = page.render(scale=width_px / self.sizes[number][0], may_draw_forms=True)
            image: Image.Image = bitmap.to_pil().convert("RGB")
        finally:
            page.close()
        return image

    def close(self) -> None:
        """Give the document back."""
        self._document.close()
