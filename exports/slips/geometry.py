"""The geometry of a blank slip as plain data, for whoever reads pictures of filled slips. `FORMAT.md` tells its members."""

from __future__ import annotations

from typing import Any

from exports.slips.layout import LAYOUT, lay_out
from exports.slips.parts import PAGE, Area, Box, Corner
from forms.definition import Definition


def make_geometry(definition: Definition) -> dict[str, Any]:
    """Return where everything stands, in hundredths of a millimetre from the upper left corner. Raises Refused as `lay_out`."""
    slip = lay_out(definition)
    return {
        "layout": LAYOUT,
        "form": definition.name,
        "page": [_round(side) for side in PAGE],
        "corners": [{**_square(corner), "hollow": corner.hollow} for corner in slip.drawing.corners],
        "boxes": [{"place": box.place, "item": box.item, "value": box.value, **_square(box)} for box in slip.drawing.boxes],
        "code": _area(slip.code),
        "serial": _area(slip.serial),
        "remarks": _area(slip.remarks),
    }


def _square(part: Box | Corner) -> dict[str, int]:
    return {"left": _round(part.left), "top": _round(part.top), "size": _round(part.size)}


def _area(area: Area) -> list[int]:
    return [_round(length) for length in (area.left, area.top, area.width, area.height)]


def _round(length: float) -> int:
    return round(length * 100)
