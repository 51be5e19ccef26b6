"""What hangs on a record: keyed slips on their batch, what a station sends on the unit whose it is.

A batch may not change or go from under its slips: they would be counted under one form and the batch's issued and returned
numbers under another, or nowhere. A station belongs to one unit: else one unit could sign lines in another's name.
This module must not write anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from desktop_app.workflows.batch_order import is_training
from forms import check_problems as codes
from forms.checks import UNANSWERED
from forms.problems import Problem, declare, make_problem

if TYPE_CHECKING:
    from desktop_app.workflows.session import Session

BATCH_KEYED = declare(
    "BATCH-HAS-SLIPS",
    "Đợt {batch} đã có {slips} phiếu. Hãy gỡ các phiếu trước, hoặc giữ nguyên mẫu, loại đợt và dãy số gồm cả các phiếu này.",
    "The batch {batch} has {slips} slips. Remove them first, or keep form and sort of the batch, and a range that holds them.",
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
    slips = session.office.slips(id) if table == "batches" else []
    where = _broken_for(slips, _data_of(session, id), data) if slips else ""
    return [make_problem(BATCH_KEYED, where, batch=id, slips=len(slips))] if where else []


def _broken_for(slips: list[tuple[int, str]], before: Mapping[str, Any], data: Mapping[str, Any] | None) -> str:
    """Return the member of a batch whose change its slips do not survive, empty if they do."""
    if data is None:
        return "batch"
    if before.get("form") != data["form"]:
        return "form"
    if is_training(before) != is_training(data):
        return "training"
    if min(slips)[0] < data["first"]:
        return "first"
    return "last" if max(slips)[0] > data["last"] else ""


def _data_of(session: Session, batch: str) -> Mapping[str, Any]:
    stored = session.office.get("batches", batch)
    return (stored.data or {}) if stored else {}


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
    return list(_check_batch(data, batch.data)) if batch and batch.data else [make_problem(codes.BATCH_MISSING, "batch")]


def _check_batch(slip: Mapping[str, Any], batch: Mapping[str, Any]) -> Iterator[Problem]:
    if batch["form"] != slip.get("form"):
        yield make_problem(codes.BATCH_FORM, "batch")
    if not batch["first"] <= int(slip["serial"]) <= batch["last"]:
        yield make_problem(codes.SERIAL_OUTSIDE, "serial", first=batch["first"], last=batch["last"])
    disposition = slip.get("disposition")
    if disposition not in UNANSWERED and (disposition == "training") != is_training(batch):
        yield make_problem(codes.SLIP_TRAINING, "disposition")
