"""The twelve units of the story with their sizes, and the province that measures them.

The figures of the story: Từ Sơn 5 168 dossiers and 372 slips; over all units 85 % "rất hài lòng", 15 % "hài lòng", Từ Sơn
first on every criterion. Names of signers are made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

FIRST, LAST = date(2020, 1, 1), date(2020, 7, 31)
SIGNED = date(2020, 8, 5)
VERY_SATISFIED_PERCENT = 85
TOWN = (
    "phường Đông Ngàn", "phường Đồng Nguyên", "phường Đồng Kỵ", "phường Trang Hạ", "phường Tân Hồng", "phường Đình Bảng",
    "phường Châu Khê", "xã Hương Mạc", "xã Phù Khê", "xã Phù Chẩn", "xã Tam Sơn", "xã Tương Giang",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """One unit of the story.

    procedures: (code, share in percent).  share: its share of "rất hài lòng" in percent before the sums are balanced.
    blanks: answers left empty on its slips.
    """

    code: str
    folder: str
    name: str
    kind: str
    place: str
    symbol: str
    position: str
    signer: str
    preparer: str
    procedures: tuple[tuple[str, int], ...]
    dossiers: int
    slips: int
    issued: int
    share: float
    blanks: int
    agency: str
    homes: tuple[str, ...]


TOWN_PROCEDURES = (("cmnd-cccd", 92), ("antt-gcn", 8))
DISTRICT_PROCEDURES = (("cmnd-cccd-noi-khac", 90), ("antt-gcn", 10))


def _district(
    number: int, code: str, folder: str, name: str, place: str, signer: str, slips: int, share: float
) -> UnitPlan:
    town = name.startswith("Công an thành phố")
    return UnitPlan(
        code, folder, name, "Công an cấp huyện", place, "BC-CATP" if town else "BC-CAH",
        "TRƯỞNG CÔNG AN THÀNH PHỐ" if town else "TRƯỞNG CÔNG AN HUYỆN", signer, "Trung úy Đỗ Thị Hạnh",
        TOWN_PROCEDURES if town else DISTRICT_PROCEDURES, 2 * slips + 11 * number, slips, slips + 12, share, number % 3,
        f"000.{17 + number:02d}.22.H05", (f"xã An Phú, {place}", f"xã Đông Phong, {place}", f"thị trấn {place}"),
    )  # fmt: skip


def _department(
    number: int, code: str, folder: str, name: str, procedure: str, signer: str, slips: int, share: float
) -> UnitPlan:
    return UnitPlan(
        code, folder, name, "Phòng thuộc Công an tỉnh", "Bắc Ninh", f"BC-{code}", "TRƯỞNG PHÒNG", signer,
        "Thượng úy Vũ Minh Tùng", ((procedure, 100),), 2 * slips + 7 * number, slips, slips + 15, share, number % 2,
        f"000.{30 + number:02d}.00.H05", ("phường Suối Hoa, Bắc Ninh", "phường Võ Cường, Bắc Ninh", "xã Kim Chân, Bắc Ninh"),
    )  # fmt: skip


TU_SON = UnitPlan(
    "TUSON", "tu-son", "Công an thị xã Từ Sơn", "Công an cấp huyện", "Từ Sơn", "BC-CATX", "TRƯỞNG CÔNG AN THỊ XÃ",
    "Thượng tá Nguyễn Quang Vịnh", "Thượng úy Ngô Thị Thanh Nhàn", TOWN_PROCEDURES, 5168, 372, 400, 95.6, 0,
    "000.17.22.H05", tuple(f"{ward}, Từ Sơn" for ward in TOWN),
)  # fmt: skip
OTHERS = (
    _department(1, "PA08", "pa08-xuat-canh", "Phòng Quản lý xuất nhập cảnh", "ho-chieu", "Thượng tá Trần Hữu Long", 160, 84.4),
    _department(2, "PC06", "pc06-hanh-chinh", "Phòng Cảnh sát QLHC về TTXH", "dang-ky-con-dau", "Đại tá Lê Đình Sơn", 180, 84.9),
    _department(3, "PC08", "pc08-giao-thong", "Phòng Cảnh sát giao thông", "dang-ky-xe", "Thượng tá Phạm Văn Hải", 190, 81.5),
    _department(4, "PC07", "pc07-pccc", "Phòng Cảnh sát PCCC và CNCH", "pccc-tham-duyet", "Trung tá Đặng Minh Khôi", 120, 82.6),
    _district(1, "BACNINH", "bac-ninh", "Công an thành phố Bắc Ninh", "Bắc Ninh", "Đại tá Hoàng Đức Thắng", 210, 84.0),
    _district(2, "YENPHONG", "yen-phong", "Công an huyện Yên Phong", "Yên Phong", "Thượng tá Chu Xuân Trường", 130, 82.2),
    _district(3, "QUEVO", "que-vo", "Công an huyện Quế Võ", "Quế Võ", "Thượng tá Dương Công Huy", 140, 81.8),
    _district(4, "TIENDU", "tien-du", "Công an huyện Tiên Du", "Tiên Du", "Trung tá Vũ Thế Kiên", 130, 83.1),
    _district(5, "THTHANH", "thuan-thanh", "Công an huyện Thuận Thành", "Thuận Thành", "Thượng tá Bùi Quang Đạt", 140, 82.0),
    _district(6, "GIABINH", "gia-binh", "Công an huyện Gia Bình", "Gia Bình", "Trung tá Ngô Văn Thành", 110, 81.2),
    _district(7, "LUONGTAI", "luong-tai", "Công an huyện Lương Tài", "Lương Tài", "Trung tá Đỗ Hữu Phúc", 118, 80.9),
)  # fmt: skip
UNITS = (TU_SON, *OTHERS)

PROVINCE_CODE, PROVINCE_NAME, PROVINCE_FOLDER = "BN", "Công an tỉnh Bắc Ninh", "cong-an-tinh"
PROVINCE_DETAILS: dict[str, Any] = {
    "type": "Công an cấp tỉnh",
    "place": "Bắc Ninh",
    "symbol": "BC-CAT",
    "signer": {"authority": "KT. GIÁM ĐỐC", "position": "PHÓ GIÁM ĐỐC", "name": "Đại tá Trịnh Minh Đức"},
    "preparer": {"position": "Cán bộ tổng hợp", "name": "Đại úy Lưu Thị Phương"},
    "recipients": ["Bộ Công an (để báo cáo)", "UBND tỉnh (để báo cáo)", "Công an các đơn vị, địa phương", "Lưu: VT, PV01"],
}


def details_of(plan: UnitPlan) -> dict[str, Any]:
    """Return the further fields of the unit's record: letterhead, signers, recipients."""
    return {
        "type": plan.kind,
        "place": plan.place,
        "symbol": plan.symbol,
        "signer": {"authority": "", "position": plan.position, "name": plan.signer},
        "preparer": {"position": "Cán bộ lập báo cáo", "name": plan.preparer},
        "recipients": [f"{PROVINCE_NAME} (để báo cáo)", f"UBND {plan.place} (để báo cáo)", "Lưu: VT"],
    }
