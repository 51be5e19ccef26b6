"""Made-up figures for the report tests: Từ Sơn in January-July 2020, a province of twelve units, an empty period."""

from __future__ import annotations

from datetime import date
from typing import Any

from exports.figures import make_summary
from exports.report import Letterhead, make_letterhead
from forms.countrow import CountRow, Slip, WayIn, WayOut
from forms.definition import Definition
from forms.shipped import load_shipped

FORM = "survey-2640@1"
DEFINITION: Definition = load_shipped()[FORM]
FORMS = {FORM: DEFINITION}
FIELDS = {"cccd": "Cấp, quản lý căn cước", "antt": "Quản lý ngành nghề đầu tư, kinh doanh có điều kiện về ANTT"}
HEAD = {"n": 5541, "hash": "3f9a1c07" * 8}
TU_SON = "BN-TUSON"
UNITS = {
    TU_SON: "Công an thị xã Từ Sơn",
    "BN-TP": "Công an thành phố Bắc Ninh",
    "BN-QV": "Công an huyện Quế Võ",
    "BN-TD": "Công an huyện Tiên Du",
    "BN-YP": "Công an huyện Yên Phong",
    "BN-TT": "Công an huyện Thuận Thành",
    "BN-GB": "Công an huyện Gia Bình",
    "BN-LT": "Công an huyện Lương Tài",
    "BN-XNC": "Phòng Quản lý xuất nhập cảnh",
    "BN-QLHC": "Phòng Cảnh sát quản lý hành chính về trật tự xã hội",
    "BN-GT": "Phòng Cảnh sát giao thông",
    "BN-PC": "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ",
}
UNIT_RECORD: dict[str, Any] = {
    "unit": TU_SON,
    "name": "Công an thị xã Từ Sơn",
    "place": "Từ Sơn",
    "symbol": "BC-CATX",
    "signer": {"authority": "KT. TRƯỞNG CÔNG AN THỊ XÃ", "position": "Phó Trưởng Công an", "name": "Thượng tá Nguyễn Quý Ánh"},
    "preparer": {"position": "Cán bộ lập báo cáo", "name": "Trung úy Đỗ Thị Hường"},
    "recipients": ["Công an tỉnh Bắc Ninh (để báo cáo);", "Ủy ban nhân dân thị xã (để báo cáo);", "Lưu: VT, ĐTH."],
}


def make_tu_son_letterhead() -> Letterhead:
    return make_letterhead(UNIT_RECORD, "Công an tỉnh Bắc Ninh")


def make_unit_rows(unit: str, slips: int, very: int, dossiers: int = 5168) -> list[CountRow]:
    """Rows of a unit whose slips have `very` percent of the answers at 5 and the rest at 4."""
    other = dossiers // 8
    rows = [
        CountRow("dossier", unit, "cccd", "", 10 * WayIn.COUNTER_POST + WayOut.EARLY, dossiers // 2),
        CountRow("dossier", unit, "cccd", "", 10 * WayIn.COUNTER_POST + WayOut.ON_TIME, dossiers - dossiers // 2 - other),
        CountRow("dossier", unit, "antt", "", 10 * WayIn.ONLINE + WayOut.ON_TIME, other),
        CountRow("due", unit, "cccd", "", 1, dossiers),
        CountRow("issued", unit, FORM, "", 0, slips + 28),
        CountRow("returned", unit, FORM, "", 0, slips),
        CountRow("slip", unit, FORM, "", Slip.ALL_SATISFIED, slips),
    ]
    for number, item in enumerate(DEFINITION.likert):
        best = min(slips, slips * (very + number % 3) // 100)
        missing = number % 4 if slips > 50 else 0
        rows += [
            CountRow("answer", unit, FORM, item.id, 5, best - missing),
            CountRow("answer", unit, FORM, item.id, 4, slips - best),
            CountRow("answer", unit, FORM, item.id, (0, 6, 7)[number % 3], missing),
        ]
    return rows


def summarise(rows: list[CountRow], unit: str, names: dict[str, str] = UNITS) -> dict[str, Any]:
    return make_summary(
        rows, unit=unit, first=date(2020, 1, 1), last=date(2020, 7, 31), head=HEAD, forms=FORMS, unit_names=names,
        field_names=FIELDS,
    )  # fmt: skip


def make_tu_son() -> dict[str, Any]:
    """One unit: 5 168 dossiers, 372 slips."""
    return summarise(make_unit_rows(TU_SON, 372, 85), "Công an thị xã Từ Sơn")


def make_province(count: int = 12) -> dict[str, Any]:
    """So many units, Từ Sơn best of them."""
    names = dict(list(UNITS.items())[:count])
    names |= {f"BN-X{number:02d}": f"Công an xã Đông Thọ số {number}" for number in range(len(names), count)}
    rows = []
    for number, unit in enumerate(names):
        rows += make_unit_rows(unit, 372 if unit == TU_SON else 100 + number, 96 if unit == TU_SON else 78 + number % 14, 900)
    return summarise(rows, "Công an tỉnh Bắc Ninh", names)


def make_empty() -> dict[str, Any]:
    """A period in which nothing happened."""
    return summarise([], "Công an thị xã Từ Sơn")
