"""The words of the paper register's sheet: headings, hints, reasons of a correction. No tkinter."""

from __future__ import annotations

from desktop_app.words import say

REASONS = (
    ("Gõ nhầm", "Typed wrongly"), ("Nhập lệch dòng", "A line was shifted"), ("Xem lại sổ giấy", "Looked at the paper again"),
    ("Bổ sung phần còn thiếu", "Something was missing"),
)  # fmt: skip
"""Reasons of a correction, offered for a digit."""


def heading(name: str) -> str:
    """Return the heading of a column in the words of the register."""
    names = {
        "number": ("TT", "No."),
        "code": ("Mã hồ sơ", "Code"),
        "procedure": ("Tên TTHC", "Procedure"),
        "case": ("Trường hợp", "Case"),
        "copies": ("Bộ", "Set"),
        "name": ("Tên cá nhân, tổ chức", "Name"),
        "address": ("Địa chỉ", "Address"),
        "phone": ("Điện thoại", "Phone"),
        "received": ("Ngày nhận", "Received"),
        "due": ("Hẹn trả", "Due"),
        "finished": ("Ngày xong", "Finished"),
        "collected": ("Ngày trả", "Returned"),
        "result_by": ("Nhận KQ", "Result by"),
        "note": ("Ghi chú", "Note"),
    }
    return say(*names[name])


def hint(name: str) -> str:
    """Return what may be typed in a column, empty where that is plain."""
    hints = {
        "code": ("Gõ số thứ tự, hoặc ngày-số; để trống: mã tạm. F7: số kế tiếp.", "Number or day-number; empty: provisional."),
        "procedure": ("Gõ vài chữ không dấu; ⏎ nhận.", "Type some words without marks; ⏎ takes."),
        "received": ("Ngày tháng như 0308; có giờ thì 0308 1530.", "Day and month as 0308; with a time 0308 1530."),
        "finished": ("Để trống nếu chưa xong, hoặc xong cùng ngày trả.", "Empty if not finished, or the day it was returned."),
        "collected": ("Ngày trả kết quả; để trống nếu chưa trả.", "The day of return; empty if not returned."),
    }
    vi, en = hints.get(name, ("", ""))
    return say(vi, en)


def reason_of(answer: int | str) -> str:
    """Return the reason chosen by its place, as it is kept, or the own words."""
    return answer if isinstance(answer, str) else REASONS[answer][0]
