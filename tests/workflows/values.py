"""What a clerk would hand in: made-up batches, slips and dossiers, good unless changed."""

from __future__ import annotations

from typing import Any

FORM = "survey-2640@1"


def batch(**changes: Any) -> dict[str, Any]:
    return {
        "batch": "B1", "form": FORM, "from": "2020-07-01", "to": "2020-07-31", "first": 1, "last": 500, "issued": 400,
        "returned": 372, **changes,
    }  # fmt: skip


def slip(serial: int = 17, answer: Any = 5, **changes: Any) -> dict[str, Any]:
    answers = {f"c{number:02d}": answer for number in range(1, 23)}
    return {"form": FORM, "batch": "B1", "serial": serial, "day": "2020-07-06", "answers": answers, **changes}


def dossier(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "code": f"000.17.22.H05-200706-{number:04d}", "procedure": "cmnd-cccd", "case": "new", "channel": "counter",
        "copies": 1, "name": "Đặng Thị Hường", "id_number": "027184000123", "birth": "1984-05-12", "phone": "0912345678",
        "address": "phường Đông Ngàn, Từ Sơn", "received_at": "2020-07-06T08:15:00+07:00", "status": "received", "moves": [],
        **changes,
    }  # fmt: skip
