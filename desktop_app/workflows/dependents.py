"""What hangs on a record: keyed slips on their batch, what a station sends on the unit whose it is.

A batch may not change or go from under its slips: they would be counted under one form and the batch's issued and returned
numbers under another, or nowhere. A station belongs to one unit: else one unit could sign lines in another's name.
This module must not write anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from forms import check_problems as codes
from forms.problems import Problem, declare, make_problem

if TYPE_CHECKING:
    from desktop_app.workflows.session import Session

BATCH_KEYED = declare(
    "BATCH-HAS-SLIPS",
    "Đợt {batch} đã nhập {slips} phiếu. Hãy gỡ các phiếu trước, hoặc giữ nguyên mẫu và dãy số gồm cả các phiếu này.",
    "The batch {batch} has {slips} slips keyed. Remove them first, or keep the form, and a range that holds them.",
)

STATION_TAKEN = declare(
    "STATION-OF-ANOTHER-UNIT",
    "Tên máy {station} là của đơn vị {unit}. Hãy kiểm tra lại thẻ và gọi hỏi đơn vị.",
    "The station name {station} is the unit {unit}'s. Check the card and call the unit.",
)


def check_dependents(session: Session, table: str, id: str, data: Mapping[str, Any] | None) -> list[Problem]:
    """Return what would break if the record became `data`, None for a removal."""
    if table == "units" and data is not None:
        return list(_check_stations(session, id, data))
    serials = session.office.serials(id) if table == "batches" else set()
    if not serials:
        return []
    before = session.office.get(table, id)
    if data is None:
        where = "batch"
    elif before is not None and (before.data or {}).get("form") != data["form"]:
        where = "form"
    elif min(serials) < data["first"] or max(serials) > data["last"]:
        where = "first" if min(serials) < data["first"] else "last"
    else:
        return []
    return [make_problem(BATCH_KEYED, where, batch=id, slips=len(serials))]


def _check_stations(session: Session, unit: str, card: Mapping[str, Any]) -> Iterator[Problem]:
    own = session.office.profile
    owners = {own.station.lower(): own.unit}
    for stored in session.office.records("units", origin=""):
        for station in (stored.data or {}).get("stations", []):
            owners.setdefault(str(station["station"]).lower(), stored.id)
    for number, station in enumerate(card.get("stations", [])):
        owner = owners.get(str(station["station"]).lower(), unit)
        if owner != unit:
            yield make_problem(STATION_TAKEN, f"stations.{number}.station", station=station["station"], unit=owner)


def check_needs(session: Session, table: str, data: Mapping[str, Any]) -> list[Problem]:
    """Return what a record that is brought back needs and does not find any more."""
    if table != "surveys":
        return []
    batch = session.office.get("batches", str(data.get("batch")))
    if batch is None or batch.data is None:
        return [make_problem(codes.BATCH_MISSING, "batch")]
    return [] if batch.data["form"] == data.get("form") else [make_problem(codes.BATCH_FORM, "batch")]
