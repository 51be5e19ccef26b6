"""The paper of a batch: blank slips with serial and QR, the ticked pile of a training batch, the control sheet.

Everything follows from the batch's record and its form definition. Whoever prints or saves calls `note_print` or `export_file`
with `title_of`, so that a line tells of it. This module must not draw.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from desktop_app.words import say
from desktop_app.workflows.batch_order import is_training
from desktop_app.workflows.batches import require_form
from desktop_app.workflows.dispositions import name_runs
from desktop_app.workflows.ledger import Run, batch_ledger, pile_slips
from desktop_app.workflows.progress import Progress, silent
from desktop_app.workflows.session import Session
from desktop_app.workflows.summary import letterhead_of
from desktop_app.workflows.training_pile import known_answers
from exports.slips.control_sheet import ControlSheet, Counts, make_control_sheet as draw_control_sheet
from exports.slips.slips import DIGITS, Pile, make_slips as draw_slips
from forms.dates import format_date
from forms.numbers import format_integer
from forms.problems import Problem, Refused, declare, make_problem

MOST_SLIPS = 2_000
"""Slips of one print: more is a slip of the finger, and a printer's tray is empty long before."""

NO_BATCH = declare(
    "PAPER-BATCH-UNKNOWN", "Không có đợt phiếu này trong sổ. Hãy kiểm tra lại mã đợt.", "There is no such batch. Check its code."
)
ORDER = declare(
    "PAPER-ORDER", "Số cuối nhỏ hơn số đầu; xem lại hai số.", "The last number is below the first; look at both numbers."
)
OUTSIDE = declare(
    "PAPER-OUTSIDE",
    "Số phiếu phải nằm trong dãy số của đợt ({first}-{last}); xem lại số hoặc đợt.",
    "The numbers must lie in the batch's range ({first}-{last}); look at the numbers or the batch.",
)
TOO_MANY = declare(
    "PAPER-TOO-MANY",
    "Mỗi lần in nhiều nhất {most} phiếu; hãy chia thành nhiều lần.",
    "At most {most} slips are printed at a time; do it in parts.",
)


def make_slips(
    session: Session, batch: str, first: int | None = None, last: int | None = None, *, progress: Progress = silent
) -> bytes:
    """Return the slips first..last of a batch as PDF, the whole range by default; of a training batch with their ticks.

    progress is told of every slip and may raise to stop. Raises Refused with every problem of the numbers or the form.
    """
    first, last = range_of(session, batch, first, last)
    data = _require_batch(session, batch)
    definition = require_form(session, data)
    marks = (lambda serial: known_answers(definition, batch, serial)) if is_training(data) else None
    digits = max(DIGITS, len(str(data["last"])))
    pile = Pile(session.office.profile.unit, batch, range(first, last + 1), digits, marks)
    step = say("Dựng phiếu", "Making slips")
    return draw_slips(definition, letterhead_of(session), pile, lambda done, total: progress(done, total, step))


def make_control_sheet(session: Session, batch: str) -> bytes:
    """Return the control sheet of a batch with its counts of now, as PDF of one page. Raises Refused for no such batch."""
    data, ledger = _require_batch(session, batch), batch_ledger(session, batch)
    if ledger is None:
        raise Refused([make_problem(NO_BATCH, "batch")])
    counts = Counts(ledger.issued, ledger.returned, ledger.keyed, ledger.void, ledger.blank, ledger.outstanding)
    slips, _ = pile_slips(session, batch, data)
    sheet = ControlSheet(
        batch, _describe(session, data), counts, ledger.missing, _runs(serial for serial, kind in slips if kind == "void"),
        _runs(ledger.doubled), _runs(ledger.outside), _printed(session), training=is_training(data),
    )  # fmt: skip
    return draw_control_sheet(letterhead_of(session), sheet)


def range_of(session: Session, batch: str, first: int | None = None, last: int | None = None) -> Run:
    """Return the numbers to be printed, those of the whole batch where none are given. Raises Refused with every problem."""
    data = _require_batch(session, batch)
    run = (int(data["first"]) if first is None else first, int(data["last"]) if last is None else last)
    problems = check_range(data, *run)
    if problems:
        raise Refused(problems)
    return run


def check_range(data: dict[str, Any], first: int, last: int) -> list[Problem]:
    """Return what is wrong with the numbers to be printed of a batch."""
    problems = [make_problem(ORDER, "last")] if last < first else []
    for where, serial in (("first", first), ("last", last)):
        if not data["first"] <= serial <= data["last"]:
            problems.append(make_problem(OUTSIDE, where, first=data["first"], last=data["last"]))
    if last - first >= MOST_SLIPS:
        problems.append(make_problem(TOO_MANY, "last", most=format_integer(MOST_SLIPS)))
    return problems


def title_of(batch: str, kind: str, first: int = 0, last: int = 0) -> str:
    """Return what a paper is called in the printer's queue and in its audit line. kind: `slips` or `sheet`."""
    if kind == "sheet":
        return say(f"Phiếu kiểm soát đợt {batch}", f"Control sheet of the batch {batch}")
    numbers = name_runs([(first, last)])
    return say(f"Phiếu khảo sát đợt {batch}, số {numbers}", f"Slips of the batch {batch}, {numbers}")


def _require_batch(session: Session, batch: str) -> dict[str, Any]:
    stored = session.office.get("batches", batch)
    if stored is None or stored.data is None:
        raise Refused([make_problem(NO_BATCH, "batch")])
    return stored.data


def _describe(session: Session, data: dict[str, Any]) -> list[tuple[str, str]]:
    """The batch's head as printed; what was left open is left out."""
    definition = session.forms.get(data["form"])
    form = f"{definition.title_vi} ({definition.name})" if definition else data["form"]
    days = (format_date(date.fromisoformat(data[end])) for end in ("from", "to"))
    unit = session.office.get("units", str(data.get("unit", ""))) if data.get("unit") else None
    named = str((unit.data or {}).get("name", data["unit"])) if unit else str(data.get("unit", ""))
    lines = (
        ("Mã đợt", str(data["batch"])), ("Tên đợt", str(data.get("name", ""))), ("Đợt khảo sát", str(data.get("campaign", ""))),
        ("Đơn vị được khảo sát", named), ("Mẫu phiếu", form),
        ("Thời gian khảo sát", " – ".join(days)), ("Dãy số phiếu", f"từ {data['first']} đến {data['last']}"),
    )  # fmt: skip
    return [(label, value) for label, value in lines if value]


def _printed(session: Session) -> str:
    now = session.clock()
    return f"Số liệu theo sổ lúc {now:%H:%M} ngày {format_date(now.date())}, dòng {session.office.head.n}"


def _runs(serials: Iterable[int]) -> list[Run]:
    runs: list[Run] = []
    for serial in sorted(set(serials)):
        if runs and runs[-1][1] == serial - 1:
            runs[-1] = (runs[-1][0], serial)
        else:
            runs.append((serial, serial))
    return runs
