"""The words of a batch's ledger: which figure stands where, which serials are missing, how verification stands. No tkinter.

It must not count: that is `workflows.ledger` and `workflows.verified`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from desktop_app.ui.batch_work import Work
from desktop_app.words import say
from desktop_app.workflows.ledger import Ledger
from forms.numbers import format_integer

Kind = Literal["plain", "good", "warn", "error"]
MOST_RUNS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the panel: what, how much, and how it stands."""

    label: str
    value: str
    kind: Kind = "plain"


def balance(ledger: Ledger) -> str:
    """Return the equation of the ledger: issued = keyed + void + blank + outstanding."""
    parts = " + ".join(format_integer(n) for n in (ledger.keyed, ledger.void, ledger.blank))
    sign = "−" if ledger.outstanding < 0 else "+"
    return f"{format_integer(ledger.issued)} = {parts} {sign} {format_integer(abs(ledger.outstanding))}"


def lines(ledger: Ledger) -> list[Line]:
    """Return the figures of the ledger in the order of its equation, then what came back."""
    left = ledger.outstanding
    last = Line(say("Còn lại", "Outstanding"), format_integer(left), "plain" if left else "good")
    if left < 0:
        last = Line(say("Thừa", "Surplus"), format_integer(-left), "error")
    return [
        Line(say("Phát ra", "Issued"), format_integer(ledger.issued)),
        Line(say("Đã nhập", "Keyed"), format_integer(ledger.keyed)),
        Line(say("Phiếu hủy", "Void"), format_integer(ledger.void)),
        Line(say("Phiếu trống", "Blank"), format_integer(ledger.blank)),
        last,
        Line(say("Thu về", "Returned"), format_integer(ledger.returned)),
    ]


def runs(found: Sequence[tuple[int, int]], most: int = MOST_RUNS) -> str:
    """Return runs of serials as `5–7, 12`, `most` of them, then how many more there are."""
    shown = [format_integer(a) if a == b else f"{format_integer(a)}–{format_integer(b)}" for a, b in found[:most]]
    rest = sum(b - a + 1 for a, b in found[most:])
    more = [say(f"và {format_integer(rest)} số nữa", f"and {format_integer(rest)} more")] if rest else []
    return ", ".join(shown + more)


def serials(found: Sequence[int], most: int = MOST_RUNS) -> str:
    """Return serials as `5, 7`, `most` of them."""
    return runs([(serial, serial) for serial in found], most)


def faults(ledger: Ledger) -> list[Line]:
    """Return missing, doubled and strange serials; only those there are."""
    missing, found = format_integer(ledger.missing_count), list[Line]()
    if ledger.missing and ledger.accounted:
        label = say(f"Thiếu {missing} số", f"{missing} missing")
        only_the_tail = len(ledger.missing) == 1 and ledger.missing[0][1] == int(ledger.data["last"])
        found.append(Line(label, runs(ledger.missing), "plain" if only_the_tail else "warn"))
    if ledger.doubled:
        found.append(Line(say("Trùng số", "Doubled"), serials(ledger.doubled), "error" if ledger.clashing else "plain"))
    if ledger.outside:
        found.append(Line(say("Ngoài dãy số", "Outside the range"), serials(ledger.outside), "error"))
    return found


def mode_of(data: Mapping[str, Any]) -> str:
    """Return how a batch is verified: `none`, `dependent`, `independent` or `sample`."""
    return str(data.get("verify") or "none")


def mode_label(mode: str) -> str:
    """Return the name of a way to verify."""
    return {
        "none": say("Không kiểm tra", "Not verified"),
        "dependent": say("Nhập lại, dừng khi khác", "Keyed again, stops at a difference"),
        "independent": say("Nhập lần hai, đối chiếu sau", "Second pass, compared afterwards"),
        "sample": say("Chọn mẫu", "Sample"),
    }[mode]


def standing(data: Mapping[str, Any], ledger: Ledger, work: Work | None) -> tuple[str, str]:
    """Return the pill of a batch in the list: its kind and its word."""
    if data.get("locked") == "yes":
        return "calm", say("Đã khóa", "Locked")
    if not ledger.accounted:
        return "calm", say("Chưa nhập", "Not begun")
    if ledger.clashing or ledger.outside or ledger.outstanding < 0:
        return "late", say("Lệch sổ", "Ledger off")
    if work is not None and work.state.open:
        return "wait", say("Chờ phân xử", "To settle")
    if ledger.waiting > 0:
        return "info", say("Đang nhập", "Under way")
    if work is not None and work.mode != "none" and not (work.state.complete or work.passed):
        return "wait", say("Chờ kiểm tra", "To verify")
    return "good", say("Đã đủ", "Complete")
