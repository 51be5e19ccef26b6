"""The listed register as a file, opened again; and personal numbers shown on asking."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop_app.workflows.dossiers import Move, move_many, new_dossier
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.permissions import NotAllowed
from desktop_app.workflows.register_file import COLUMNS, Asked, export_register
from desktop_app.workflows.removing import remove
from desktop_app.workflows.session import VIETNAM, Session, open_session
from desktop_app.workflows.unmasking import unmask
from forms.problems import Refused
from tests.workflows.conftest import NOW

ID, PHONE = "027190000123", "0912345678"


def log(session: Session, name: str = "Nguyễn Thị Hường", **more: Any) -> str:
    values = {
        "procedure": "cmnd-cccd", "case": "new", "channel": "counter", "copies": 1, "name": name, "id_number": ID, "phone": PHONE,
        "address": "12 Trần Phú", "received_at": "2020-07-27T08:00:00+07:00", "status": "received", "result_by": "post", **more,
    }  # fmt: skip
    return new_dossier(session, values).id


def quiet(_done: int, _total: int) -> None:
    """Show nothing."""


def export(session: Session, path: Path, ids: list[str], asked: Asked = Asked(), *, full: bool = False) -> list[list[Any]]:  # noqa: B008
    """Write the list and read it back."""
    export_register(session, path, ids, asked, quiet, full=full)
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    return [list(row) for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]


def told(session: Session, what: str) -> list[dict[str, Any]]:
    return [dict(line.data or {}) for line in session.office.audits(what)]


def test_the_workbook_has_the_registers_columns_days_and_counts(session: Session, tmp_path: Path) -> None:
    id = log(session, note="giấy photo")
    at = datetime(2020, 7, 30, 10, 0, tzinfo=VIETNAM)
    for to in ("finished", "collected"):
        move_many(session, [Move(id, to, "", at)])
    head = session.office.head
    rows = export(session, tmp_path / "so.xlsx", [id])
    titles = [name for name, _ in COLUMNS]
    assert titles[:13] == [
        "TT", "Mã hồ sơ", "Tên TTHC", "Số lượng (bộ)", "Tên cá nhân, tổ chức", "Địa chỉ, số điện thoại",
        "Cơ quan chủ trì giải quyết", "Ngày nhận", "Ngày hẹn trả", "Ngày trả", "Phương thức nhận kết quả", "Ký nhận", "Ghi chú",
    ]  # fmt: skip
    assert [row[0] for row in rows[:7]] == [
        "Công an thị xã Từ Sơn",
        "Sổ theo dõi hồ sơ",
        "Danh sách: mọi hồ sơ",
        "1 hồ sơ; số định danh và điện thoại: đã che; lập lúc 09:00 ngày 03/08/2020, lan",
        f"Sổ: {head.n} dòng, mã {head.hash}",
        None,
        "TT",
    ]
    assert rows[6] == titles
    days = [datetime(2020, 7, 27), datetime(2020, 8, 5), datetime(2020, 7, 30)]  # noqa: DTZ001 - a workbook has no zones
    assert rows[7] == [
        1, "TAM-200727-0001", "Cấp CMND, CCCD tại thành phố, thị xã · Cấp mới", 1, "Nguyễn Thị Hường", "12 Trần Phú, •••••••678",
        "Công an thị xã Từ Sơn", *days, "Bưu chính", None, "giấy photo", "•••••••••123", "Đã trả kết quả", "lan",
    ]  # fmt: skip
    assert len(rows) == 8


def test_numbers_are_whole_only_when_asked_for_and_the_audit_line_says_so(session: Session, tmp_path: Path) -> None:
    id = log(session)
    for full in (False, True):
        for name in ("a.csv", "a.xlsx"):
            rows = export(session, tmp_path / name, [id], Asked(find=f"huong {PHONE}"), full=full)
            text = "\n".join(str(cell) for row in rows for cell in row)
            assert ((ID in text), (PHONE in text)) == (full, full)
    lines = told(session, "export")
    assert [line["numbers"] for line in lines] == ["masked", "masked", "full", "full"]
    assert lines[0] == {
        "kind": "register", "file": "a.csv", "sha256": lines[0]["sha256"], "rows": 1, "numbers": "masked",
        "find": f"huong {PHONE}",
    }  # fmt: skip


def test_the_title_says_what_was_asked_for(session: Session, tmp_path: Path) -> None:
    asked = Asked("huong", "received", "cmnd-cccd", "lan", late=True, first=date(2020, 7, 1), last=date(2020, 7, 31))
    rows = export(session, tmp_path / "a.csv", [log(session)], asked)
    assert rows[2][0].removeprefix("Danh sách: ").split("; ") == [
        "tìm “huong”", "thủ tục Cấp CMND, CCCD tại thành phố, thị xã", "Được tiếp nhận", "cán bộ lan", "nhận từ ngày 01/07/2020",
        "nhận đến ngày 31/07/2020", "chỉ quá hạn",
    ]  # fmt: skip
    assert told(session, "export")[0]["from"] == "2020-07-01"


def test_rows_keep_the_lists_order_and_a_removed_dossier_is_left_out(session: Session, tmp_path: Path) -> None:
    first, second, third = (log(session, name) for name in ("An", "Bình", "Châu"))
    remove(session, "dossiers", second, 1, "ghi nhầm")
    rows = export(session, tmp_path / "a.csv", [third, second, first])
    assert [row[:1] + row[4:5] for row in rows[7:]] == [["1", "Châu"], ["2", "An"]]
    assert rows[3][0].startswith("2 hồ sơ;")


@pytest.mark.parametrize("name", ["=1+1", "+84", "@x", "-2"])
@pytest.mark.parametrize("file", ["a.csv", "a.xlsx"])
def test_no_cell_is_a_formula(session: Session, tmp_path: Path, name: str, file: str) -> None:
    assert export(session, tmp_path / file, [log(session, name)])[-1][4] == f"'{name}"


def test_a_stopped_export_leaves_no_file_and_no_line(session: Session, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done >= total // 2:
            raise Stopped

    with pytest.raises(Stopped):
        export_register(session, tmp_path / "a.xlsx", [log(session)], Asked(), stop, full=False)
    assert (list(tmp_path.glob("a*")), told(session, "export")) == ([], [])


def test_without_an_audit_line_nothing_is_written_or_shown(session: Session, office_folder: Path, tmp_path: Path) -> None:
    id = log(session)
    session.close()
    with open_session(office_folder, "lan", lambda: NOW, read_only=True) as looking:
        with pytest.raises(WorkflowError):
            export_register(looking, tmp_path / "a.xlsx", [id], Asked(), quiet, full=False)
        with pytest.raises(WorkflowError):
            unmask(looking, id)
    assert not (tmp_path / "a.xlsx").exists()


def test_the_numbers_of_a_dossier_are_shown_and_the_asking_noted(session: Session) -> None:
    id = log(session)
    assert unmask(session, id) == {"id_number": ID, "phone": PHONE}
    assert told(session, "unmask") == [{"table": "dossiers", "id": id}]
    with pytest.raises(Refused):
        unmask(session, "nobody")
    assert len(told(session, "unmask")) == 1


def test_who_may_not_search_gets_no_numbers(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    id = log(session)
    session.role = "administrator"
    monkeypatch.setattr(Session, "live_roles", lambda _self: frozenset({"commander"}))
    session.office.seal = object()  # type: ignore[assignment]  # sealed, as far as permissions look
    with pytest.raises(NotAllowed):
        export_register(session, tmp_path / "a.csv", [id], Asked(), quiet, full=False)
    with pytest.raises(NotAllowed):
        unmask(session, id)
    session.office.seal = None
    assert not (tmp_path / "a.csv").exists()
