"""The first rows before and after: each column as it stands in the file, and what of it will be saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.words import language
from desktop_app.workflows.importing.cells import Cell
from desktop_app.workflows.importing.names import Procedure
from forms.dates import format_date, parse_time
from forms.definition import Definition

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A row for looking at. before, after: a text for each taken column, in the order of the sheet."""

    row: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def show_row(
    row: int,
    found: Mapping[str, Cell],
    data: Mapping[str, Any],
    columns: Mapping[int, str],
    procedures: Mapping[str, Procedure],
    forms: Mapping[str, Definition],
) -> Shown:
    """Return a row before and after."""
    names = list(columns.values())
    before = tuple((found[name].before if name in found else "").replace("\n", " ⏎ ") for name in names)
    after = tuple(_after(name, found, data, procedures, forms).replace("\n", " ⏎ ") for name in names)
    return Shown(row, before, after)


def _after(
    name: str,
    found: Mapping[str, Cell],
    data: Mapping[str, Any],
    procedures: Mapping[str, Procedure],
    forms: Mapping[str, Definition],
) -> str:
    if name == "address_phone":
        return " | ".join(str(data[part]) for part in ("address", "phone") if data.get(part))
    if name == "procedure":
        known = procedures.get(str(data.get("procedure")))
        return known.name if known else ""
    if name == "case":
        known = procedures.get(str(data.get("procedure")))
        return dict(known.cases).get(str(data.get("case")), "") if known else ""
    if name in ("result_by", "channel", "sex", "status"):
        return _label(name, str(data.get(name) or ""), forms)
    if name in ("received", "promised", "finished", "returned"):
        return _day(name, data)
    if name in ("number", "agency", "signed"):
        return found[name].text if name in found else ""
    return str(data.get(name) or "")


def _label(name: str, value: str, forms: Mapping[str, Definition]) -> str:
    form = max((form for form in forms.values() if form.table == "dossiers"), key=lambda form: form.version)
    choices = next(item.choices for item in form.items if item.id == name)
    return next(
        (choice.label_vi if language() == "vi" else choice.label_en for choice in choices if choice.value == value), value
    )


def _day(name: str, data: Mapping[str, Any]) -> str:
    if name == "promised":
        due = str(data.get("frozen", {}).get("due") or "")
        return format_date(date.fromisoformat(due)) if due else ""
    to = {"finished": "finished", "returned": "collected"}.get(name)
    text = next((move["at"] for move in data.get("moves", ()) if move["to"] == to), "") if to else data.get("received_at")
    moment = parse_time(str(text or ""))
    return f"{format_date(moment.date())} {moment:%H:%M}" if moment else ""
