"""Who writes the report: both letterhead blocks, the signer and the recipients, from a `units` record.

The layout is that of NĐ 30/2020/NĐ-CP, Phụ lục I (domain.md §5). Names are data: nothing here knows a kind of unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.text import clean

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SYMBOL = "BC"
KEPT = "Lưu: VT."


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the paper says about its sender. `authority` is the line above the position: KT., TL., TUQ., Q."""

    parent_name: str
    name: str
    place: str = ""
    symbol: str = SYMBOL
    authority: str = ""
    position: str = ""
    signer: str = ""
    preparer_position: str = ""
    preparer: str = ""
    recipients: tuple[str, ...] = ()


def make_letterhead(unit: Mapping[str, Any], parent_name: str) -> Letterhead:
    """Return the letterhead of a `units` record. parent_name: the office above, empty where none is known."""
    signer, preparer = unit.get("signer") or {}, unit.get("preparer") or {}
    parent = clean(parent_name)
    return Letterhead(
        parent_name=parent,
        name=clean(str(unit.get("name", ""))),
        place=clean(str(unit.get("place", ""))),
        symbol=clean(str(unit.get("symbol", ""))) or SYMBOL,
        authority=clean(str(signer.get("authority", ""))),
        position=clean(str(signer.get("position", ""))),
        signer=clean(str(signer.get("name", ""))),
        preparer_position=clean(str(preparer.get("position", ""))),
        preparer=clean(str(preparer.get("name", ""))),
        recipients=_make_recipients(unit.get("recipients") or [], parent),
    )


def _make_recipients(given: object, parent: str) -> tuple[str, ...]:
    """The recorded recipients, or the office above; the file copy comes last."""
    names = [_strip(clean(str(name))) for name in given] if isinstance(given, list) else []
    names = [name for name in names if name] or ([f"{parent} (để báo cáo)"] if parent else [])
    lines = [f"- {name};" for name in names if not name.startswith("Lưu")]
    kept = next((name for name in names if name.startswith("Lưu")), KEPT.rstrip("."))
    return (*lines, f"- {kept}.")


def _strip(name: str) -> str:
    return name.lstrip("-– ").rstrip(" ;.")
