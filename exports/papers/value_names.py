"""The values a set file may name, and of which shape each is. Must not know where they come from."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "unit": "tên đơn vị",
    "parent": "tên đơn vị cấp trên",
    "section": "tên bộ phận một cửa, theo bộ mẫu",
    "place": "địa danh",
    "code": "mã hồ sơ",
    "name": "tên cá nhân, tổ chức",
    "address": "địa chỉ",
    "phone": "số điện thoại",
    "email": "thư điện tử",
    "request": "nội dung yêu cầu; không ghi thì tên thủ tục và trường hợp",
    "procedure": "tên thủ tục",
    "case": "tên trường hợp",
    "field": "tên lĩnh vực",
    "copies": "số bộ hồ sơ",
    "limit_days": "thời hạn, ngày làm việc",
    "received": "08 giờ 15 phút, ngày 06 tháng 7 năm 2020: lúc nhận",
    "received_day": "ngày nhận, không có chữ “ngày”: 06 tháng 7 năm 2020",
    "due": "giờ, ngày hẹn trả đã nói lúc nhận",
    "due_now": "giờ, ngày hẹn trả hiện nay: thời gian chờ bổ sung đã cộng thêm",
    "due_day": "ngày hẹn trả, không có chữ “ngày”",
    "new_due": "giờ, ngày hẹn lại",
    "new_due_day": "ngày hẹn lại, không có chữ “ngày”",
    "result_by": "nơi, cách nhận kết quả",
    "book": "quyển số",
    "number": "số của giấy, hai chữ số khi dưới 10",
    "day": "ngày của giấy, không có chữ “ngày”",
    "reason": "lý do",
    "officer": "họ tên cán bộ lập giấy",
    "holder": "họ tên cán bộ đang giữ hồ sơ",
    "standing": "trước hạn, đúng hạn, quá hạn; khi đã giải quyết xong",
    "contact": "số điện thoại liên hệ, ghi lúc in",
}
LISTS: Mapping[str, str] = {
    "documents": "thành phần hồ sơ đã nộp",
    "missing": "giấy tờ, nội dung cần bổ sung, ghi lúc in",
}
ROWS: Mapping[str, tuple[str, ...]] = {
    "steps": ("giver", "taker", "time", "result", "remark"),
}
"""Tables: a name and the names of its cells."""
ASKED = ("missing", "reason", "contact")
"""What may be keyed when a paper is made."""
SIGNERS = ("applicant", "officer", "signer")
"""Whose name may stand under a signature: who handed in, who made the paper, who signs for the unit."""
