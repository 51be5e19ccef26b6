"""What a column of an old register can be, and by which headings it is known. Must not know a file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from desktop_app.words import say
from forms.text import fold

FIELDS: Mapping[str, tuple[str, str]] = {
    "code": ("Mã hồ sơ", "Dossier code"),
    "procedure": ("Tên TTHC", "Procedure"),
    "case": ("Trường hợp", "Case"),
    "copies": ("Số lượng (bộ)", "Copies"),
    "name": ("Tên cá nhân, tổ chức", "Name of person or organisation"),
    "address_phone": ("Địa chỉ, số điện thoại", "Address and phone"),
    "address": ("Địa chỉ", "Address"),
    "phone": ("Số điện thoại", "Phone"),
    "id_number": ("Số CMND/CCCD/định danh", "Identity number"),
    "birth": ("Ngày sinh", "Date of birth"),
    "sex": ("Giới tính", "Sex"),
    "email": ("Email", "Email"),
    "request": ("Nội dung yêu cầu", "What is asked for"),
    "channel": ("Hình thức nộp", "Channel"),
    "agency": ("Cơ quan chủ trì giải quyết", "Agency in charge"),
    "received": ("Ngày nhận", "Day received"),
    "promised": ("Ngày hẹn trả", "Due day on paper"),
    "finished": ("Ngày xử lý xong", "Day finished"),
    "returned": ("Ngày trả", "Day handed over"),
    "result_by": ("Phương thức nhận kết quả", "How the result is collected"),
    "signed": ("Ký nhận", "Signed for"),
    "status": ("Trạng thái", "Status"),
    "note": ("Ghi chú", "Note"),
    "number": ("TT", "Row number"),
}
"""Fields in the order of the register; `number` is read over. Source: domain.md §3, Sổ theo dõi hồ sơ."""
NEEDED = ("name", "procedure", "received")
DAYS = ("received", "promised", "finished", "returned")

_HEADINGS: Mapping[str, Sequence[str]] = {
    "code": ("ma ho so", "ma hs", "ma so ho so", "so ho so", "so bien nhan", "ma bien nhan", "so tiep nhan"),
    "procedure": (
        "ten tthc", "ten thu tuc hanh chinh", "ten thu tuc", "thu tuc hanh chinh", "thu tuc", "tthc", "loai ho so",
        "loai thu tuc",
    ),
    "case": ("truong hop", "truong hop cap", "loai cap", "hinh thuc cap"),
    "copies": ("so luong bo", "so luong", "so bo", "so luong ho so"),
    "name": (
        "ten ca nhan to chuc", "ca nhan to chuc", "to chuc ca nhan", "ten to chuc ca nhan", "ho va ten", "ho ten",
        "ten nguoi nop", "nguoi nop", "ho ten nguoi nop", "ho va ten nguoi nop", "nguoi nop ho so", "ten cong dan", "chu ho so",
    ),
    "address_phone": ("dia chi so dien thoai", "dia chi dien thoai", "dia chi va so dien thoai", "dia chi sdt"),
    "address": ("dia chi", "noi o", "cho o", "noi thuong tru", "noi dktt", "ho khau thuong tru", "dia chi thuong tru"),
    "phone": ("so dien thoai", "dien thoai", "sdt", "dt", "so dt", "dien thoai lien he"),
    "id_number": (
        "so cmnd cccd dinh danh", "so cmnd", "cmnd", "so cccd", "cccd", "cmnd cccd", "so cmnd cccd", "so dinh danh",
        "so dinh danh ca nhan", "so giay to", "can cuoc", "so can cuoc",
    ),
    "birth": ("ngay sinh", "nam sinh", "ngay thang nam sinh"),
    "sex": ("gioi tinh", "nam nu"),
    "email": ("email", "thu dien tu"),
    "request": ("noi dung yeu cau", "noi dung", "yeu cau", "noi dung ho so"),
    "channel": ("hinh thuc nop", "hinh thuc tiep nhan", "phuong thuc nop", "kenh tiep nhan"),
    "agency": ("co quan chu tri giai quyet", "co quan giai quyet", "don vi giai quyet", "co quan chu tri"),
    "received": ("ngay nhan", "ngay tiep nhan", "ngay nhan ho so", "thoi gian nhan", "ngay nop", "thoi gian tiep nhan"),
    "promised": ("ngay hen tra", "ngay hen", "hen tra", "ngay hen tra ket qua", "thoi gian hen tra", "han tra", "ngay den han"),
    "finished": ("ngay xu ly xong", "ngay giai quyet xong", "ngay hoan thanh", "ngay co ket qua", "ngay giai quyet", "ngay xong"),
    "returned": ("ngay tra", "ngay tra ket qua", "ngay tra kq", "ngay tra ho so", "ngay nhan ket qua", "thoi gian tra"),
    "result_by": ("phuong thuc nhan ket qua", "hinh thuc nhan ket qua", "phuong thuc nhan kq", "hinh thuc tra"),
    "signed": ("ky nhan", "nguoi nhan ky", "chu ky", "nguoi nhan ket qua"),
    "status": ("trang thai", "tinh trang", "tinh trang ho so", "ket qua giai quyet"),
    "note": ("ghi chu", "chu thich"),
    "number": ("tt", "stt", "so tt", "so thu tu", "no"),
}  # fmt: skip
_EXACT = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
_LONGEST = sorted((heading for heading in _EXACT if len(heading) > 5), key=len, reverse=True)
EXACT, NEAR = 2, 1


def label_of(field: str) -> str:
    """Return what a field is called; a column not taken has a word of its own."""
    return say(*FIELDS[field]) if field in FIELDS else say("(không nhập)", "(not taken)")


def plain_heading(text: str) -> str:
    """Return a heading for comparing: folded, letters and digits only."""
    return " ".join(re.findall("[a-z0-9]+", fold(text)))


def guess_field(heading: str) -> tuple[str, int]:
    """Return the field a heading names and how surely: EXACT, NEAR, or an empty field and 0."""
    plain = plain_heading(heading)
    if plain in _EXACT:
        return _EXACT[plain], EXACT
    found = next((known for known in _LONGEST if f" {known} " in f" {plain} "), "") if len(plain) < 80 else ""
    return (_EXACT[found], NEAR) if found else ("", 0)


def guess_fields(headings: Sequence[str]) -> dict[int, str]:
    """Return the field of each column (from 0) that is known by its heading; each field once, the surest column's."""
    guesses = [(guess_field(heading), place) for place, heading in enumerate(headings)]
    taken: dict[str, int] = {}
    for (field, _sure), place in sorted(guesses, key=lambda guess: (-guess[0][1], guess[1])):
        if field:
            taken.setdefault(field, place)
    return {place: field for field, place in sorted(taken.items(), key=lambda item: item[1])}


def score(headings: Sequence[str]) -> int:
    """Return how much a row looks like the headings of a register."""
    fields = guess_fields(headings)
    return sum(guess_field(headings[place])[1] for place in fields)
