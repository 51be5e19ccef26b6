"""The papers of the 200 dossiers looked at: what must be read on each, how wide its margins are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pypdfium2
from PIL import Image, ImageOps

from forms.dates import format_long_date
from tests.ui.counter_people import Visit, due_of
from tests.ui.counter_steps import NOTE, Life

DOTS_PER_MM = 5
NARROWEST_MM = 9.0
"""No printer reaches the edge of its paper."""


def pages(pdf: bytes) -> int:
    """Return how many pages a document has."""
    return len(pypdfium2.PdfDocument(pdf))


def look(pdf: bytes, page: int) -> Image.Image:
    """Return a page as a grey picture."""
    document: Any = pypdfium2.PdfDocument(pdf)
    image: Image.Image = document[page].render(scale=DOTS_PER_MM * 25.4 / 72, grayscale=True).to_pil().convert("L")
    return image


def margins_mm(image: Image.Image) -> tuple[float, float, float, float]:
    """Return how much is left white at the left, top, right and bottom of a page."""
    box = ImageOps.invert(image).getbbox()
    assert box is not None, "an empty page"
    left, top, right, bottom = box
    return left / DOTS_PER_MM, top / DOTS_PER_MM, (image.width - right) / DOTS_PER_MM, (image.height - bottom) / DOTS_PER_MM


def said_on(paper: Mapping[str, Any], visit: Visit, life: Life, wanted: str) -> list[str]:
    """Return what must be read on a paper. wanted: what is asked for where all papers were there."""
    on_all = [visit.code, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Công an thị xã Từ Sơn"]
    whose = [visit.name, visit.phone, visit.address]
    if paper["kind"] == "receipt":
        days = [format_long_date(day) for day in (visit.at.date(), due_of(visit))]
        numbered = [f"{place}. {name}" for place, name in enumerate(visit.documents, 1)]
        return [*on_all, *whose, *days, *numbered, f"{visit.at:%H} giờ {visit.at:%M} phút", f"{visit.days} ngày làm việc"]
    if paper["kind"] == "supplement":
        lacking = visit.missing or [wanted]
        why = next(why for _, to, _, why in life.moves if to == "supplement")
        return [*on_all[:2], *whose, *(f"{place}. {name}" for place, name in enumerate(lacking, 1)), f"Lý do: {why}"]
    if paper["kind"] == "apology":
        assert life.appointed is not None
        days = [format_long_date(day) for day in (due_of(visit), date.fromisoformat(life.appointed[1]))]
        return [*on_all, f"Kính gửi: {visit.name}", *days, life.appointed[2]]
    standing = "Quá hạn" if life.ended > life.due else "Đúng hạn" if life.ended == life.due else "Trước hạn"
    return [*on_all, f"Giao: {visit.name}", f"Nhận: {life.handed[0][2]}", NOTE, "Đã xử lý xong", standing]
