"""What can go wrong with an office folder, each with its sentence for a person in Vietnamese and English.

All stand under `StoreError`; no built-in exception leaves the store. This module must not decide when they happen.
"""

from __future__ import annotations


class StoreError(Exception):
    """Base of all errors of the store. `vi`, `en`: what happened and what to do, one or two sentences."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en


class NotAnOffice(StoreError):
    """The folder holds no office, or one that was not made to the end."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"Thư mục {folder} không có sổ. Hãy chọn đúng thư mục hoặc tạo sổ mới.",
            f"The folder {folder} holds no office. Choose the right folder or make a new office.",
        )


class OfficeExists(StoreError):
    """An office was to be made in a folder that is not empty."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"Thư mục {folder} đã có dữ liệu. Hãy chọn một thư mục trống.",
            f"The folder {folder} is not empty. Choose an empty folder.",
        )


class NewerVersion(StoreError):
    """The office was written by a newer program: nothing is touched."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"Sổ có định dạng {found}, chương trình này chỉ biết đến {known}. Hãy dùng bản chương trình mới hơn.",
            f"The office has format {found}, this program knows up to {known}. Use a newer program.",
        )


class UnsafeFolder(StoreError):
    """A network or synced folder, where locks and flushes are not to be trusted."""

    def __init__(self, folder: str, kind: str) -> None:
        super().__init__(
            f"Thư mục {folder} nằm trên {kind}: dữ liệu ghi ở đó có thể mất. Hãy để sổ trên ổ đĩa của máy này.",
            f"The folder {folder} is on {kind}: what is written there may be lost. Keep the office on this PC's own disk.",
        )
        self.kind = kind


class OfficeLocked(StoreError):
    """Another process holds the office. `pid`, `host`, `account`, `since` say who; empty or 0 when it did not say."""

    def __init__(self, pid: int, host: str, account: str, since: str) -> None:
        super().__init__(
            f"Sổ đang được mở bởi {account or '?'} trên máy {host or '?'} (tiến trình {pid}) từ {since or '?'}. "
            "Hãy đóng bên đó trước.",
            f"The office is open: account {account or '?'}, computer {host or '?'}, process {pid}, since {since or '?'}. "
            "Close it there first.",
        )
        self.pid, self.host, self.account, self.since = pid, host, account, since


class OfficeReadOnly(StoreError):
    """Nothing may be written: opened read-only, or a disk error came before."""

    def __init__(self, cause: str = "") -> None:
        super().__init__(
            f"Sổ chỉ để xem, không ghi được. {cause}".strip(),
            f"The office is read-only, nothing was written. {cause}".strip(),
        )


class Damaged(StoreError):
    """The files do not add up. `segment`: file within the office, `line`: from 1 (0: the file as a whole), `reason`: code.

    Codes: those of `forms.line.BadLine`, and `order` `link` `group` `revision` `witness` `short` `missing` `changed` `profile`.
    """

    def __init__(self, segment: str, line: int, reason: str, detail: str = "") -> None:
        place = f"{segment}:{line}" if line else segment
        more = f"; {detail}" if detail else ""
        super().__init__(
            f"Sổ bị hỏng tại {place} ({reason}{more}). Không ghi gì thêm. Hãy khôi phục từ bản sao lưu, hoặc mở chỉ để xem.",
            f"The office is damaged at {place} ({reason}{more}). Nothing was written. Restore a backup, or open it read-only.",
        )
        self.segment, self.line, self.reason = segment, line, reason


class DiskFull(StoreError):
    """No space for the lines; the journal was put back to the last save and the office stays usable."""

    def __init__(self) -> None:
        super().__init__(
            "Ổ đĩa đầy: chưa lưu được. Hãy xoá bớt tệp rồi lưu lại; những gì đã lưu trước đó còn nguyên.",
            "The disk is full: not saved. Free some space and save again; everything saved before is whole.",
        )


class WriteFailed(StoreError):
    """The system refused the write; the journal was put back to the last save."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Không ghi được ({detail}): chưa lưu. Những gì đã lưu trước đó còn nguyên.",
            f"Writing failed ({detail}): not saved. Everything saved before is whole.",
        )


class FlushFailed(StoreError):
    """The disk did not confirm the write. Never retried: read-only until the office is reopened and verified."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Ổ đĩa không xác nhận đã ghi ({detail}): chưa lưu. Sổ chuyển sang chỉ xem; hãy đóng, kiểm tra ổ đĩa rồi mở lại.",
            f"The disk did not confirm the write ({detail}): not saved. The office is read-only now: close it, check the disk, "
            "reopen.",
        )


class ChangedElsewhere(StoreError):
    """The record has moved on since it was read. `table`, `id`, `base` (what the caller had), `current` (what is)."""

    def __init__(self, table: str, id: str, base: int, current: int) -> None:
        super().__init__(
            f"Bản ghi {id} đã được sửa ở nơi khác (bản {base} → {current}): chưa lưu. Hãy xem bản mới rồi sửa lại.",
            f"Record {id} was changed elsewhere (revision {base} → {current}): not saved. Look at it again, then change it.",
        )
        self.table, self.id, self.base, self.current = table, id, base, current


class Duplicate(StoreError):
    """A key that must be unique is taken: a dossier's `code`, or a slip's `serial` in its batch."""

    def __init__(self, table: str, field: str, value: str) -> None:
        super().__init__(
            f"{field} “{value}” đã có trong sổ: chưa lưu.",
            f"The {field} “{value}” is taken already: not saved.",
        )
        self.table, self.field, self.value = table, field, value


class BadRecord(StoreError):
    """What was handed in cannot be a line of the journal; nothing was written."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"Bản ghi không hợp lệ: {detail}. Chưa lưu.", f"Not a record that can be kept: {detail}. Not saved.")


class StreamBroken(StoreError):
    """Received lines do not continue what is here. `reason`: `gap`, `fork`, or a code of `Damaged`; `n`: the line's number."""

    def __init__(self, station: str, n: int, reason: str) -> None:
        super().__init__(
            f"Dữ liệu nhận từ {station} không nối tiếp ở dòng {n} ({reason}): không ghi gì.",
            f"What was received from {station} does not follow on at line {n} ({reason}): nothing was written.",
        )
        self.station, self.n, self.reason = station, n, reason


class NotUnlocked(StoreError):
    """Base: a sealed office that stays shut. The command line ends with status 3."""


class NeedsPassword(NotUnlocked):
    """The office is sealed and no password was given."""

    def __init__(self) -> None:
        super().__init__(
            "Sổ này được niêm phong: cần tài khoản và mật khẩu.", "This office is sealed: an account and its password are needed."
        )


class WrongPassword(NotUnlocked):
    """Wrong account or password, or its slot was changed. `wait_seconds`: before the next try."""

    def __init__(self, account: str, wait_seconds: int) -> None:
        vi, en = "Sai tài khoản hoặc mật khẩu.", "Wrong account or password."
        if wait_seconds:
            vi, en = f"{vi} Hãy chờ {wait_seconds} giây rồi thử lại.", f"{en} Wait {wait_seconds} seconds, then try again."
        super().__init__(vi, en)
        self.account, self.wait_seconds = account, wait_seconds


class MustWait(NotUnlocked):
    """Too many wrong tries; this one was not made. `wait_seconds`: before the next."""

    def __init__(self, account: str, wait_seconds: int) -> None:
        super().__init__(
            f"Đã nhập sai nhiều lần: hãy chờ {wait_seconds} giây rồi thử lại.",
            f"Too many wrong tries: wait {wait_seconds} seconds, then try again.",
        )
        self.account, self.wait_seconds = account, wait_seconds


class KeyMissing(NotUnlocked):
    """The slot opened, but the office has a newer key that was not passed on to it: the account was revoked."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"Tài khoản {account or '?'} không còn mở được sổ: khóa của sổ đã được thay. Hãy hỏi quản trị.",
            f"The account {account or '?'} no longer opens the office: its key was renewed. Ask the administrator.",
        )
        self.account = account
