"""Values of an invented dossier for papers, short ones and ones as long as people make them; every paper of every set."""

from __future__ import annotations

from datetime import date
from typing import Any

from exports.papers.code import ReceiptCode, dump_code
from exports.papers.fill import Filled, fill
from exports.papers.set_file import PaperForm, load_shipped_sets
from exports.report import Letterhead, make_letterhead

CODE = "000.17.22.H56-200706-0001"
LONG = (
    "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN ĐẦU TƯ XÂY DỰNG VÀ DỊCH VỤ BẢO VỆ CHUYÊN NGHIỆP NGUYỄN THỊ HOÀNG HƯỜNG KINH BẮC "
    "CHI NHÁNH THỊ XÃ TỪ SƠN"
)
UNIT: dict[str, Any] = {
    "name": "Công an thị xã Từ Sơn", "place": "Từ Sơn",
    "signer": {"authority": "KT. Trưởng Công an", "position": "Phó Trưởng Công an", "name": "Thượng tá Nguyễn Văn Hùng"},
}  # fmt: skip
EVERY = [(name, form.kind) for name, one in load_shipped_sets().items() for form in one.papers]


def values(**changes: Any) -> dict[str, Any]:
    step = {"giver": "Bộ phận Một cửa", "taker": "Trần Thị Lan", "time": "08 giờ 15 phút, ngày 06 tháng 7 năm 2020"}
    return {
        "unit": "Công an thị xã Từ Sơn", "parent": "Công an tỉnh Bắc Ninh", "section": "Bộ phận Tiếp nhận và Trả kết quả",
        "place": "Từ Sơn", "code": CODE, "name": "Đặng Thị Hường", "address": "phường Đông Ngàn, Từ Sơn", "phone": "0912345678",
        "email": "", "request": "Cấp CMND, CCCD (Cấp mới)", "procedure": "Cấp CMND, CCCD", "case": "Cấp mới", "field": "CMND",
        "documents": ["Tờ khai CC01", "Sổ hộ khẩu", "Giấy khai sinh"], "copies": "1", "limit_days": "7",
        "received": "08 giờ 15 phút, ngày 06 tháng 7 năm 2020", "received_day": "06 tháng 7 năm 2020",
        "due": "17 giờ 00 phút, ngày 15 tháng 7 năm 2020", "due_now": "17 giờ 00 phút, ngày 16 tháng 7 năm 2020",
        "new_due": "17 giờ 00 phút, ngày 20 tháng 7 năm 2020", "result_by": "Bộ phận Tiếp nhận và Trả kết quả", "book": "01",
        "number": "05", "day": "06 tháng 7 năm 2020", "reason": "Thiếu ảnh chân dung.", "officer": "Trần Thị Lan",
        "contact": "0222 383 1234", "missing": ["Ảnh chân dung", "Giấy khai sinh"], "steps": [step], **changes,
    }  # fmt: skip


def long_values() -> dict[str, Any]:
    many = [f"Bản sao có chứng thực giấy chứng nhận đăng ký doanh nghiệp, văn bản thỏa thuận số {n}" for n in range(1, 31)]
    step = {"giver": LONG, "taker": LONG, "time": "08 giờ 15 phút, ngày 06 tháng 7 năm 2020", "result": "Quá hạn", "remark": LONG}
    return values(
        name=LONG, address=f"Số 128, ngách 45/12, đường Nguyễn Văn Cừ, {LONG}", email="x" * 120, request=LONG * 2, procedure=LONG,
        documents=many, missing=many, reason="Hồ sơ chưa đủ thành phần theo quy định. " * 12 + "Hết lý do.", steps=[step] * 12,
        officer=LONG[:100], place="Phường Đông Ngàn",
    )  # fmt: skip


def letterhead(**changes: Any) -> Letterhead:
    return make_letterhead({**UNIT, **changes}, "Công an tỉnh Bắc Ninh")


def long_letterhead() -> Letterhead:
    return make_letterhead({**UNIT, "name": LONG}, f"Phòng Cảnh sát quản lý hành chính về trật tự xã hội {LONG}")


def form(name: str, kind: str) -> PaperForm:
    found = load_shipped_sets()[name].paper(kind)
    assert found is not None
    return found


def filled(name: str, kind: str, given: dict[str, Any] | None = None, head: Letterhead | None = None) -> Filled:
    section = load_shipped_sets()[name].section
    qr = dump_code(ReceiptCode("TUSON", CODE, date(2020, 7, 15)))
    return fill(form(name, kind), values() if given is None else given, head or letterhead(), section, qr)
