"""What no single answer shows: answers against each other, against other records and against what day it is.

Each check gets the record, the members already known to be broken (left alone here), and `Look`; it yields problems in any
order. None raises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from forms import check_problems as codes
from forms.dates import format_date
from forms.definition import Definition
from forms.dossier import check_limit, check_move, start_status
from forms.identity import read_id_number
from forms.problems import Problem, make_problem


class Look(Protocol):
    """Answers about the office's other records, with those of the same group counted in."""

    def batch(self, id: str, /) -> Mapping[str, Any] | None:
        """Return a batch record."""

    def procedure(self, id: str, /) -> Mapping[str, Any] | None:
        """Return a procedure record."""

    def serial_taken(self, batch: str, serial: int, /) -> bool:
        """Return whether another slip of the batch holds the number; a void one holds none."""

    def code_taken(self, code: str, /) -> bool:
        """Return whether another dossier has the code, or had it."""

    def form(self, name: str, /) -> Definition | None:
        """Return the form of this name and version."""

    def today(self) -> date:
        """Return what day it is."""


Data = Mapping[str, Any]
CrossCheck = Callable[[Data, set[str], Look], Iterator[Problem]]

_SSH_KEY = re.compile(r"ssh-ed25519 [A-Za-z0-9+/]{60,80}={0,2}( [^\n]*)?")
_AGE_KEY = re.compile(r"age1[a-z0-9]{50,}")
_PEM = re.compile(r"-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----.*", re.DOTALL)


_NOT_KEYED = (None, "")


def _usable(data: Data, broken: set[str], *names: str) -> bool:
    for name in names:  # noqa: SIM110  (a generator here costs a tenth of a dossier's check)
        if name in broken or data.get(name) in _NOT_KEYED:
            return False
    return True


def _future(data: Data, broken: set[str], look: Look, name: str, vi: str, en: str) -> Iterator[Problem]:
    if _usable(data, broken, name) and data[name][:10] > look.today().isoformat():
        yield make_problem(codes.DATE_FUTURE, name, vi=vi, en=en)


def _check_slip(data: Data, broken: set[str], look: Look) -> Iterator[Problem]:
    yield from _future(data, broken, look, "day", "Ngày", "Day")
    if not _usable(data, broken, "batch"):
        return
    batch = look.batch(data["batch"])
    if batch is None:
        yield make_problem(codes.BATCH_MISSING, "batch")
        return
    if batch["form"] != data["form"]:
        yield make_problem(codes.BATCH_FORM, "batch")
    disposition, training = data.get("disposition"), batch.get("training") == "yes"
    if disposition not in ("void", "blank") and (disposition == "training") != training:
        yield make_problem(codes.SLIP_TRAINING, "disposition")
    yield from _check_noted(data, broken, look)
    if _usable(data, broken, "serial"):
        yield from _check_serial(data, batch, look)
    if _usable(data, broken, "day") and not batch["from"] <= data["day"] <= batch["to"]:
        yield make_problem(codes.DAY_OUTSIDE, "day", first=_shown(batch["from"]), last=_shown(batch["to"]))


def _check_serial(data: Data, batch: Data, look: Look) -> Iterator[Problem]:
    """Yield a number outside the range or held by another slip. A void slip may repeat one: two papers can bear the same."""
    if not batch["first"] <= data["serial"] <= batch["last"]:
        yield make_problem(codes.SERIAL_OUTSIDE, "serial", first=batch["first"], last=batch["last"])
    if data.get("disposition") != "void" and look.serial_taken(data["batch"], data["serial"]):
        yield make_problem(codes.SERIAL_TAKEN, "serial")


def _check_noted(data: Data, broken: set[str], look: Look) -> Iterator[Problem]:
    """Yield notes on items the form does not have."""
    form = look.form(data["form"])
    if form is None or not _usable(data, broken, "notes"):
        return
    known = {item.id for item in form.items}
    for number, note in enumerate(data["notes"]):
        if note["item"] not in known:
            yield make_problem(codes.NOTE_ITEM, f"notes.{number}.item")


def _shown(day: str) -> str:
    return format_date(date.fromisoformat(day))


def _check_batch(data: Data, broken: set[str], look: Look) -> Iterator[Problem]:
    if _usable(data, broken, "form"):
        form = look.form(data["form"])
        if form is None:
            yield make_problem(codes.FORM_UNKNOWN, "form")
        elif form.table != "surveys":
            yield make_problem(codes.FORM_NOT_SURVEY, "form")
    numbered = _usable(data, broken, "first", "last")
    if numbered and data["last"] < data["first"]:
        yield make_problem(codes.SERIAL_ORDER, "last")
    elif numbered and _usable(data, broken, "issued") and data["issued"] > data["last"] - data["first"] + 1:
        yield make_problem(codes.BATCH_ISSUED, "issued", slips=data["last"] - data["first"] + 1)
    if _usable(data, broken, "issued", "returned") and data["returned"] > data["issued"]:
        yield make_problem(codes.BATCH_RETURNED, "returned", issued=data["issued"])


def _check_period(data: Data, broken: set[str], _look: Look) -> Iterator[Problem]:
    if _usable(data, broken, "from", "to") and data["to"] < data["from"]:
        yield make_problem(codes.PERIOD_ORDER, "to")


def _check_dossier_places(data: Data, broken: set[str], look: Look) -> Iterator[Problem]:
    yield from _future(data, broken, look, "received_at", "Thời gian nhận", "Received at")
    if _usable(data, broken, "code") and look.code_taken(data["code"]):
        yield make_problem(codes.CODE_TAKEN, "code")
    if not _usable(data, broken, "procedure"):
        return
    procedure = look.procedure(data["procedure"])
    if procedure is None:
        yield make_problem(codes.PROCEDURE_UNKNOWN, "procedure")
        return
    if _usable(data, broken, "case") and "area" not in broken:
        yield from check_limit(procedure, data["case"], data.get("area") or "")
    if _usable(data, broken, "received_at"):
        day = data["received_at"][:10]
        if day < (procedure.get("from") or day) or day > (procedure.get("to") or day):
            yield make_problem(codes.PROCEDURE_DATES, "procedure")


def _check_person(data: Data, broken: set[str], look: Look) -> Iterator[Problem]:
    birth = data["birth"] if _usable(data, broken, "birth") else ""
    if birth and birth > look.today().isoformat()[: len(birth)]:
        yield make_problem(codes.DATE_FUTURE, "birth", vi="Ngày sinh", en="Date of birth")
    reading = read_id_number(data["id_number"]) if _usable(data, broken, "id_number") else None
    if reading is None:
        return
    if not reading.province:
        yield make_problem(codes.ID_PROVINCE, "id_number")
    if _usable(data, broken, "sex") and data["sex"] != reading.sex:
        yield make_problem(codes.ID_SEX, "id_number")
    if birth and int(birth[:4]) != reading.birth_year:
        yield make_problem(codes.ID_BIRTH, "id_number")


def _check_moves(data: Data, broken: set[str], look: Look) -> Iterator[Problem]:
    """Yield what is wrong with the life of the dossier: steps, their times, the status at the end."""
    if "moves" in broken or not _usable(data, broken, "status"):
        return
    status, before = start_status(data), ""
    received = data["received_at"] if _usable(data, broken, "received_at") else ""
    today = look.today().isoformat()
    for number, move in enumerate(data.get("moves") or ()):
        where = f"moves.{number}"
        yield from check_move(status, move["to"], f"{where}.to")
        yield from _check_move_time(move, where, before, received)
        if move["at"][:10] > today:
            yield make_problem(codes.DATE_FUTURE, f"{where}.at", vi="Thời gian", en="Time")
        if move["to"] in _NEED_WHY and not move.get("why"):
            yield make_problem(codes.MOVE_WHY, f"{where}.why")
        status, before = move["to"], move["at"]
    if data["status"] != status:
        yield make_problem(codes.MOVE_STATUS, "status")
    if not data.get("received_at") and data["status"] not in ("registered", "rejected", "withdrawn"):
        yield make_problem(codes.FIELD_MISSING, "received_at", vi="Thời gian nhận", en="Received at")


def _check_move_time(move: Data, where: str, before: str, received: str) -> Iterator[Problem]:
    """Yield problems of a move's time; kept moments are ISO in one zone, so they compare as text."""
    if move["at"] < before:
        yield make_problem(codes.MOVE_ORDER, f"{where}.at")
    if move["at"] < received and move["to"] not in ("received", "rejected"):
        early = codes.FINISHED_EARLY if move["to"] in ("finished", "collected") else codes.MOVE_EARLY
        yield make_problem(early, f"{where}.at")


def _check_feedback(data: Data, broken: set[str], look: Look) -> Iterator[Problem]:
    yield from _future(data, broken, look, "day", "Ngày nhận", "Day received")
    yield from _future(data, broken, look, "answered_day", "Ngày trả lời", "Day answered")
    if _usable(data, broken, "day", "answered_day") and data["answered_day"] < data["day"]:
        yield make_problem(codes.FEEDBACK_EARLY, "answered_day")
    if _usable(data, broken, "answer") and data.get("answered_day") in _NOT_KEYED:
        yield make_problem(codes.FEEDBACK_UNDATED, "answered_day")
    if _usable(data, broken, "batch") and look.batch(data["batch"]) is None:
        yield make_problem(codes.BATCH_MISSING, "batch")
    if _usable(data, broken, "dossier"):
        yield from _check_named_dossier(data, look)


def _check_named_dossier(data: Data, look: Look) -> Iterator[Problem]:
    """Yield a code the office does not know; a survey slip's remark names none, for nobody's slip leads to a person."""
    if data.get("channel") == "slip":
        yield make_problem(codes.FEEDBACK_SLIP_NAMED, "dossier")
    elif not look.code_taken(data["dossier"]):
        yield make_problem(codes.FEEDBACK_DOSSIER, "dossier")


def _check_limits(data: Data, broken: set[str], _look: Look) -> Iterator[Problem]:
    if _usable(data, broken, "limits"):
        seen: set[tuple[str, str]] = set()
        for number, limit in enumerate(data["limits"]):
            if (key := (limit["case"], limit.get("area") or "")) in seen:
                yield make_problem(codes.CASE_DOUBLED, f"limits.{number}.case")
            seen.add(key)


def _doubled(entries: Iterable[Data], where: str, name: str, code: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        if entry[name] in seen:
            yield make_problem(code, f"{where}.{number}.{name}")
        seen.add(entry[name])


def _check_unit(data: Data, broken: set[str], _look: Look) -> Iterator[Problem]:
    for name in ("parent", "successor"):
        if _usable(data, broken, "unit", name) and data[name] == data["unit"]:
            yield make_problem(codes.UNIT_OWN_PARENT, name)
    if _usable(data, broken, "certificate") and not _PEM.fullmatch(data["certificate"]):
        yield make_problem(codes.KEY_SHAPE, "certificate", shape="-----BEGIN CERTIFICATE-----")
    if _usable(data, broken, "escrow") and not _AGE_KEY.fullmatch(data["escrow"]):
        yield make_problem(codes.KEY_SHAPE, "escrow", shape="age1…")
    if _usable(data, broken, "stations"):
        yield from _doubled(data["stations"], "stations", "station", codes.STATION_DOUBLED)
        for number, station in enumerate(data["stations"]):
            yield from _check_station(station, f"stations.{number}")


def _check_station(station: Data, where: str) -> Iterator[Problem]:
    if station.get("key") and not _SSH_KEY.fullmatch(station["key"]):
        yield make_problem(codes.KEY_SHAPE, f"{where}.key", shape="ssh-ed25519 …")
    if station.get("age") and not _AGE_KEY.fullmatch(station["age"]):
        yield make_problem(codes.KEY_SHAPE, f"{where}.age", shape="age1…")


_NEED_WHY = frozenset({"rejected", "supplement", "stopped"})
CROSS_CHECKS: Mapping[str, tuple[CrossCheck, ...]] = {
    "surveys": (_check_slip,),
    "batches": (_check_batch, _check_period),
    "dossiers": (_check_dossier_places, _check_person, _check_moves),
    "feedback": (_check_feedback,),
    "procedures": (_check_limits, _check_period),
    "units": (_check_unit, _check_period),
    "reports": (_check_period,),
}
