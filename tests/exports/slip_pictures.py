"""Reading slips back with other tools than those that drew them: pdfium makes pictures and words of their pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
import pypdfium2
from PIL import Image

from exports.report import make_letterhead
from exports.slips.geometry import make_geometry
from exports.slips.slips import Pile, make_slips
from forms.definition import Definition
from forms.shipped import load_shipped

FORMS = ("survey-2640@1", "survey-1001@1")
LETTERHEAD = make_letterhead({"name": "Công an thị xã Từ Sơn"}, "Công an tỉnh Bắc Ninh")
DOTS_PER_MM = 8


def form(name: str = FORMS[0]) -> Definition:
    return load_shipped()[name]


def longer(definition: Definition, label: str, count: int = 99) -> Definition:
    """Return the form with other words for its first criteria."""
    few = definition.likert[:count]
    items = tuple(msgspec.structs.replace(item, label_vi=label) if item in few else item for item in definition.items)
    return msgspec.structs.replace(definition, items=items)


@cache
def blank(name: str = FORMS[0]) -> bytes:
    return make_slips(form(name), LETTERHEAD, Pile("TUSON", "T7-2020", range(17, 20)))


def picture(data: bytes, page: int = 0) -> Image.Image:
    """Return a page as a picture of 8 dots a millimetre."""
    document: Any = pypdfium2.PdfDocument(data)
    image: Image.Image = document[page].render(scale=DOTS_PER_MM * 25.4 / 72).to_pil().convert("RGB")
    return image


def words(data: bytes, page: int = 0) -> str:
    """Return the words of a page, single spaces between them."""
    document: Any = pypdfium2.PdfDocument(data)
    return " ".join(str(document[page].get_textpage().get_text_bounded()).replace("\ufffe", "").split())


def crop(image: Image.Image, box: Mapping[str, Any], grown_mm: float = 0.0) -> Image.Image:
    """Return what stands in a box of the geometry, so many mm larger on all sides."""
    left, top, size = (box[name] / 100 for name in ("left", "top", "size"))
    edges = (left - grown_mm, top - grown_mm, left + size + grown_mm, top + size + grown_mm)
    return image.crop(tuple(round(edge * DOTS_PER_MM) for edge in edges))


def dots(image: Image.Image, *, ink: bool) -> int:
    """Return how many dots are a pen's blue, or black."""
    data = image.convert("RGB").tobytes()
    pixels = list(zip(data[::3], data[1::3], data[2::3], strict=True))
    if ink:
        return sum(1 for red, _, blue in pixels if blue - red > 45)
    return sum(1 for pixel in pixels if max(pixel) < 90)


def read_marks(data: bytes, definition: Definition, page: int = 0) -> dict[str, dict[str, Any]]:
    """Return what is ticked on a page by the ink in its boxes: none is blank, two are double, three or more illegible."""
    image, inked = picture(data, page), dict[tuple[str, str], list[Any]]()
    for box in make_geometry(definition)["boxes"]:
        found = inked.setdefault((box["place"], box["item"]), [])
        if dots(crop(image, box, -0.4), ink=True) > 12:
            found.append(box["value"])
    marks: dict[str, dict[str, Any]] = {"answers": {}, "respondent": {}}
    for (place, item), values in inked.items():
        if len(values) == 1:
            marks[place][item] = values[0]
        elif place == "answers":
            marks[place][item] = {0: "blank", 2: "double"}.get(len(values), "illegible")
        else:
            assert not values
    return marks
