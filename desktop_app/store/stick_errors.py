"""What can go wrong with a stick, each with its code and its sentences. This module must not decide when it happens."""

from __future__ import annotations

from desktop_app.store.errors import StoreError
from forms.problems import declare, make_problem

FULL_STICK = declare(
    "STICK-FULL",
    "USB không đủ chỗ: cần {needed} byte, còn {free} byte. Hãy xoá bớt tệp trên USB hoặc dùng USB khác.",
    "Not enough space on the stick: {needed} bytes needed, {free} free. Delete files from it or use another.",
)
READ_ONLY = declare(
    "STICK-READ-ONLY",
    "USB chỉ cho đọc. Hãy gạt khóa ghi trên USB hoặc dùng USB khác.",
    "The stick is write-protected. Move its switch or use another stick.",
)
GONE = declare(
    "STICK-GONE",
    "Không thấy USB hoặc tệp nữa ({detail}). Hãy cắm lại và làm lại.",
    "The stick or the file is gone ({detail}). Plug it in again and repeat.",
)
FAILED = declare(
    "STICK-FAILED",
    "USB báo lỗi ({detail}): chưa chép xong. Hãy làm lại, hoặc dùng USB khác.",
    "The stick reports an error ({detail}): not copied. Try again or use another stick.",
)
DIFFERS = declare(
    "STICK-DIFFERS",
    "Đọc lại trên USB thấy khác bản đã ghi: USB hỏng. Hãy dùng USB khác.",
    "What was read back from the stick differs from what was written: the stick is bad. Use another.",
)
NAME = declare(
    "STICK-NAME",
    "Tên tệp {name} không dùng được trên USB. Hãy chọn tên chỉ gồm chữ không dấu, số, dấu chấm và gạch.",
    "The file name {name} cannot be used on a stick. Use plain letters, digits, points and hyphens.",
)
NOT_A_FILE = declare(
    "STICK-NOT-A-FILE",
    "{name} không phải tệp thường (là thư mục hoặc lối tắt). Không mở; hãy chọn tệp khác.",
    "{name} is no plain file (a folder or a link). Not opened; choose another file.",
)
TOO_BIG = declare(
    "STICK-TOO-BIG",
    "Tệp quá lớn ({size} byte, tối đa {limit}). Không chép; hãy chọn tệp khác.",
    "The file is too large ({size} bytes, at most {limit}). Not copied; choose another file.",
)
CHANGED = declare(
    "STICK-CHANGED",
    "Tệp thay đổi trong lúc chép. Hãy đợi rồi chép lại.",
    "The file changed while it was copied. Wait, then copy again.",
)


class StickError(StoreError):
    """A copy to or from a stick that did not succeed. `code`: of the catalogue."""

    def __init__(self, code: str, **values: object) -> None:
        problem = make_problem(code, "", **values)
        super().__init__(problem.vi, problem.en)
        self.code = code
