"""One row of an old register → a dossier as it would be keyed. What does not fit is kept in the note, in Vietnamese, and said.

The due day on paper never becomes the dossier's: that is computed (`DUE-KEYED`), the paper's is kept in the note.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from desktop_app.workflows.importing import findings as codes
from desktop_app.workflows.importing.cells import Cell, CellReader
from desktop_app.workflows.importing.contacts import Number, is_cut, read_id_number, read_phone, split_phones
from desktop_app.workflows.importing.days import Order, ReadDay, read_day
from desktop_app.workflows.importing.fields import DAYS, FIELDS
from desktop_app.workflows.importing.life import Life, make_life, status_of
from desktop_app.workflows.importing.names import NameBook, find_case
from exports.table_read import Row
from forms.dates import VIETNAM_TIME, format_date, format_time
from forms.numbers import parse_integer
from forms.text import fold

USUAL_HOUR = time(8, 0)
"""Taken for the time of reception where a register has days only."""
_SIGNS = ("x", "v", "da ky", "da nhan", "da ky nhan", "ok", "co")
"""Marks that say no more than that the result was handed over."""
_WAYS = (
    ("post", ("buu",)),
    ("online", ("truc tuyen", "online", "dien tu", "qua mang", "dvc", "cong dich vu")),
    ("counter", ("truc tiep", "tai cho", "tai quay", "tai tru so", "bo phan", "mot cua", "tai noi")),
)  # fmt: skip


@dataclass(slots=True)
class RowReader:
    """Makes dossiers of rows. names: what procedure names stand for.  unit: the office's own name.

    orders: how the days of each column stand.  now: nothing happened later.
    """

    cells: CellReader
    names: NameBook
    orders: Mapping[str, Order]
    unit: str
    channel: str
    area: str
    now: datetime
    _row: Row = field(default_factory=lambda: Row(0, ()))
    _found: dict[str, Cell] = field(default_factory=dict)
    _notes: list[str] = field(default_factory=list)

    def read(self, row: Row, found: dict[str, Cell]) -> dict[str, Any]:
        """Return the dossier of a row, not checked and without a code where it has none."""
        self._row, self._found, self._notes = row, found, []
        data: dict[str, Any] = {"channel": self._way("channel") or self.channel}
        data |= {"area": self.area} if self.area else {}
        data |= self._plain() | self._contacts() | self._procedure() | self._life()
        data |= {name: value for name, value in (("result_by", self._way("result_by")), ("sex", self._sex())) if value}
        self._keep_rest()
        if self._notes:
            data["note"] = "\n".join(self._notes)
        return data

    def promised(self, found: Mapping[str, Cell]) -> date | None:
        """Return the due day on paper, None where there is none that can be read."""
        cell = found.get("promised")
        read = self._read_day("promised", cell) if cell else None
        return read.day if read else None

    # parts

    def _say(self, code: str, cell: Cell, after: str = "", *, repaired: bool = False, **values: object) -> None:
        self.cells.say(code, self._row, cell.column, (cell.before or cell.text, after), repaired=repaired, **values)

    def _to_note(self, name: str, text: str, code: str = codes.TO_NOTE) -> None:
        """Keep a cell's words in the note under the item's name, and say so."""
        self._notes.append(f"{FIELDS[name][0]}: {text}")
        self._say(code, self._found[name], self._notes[-1])

    def _plain(self) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name in ("name", "request", "email"):
            if name in self._found:
                data[name] = self._found[name].text.replace("\n", " ") if name != "request" else self._found[name].text
        if "note" in self._found:
            self._notes.append(self._found["note"].text)
        return data | self._copies() | self._code() | self._birth()

    def _copies(self) -> dict[str, Any]:
        cell = self._found.get("copies")
        if cell is None:
            return {}
        digits = re.match(r"\d+", cell.text)
        number = parse_integer(cell.text) if parse_integer(cell.text) is not None else int(digits[0]) if digits else None
        if number is None or not 1 <= number <= 999:
            self._to_note("copies", cell.text)
            return {}
        return {"copies": number}

    def _code(self) -> dict[str, Any]:
        cell = self._found.get("code")
        if cell is None:
            return {}
        code = re.sub(r"\s+", "", cell.text).replace("–", "-").replace("—", "-").upper()
        return {"code": code}

    def _birth(self) -> dict[str, Any]:
        cell = self._found.get("birth")
        if cell is None:
            return {}
        if re.fullmatch(r"1[89]\d\d|20\d\d", cell.text):
            return {"birth": cell.text}
        read = read_day(cell.value, self.orders.get("birth", Order()), date1904=self.cells.table.date1904)
        if read is None or read.day > self.now.date():
            self._to_note("birth", cell.text)
            return {}
        self._say_mended(cell, read)
        return {"birth": read.day.isoformat()}

    def _contacts(self) -> dict[str, Any]:
        data: dict[str, Any] = {}
        address, phones = self._address()
        if address:
            data["address"] = address.replace("\n", ", ")
        numbers = [(self._found["phone"], text) for text in self._phone_texts()] if "phone" in self._found else []
        numbers += [(self._found["address_phone"], text) for text in phones]
        for cell, text in numbers:
            self._take_phone(data, cell, text)
        return data | self._id_number()

    def _address(self) -> tuple[str, list[str]]:
        """Return the address and the phone numbers that stood in one cell with it."""
        cell, own = self._found.get("address_phone"), self._found.get("address")
        if cell is None:
            return (own.text if own else ""), []
        if not isinstance(cell.value, str):
            return (own.text if own else ""), [cell.text]
        rest, phones = split_phones(cell.text)
        if phones and rest:
            self._say(codes.SPLIT, cell, f"{rest} | {' | '.join(phones)}", repaired=True)
        return ", ".join(part for part in (own.text if own else "", rest) if part), phones

    def _phone_texts(self) -> list[str]:
        text = self._found["phone"].text
        return [part for part in re.split(r"[;,/\n]|\s-\s", text) if part.strip()] if not read_phone(text).good else [text]

    def _take_phone(self, data: dict[str, Any], cell: Cell, text: str) -> None:
        number = read_phone(text)
        name = "phone" if "phone" in self._found and cell is self._found["phone"] else "address_phone"
        if is_cut(text):
            self._say(codes.DIGITS, cell)
        elif not number.good or "phone" in data:
            self._notes.append(f"{FIELDS['phone'][0]}: {number.text.strip()}")
            self._say(codes.TO_NOTE, self._found[name], self._notes[-1])
        else:
            self._say_number(cell, number)
            data["phone"] = number.text

    def _id_number(self) -> dict[str, Any]:
        cell = self._found.get("id_number")
        if cell is None:
            return {}
        number = read_id_number(cell.text if isinstance(cell.value, str) else cell.value)
        if is_cut(cell.text):
            self._say(codes.DIGITS, cell)
            return {}
        if not number.good:
            self._to_note("id_number", cell.text)
            return {}
        self._say_number(cell, number)
        return {"id_number": number.text}

    def _say_number(self, cell: Cell, number: Number) -> None:
        if number.how:
            self._say(codes.ZEROS if number.how == "zeros" else codes.PHONE_OLD, cell, number.text, repaired=True)

    def _procedure(self) -> dict[str, Any]:
        cell = self._found.get("procedure")
        if cell is None:
            return {}
        name = self.names.meet(cell.text)
        procedure, case = self.names.procedures.get(name.procedure), name.case
        if procedure is None:
            self._say(codes.PROCEDURE, cell)
            return {}
        own = self._found.get("case")
        texts = [text for text in (own.text if own else "", "" if case else cell.text) if text]
        found = find_case(procedure, texts) if texts else ""
        if not (found or case):
            found = procedure.cases[0][0] if procedure.cases else ""
            self._say(codes.CASE_TAKEN, own or cell, procedure.cases[0][1] if procedure.cases else "")
        return {"procedure": procedure.id, "case": found or case}

    def _way(self, name: str) -> str:
        """Return counter, online or post for words such as "nhận tại nhà qua bưu điện"."""
        cell = self._found.get(name)
        if cell is None:
            return ""
        plain = fold(cell.text)
        way = next((way for way, words in _WAYS if any(word in plain for word in words) or plain == way), "")
        if not way:
            self._to_note(name, cell.text)
        return way

    def _sex(self) -> str:
        cell = self._found.get("sex")
        if cell is None:
            return ""
        sex = {"nam": "male", "male": "male", "nu": "female", "female": "female"}.get(fold(cell.text), "")
        if not sex:
            self._to_note("sex", cell.text)
        return sex

    # days and life

    def _life(self) -> dict[str, Any]:
        days = {name: self._day(name) for name in DAYS if name in self._found}
        received = days.get("received")
        if received is None:
            return {"status": "received", "moves": []}
        at = datetime.combine(received.day, received.clock or USUAL_HOUR, VIETNAM_TIME)
        if received.clock is None and at > self.now >= datetime.combine(received.day, time(0), VIETNAM_TIME):
            at = self.now.replace(microsecond=0)
        life = make_life(at, days.get("finished"), days.get("returned"), self._status(), self.now)
        self._say_life(life)
        return {"received_at": format_time(at), "status": life.status, "moves": life.moves}

    def _status(self) -> str:
        cell = self._found.get("status")
        if cell is None:
            return ""
        status = status_of(cell.text)
        if not status:
            self._to_note("status", cell.text, codes.STATUS_UNKNOWN)
        return status

    def _say_life(self, life: Life) -> None:
        cell = self._found.get("status")
        if cell is not None and life.undated:
            self._say(codes.UNDATED if life.undated == "error" else codes.STATUS_DAY, cell)

    def _day(self, name: str) -> ReadDay | None:
        cell = self._found[name]
        read = self._read_day(name, cell)
        if read is None:
            if name == "promised":
                self._to_note(name, cell.text)
            else:
                self._say(codes.DAY, cell)
            return None
        self._say_mended(cell, read)
        if name == "promised":
            self._notes.append(f"{FIELDS[name][0]} theo sổ giấy: {format_date(read.day)}")
        return read

    def _read_day(self, name: str, cell: Cell) -> ReadDay | None:
        value = cell.text if isinstance(cell.value, str) else cell.value
        return read_day(value, self.orders.get(name, Order()), date1904=self.cells.table.date1904)

    def _say_mended(self, cell: Cell, read: ReadDay) -> None:
        if read.mended:
            self._say(codes.DAY_MENDED, cell, format_date(read.day), repaired=True)

    def _keep_rest(self) -> None:
        """Keep what has no item of its own in the note, without a word where nothing is out of order."""
        agency, signed = self._found.get("agency"), self._found.get("signed")
        if agency is not None and fold(agency.text) != fold(self.unit):
            self._notes.append(f"{FIELDS['agency'][0]}: {agency.text}")
        name = self._found.get("name")
        if signed is not None and fold(signed.text) not in (*_SIGNS, fold(name.text) if name else ""):
            self._notes.append(f"{FIELDS['signed'][0]}: {signed.text}")
