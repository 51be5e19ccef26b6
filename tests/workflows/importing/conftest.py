"""A register as an office would hand it in, and what a dry run of it gives. People are invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop_app.words import use_language
from desktop_app.workflows.importing.memory import read_memory
from desktop_app.workflows.importing.plan import Plan, make_plan
from desktop_app.workflows.importing.setup import Book, Setup, open_book, propose
from desktop_app.workflows.session import Session, open_session
from tests.exports.made_tables import REGISTER, workbook
from tests.workflows.conftest import NOW

CMND = "Cấp CMND, CCCD tại thành phố, thị xã"
TITLES: list[list[Any]] = [["CÔNG AN THỊ XÃ TỪ SƠN"], ["SỔ THEO DÕI HỒ SƠ"], ["Tháng 7 năm 2020"]]


def line(number: Any = 1, **changes: Any) -> list[Any]:
    """Return a row of the register, good unless changed."""
    cells: dict[str, Any] = {
        "TT": number, "Mã hồ sơ": f"000.17.22.H05-200706-{number:04d}", "Tên TTHC": CMND, "Số lượng (bộ)": 1,
        "Tên cá nhân, tổ chức": f"Nguyễn Thị Hoa {number}", "Địa chỉ, số điện thoại": "Tam Sơn, Từ Sơn, ĐT 0912345678",
        "Cơ quan chủ trì giải quyết": "Công an thị xã Từ Sơn", "Ngày nhận": "06/07/2020", "Ngày hẹn trả": "15/07/2020",
        "Ngày trả": "14/07/2020", "Phương thức nhận kết quả": "Trực tiếp", "Ký nhận": None, "Ghi chú": "cấp mới",
    } | changes  # fmt: skip
    return [cells[heading] for heading in REGISTER]


def register(*rows: Sequence[Any], **how: Any) -> bytes:
    """Return a workbook: titles, the headings of the register, rows."""
    return workbook([*TITLES, REGISTER, *rows], **how)


class Desk:
    """Hands files to a session. setup: the proposal for the last one."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session, self.folder = session, folder
        self.book: Book
        self.setup: Setup

    def open(self, data: bytes, name: str = "so.xlsx") -> Setup:
        (self.folder / name).write_bytes(data)
        self.book = open_book(self.folder / name)
        self.setup = propose(self.book, read_memory(self.session))
        return self.setup

    def plan(self, setup: Setup | None = None) -> Plan:
        return make_plan(self.session, self.book, setup or self.setup)

    def told(self, *rows: Sequence[Any], **how: Any) -> Plan:
        self.open(register(*rows, **how))
        return self.plan()


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    """A session in a new office; it is Monday, 3 August 2020, nine o'clock."""
    use_language("vi")
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        yield opened


@pytest.fixture
def desk(session: Session, tmp_path: Path) -> Desk:
    """Where files are handed in."""
    return Desk(session, tmp_path)


def codes(plan: Plan, weight: str = "") -> list[tuple[int, str, str]]:
    """Return row, column and code of the findings, all or of one weight."""
    return [(found.row, found.column, found.code) for found in plan.findings.by_row() if weight in ("", found.weight)]
