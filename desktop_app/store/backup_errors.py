"""What can be wrong with a backup, each with its sentence in both languages. This module must not decide when."""

from __future__ import annotations

from desktop_app.store.errors import StoreError

REASONS = {
    "shape": ("không phải tệp sao lưu, hoặc đã hỏng", "is no backup, or is damaged"),
    "manifest": ("có danh mục không khớp với nội dung", "has a manifest that does not agree with what is in it"),
    "name": ("có tên tệp lạ", "holds a file with a strange name"),
    "hash": ("có tệp đã bị thay đổi", "holds a file that was changed"),
    "opens": ("không mở lại được thành sổ", "does not open as an office"),
    "differs": ("mở ra không giống sổ đã sao lưu", "opens as something else than the office it was made from"),
}


class BackupBad(StoreError):
    """A backup that cannot be relied on. `reason`: a key of REASONS."""

    def __init__(self, reason: str, detail: str = "") -> None:
        vi, en = REASONS[reason]
        more = f" ({detail})" if detail else ""
        super().__init__(
            f"Bản sao lưu {vi}{more}. Hãy dùng hoặc tạo một bản khác.",
            f"The backup {en}{more}. Use another one or make one anew.",
        )
        self.reason = reason
