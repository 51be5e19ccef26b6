"""What the panel beside the list says of a batch: ledger, verification, flags. No tkinter.

Operator evidence is told only to whoever may see operator figures; it flags, it never refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from desktop_app.ui import ledger_view as view
from desktop_app.ui.batch_presenter import BatchLook
from desktop_app.ui.batch_work import Work
from desktop_app.ui.ledger_panel import Section
from desktop_app.words import say
from desktop_app.workflows.evidence import Flag
from forms.numbers import format_integer, format_percent

Notes = list[tuple[str, view.Kind]]
MOST_FLAGS = 12
HUNDREDTH = Decimal("0.01")


def sections(look: BatchLook, left: str | None, flags: Sequence[Flag] | None) -> list[Section]:
    """Return the panel's sections, those with nothing to say left out.

    left: the errors to be expected, in per cent, None where nothing is known.  flags: None for whoever may not see them.
    """
    found = [ledger_section(look)]
    if look.work is not None and (look.mode != "none" or look.work.state.fields):
        found.append(verification_section(look.work, left))
    if flags is not None:
        found.append(flag_section(flags))
    return found


def ledger_section(look: BatchLook) -> Section:
    """Return the ledger: the equation, its figures, and the serials that are not in order."""
    ledger, notes = look.ledger, Notes()
    if ledger.elsewhere:
        count = format_integer(ledger.elsewhere)
        there = say(f"Có {count} phiếu nhập ở máy khác của đơn vị.", f"{count} slips keyed at the unit's other stations.")
        notes.append((there, "plain"))
    if ledger.missing and ledger.unissued and ledger.accounted:
        count = format_integer(ledger.unissued)
        unissued = say(f"Trong dãy có {count} số không phát ra.", f"{count} numbers of the range were never issued.")
        notes.append((unissued, "plain"))
    if ledger.training:
        notes.append((say("Đợt tập nhập: không tính vào số liệu.", "Training batch: not counted in any figure."), "warn"))
    figures = [*view.lines(ledger), *view.faults(ledger)]
    return Section(say("Sổ phiếu", "Ledger"), figures, notes, strong=view.balance(ledger))


def verification_section(work: Work, left: str | None) -> Section:
    """Return how far verification is, and plainly what this account may not do."""
    state, n = work.state, format_integer
    share = f"{n(state.verified)} / {n(state.slips)}"
    lines = [view.Line(say("Đã kiểm tra", "Verified"), share, "good" if state.complete else "plain")]
    for label, count in (
        (say("Chờ phân xử (F8)", "To settle (F8)"), state.open),
        (say("Cần kiểm tra lại", "To verify again"), state.again),
    ):
        if count:
            lines.append(view.Line(label, n(count), "warn"))
    if state.fields:
        found = say(f"{n(state.errors)} / {n(state.fields)} ô", f"{n(state.errors)} / {n(state.fields)} fields")
        lines.append(view.Line(say("Lỗi nhập", "Keying errors"), found))
    if left is not None:
        lines.append(view.Line(say("Ước tính còn sai", "Errors left, estimated"), short_percent(left)))
    return Section(say("Kiểm tra nhập", "Verification"), lines, [*_sample_notes(work), *_own_notes(work)],
                   strong=view.mode_label(work.mode))  # fmt: skip


def short_percent(percent: str) -> str:
    """Return a percentage with two decimals; one too small for them as less than the smallest."""
    value = Decimal(percent)
    if 0 < value < HUNDREDTH:
        return f"< {format_percent(HUNDREDTH)}"
    return format_percent(value.quantize(HUNDREDTH, ROUND_HALF_UP))


def _own_notes(work: Work) -> Notes:
    notes, n = Notes(), format_integer
    if work.free:
        text = say(f"Bạn kiểm tra được {n(work.free)} phiếu (F7).", f"{n(work.free)} slips are yours to verify (F7).")
        notes.append((text, "plain"))
    if work.own:
        text = say(
            f"{n(work.own)} phiếu do bạn nhập: người khác kiểm tra, không ai kiểm tra phiếu của chính mình.",
            f"You keyed {n(work.own)} slips: somebody else verifies them, nobody verifies the own work.",
        )
        notes.append((text, "warn"))
    if work.closed:
        text = say(
            f"{n(work.closed)} chỗ khác nhau ở phiếu bạn nhập hoặc kiểm tra: người thứ ba phân xử.",
            f"{n(work.closed)} differences in slips you keyed or verified: a third person settles them.",
        )
        notes.append((text, "warn"))
    return notes


def _sample_notes(work: Work) -> Notes:
    sample = work.sample
    if work.mode != "sample" and sample is None:
        return []
    if sample is None:
        return [(say("Chưa chọn mẫu (Shift-F8).", "No sample drawn yet (Shift-F8)."), "plain")]
    if work.failed:
        return [(say("Mẫu không đạt: kiểm tra toàn bộ đợt.", "The sample failed: the whole batch is verified."), "error")]
    if work.passed:
        return [(say("Mẫu đạt.", "The sample passed."), "good")]
    done, all_of = format_integer(sample.done), format_integer(sample.slips)
    return [(say(f"Mẫu: đã kiểm tra {done}/{all_of} phiếu.", f"Sample: {done}/{all_of} slips verified."), "plain")]


def flag_section(flags: Sequence[Flag]) -> Section:
    """Return the flags in words; they are signs to look into, and say how often they are wrong."""
    title = say("Dấu hiệu nên xem lại", "Signs to look into")
    if not flags:
        return Section(title, notes=[(say("Không có dấu hiệu nào.", "None."), "good")])
    notes = Notes()
    for flag in flags[:MOST_FLAGS]:
        slips = say(f"phiếu {view.serials(flag.serials)}", f"slips {view.serials(flag.serials)}")
        notes.append((f"{flag.title} · {flag.account} · {slips}", "warn"))
        notes.append((f"{flag.detail}{f' ({flag.rates})' if flag.rates else ''}.", "plain"))
    more = len(flags) - MOST_FLAGS
    if more > 0:
        notes.append((say(f"Và {more} dấu hiệu nữa.", f"And {more} more."), "plain"))
    notes.append((say("Chỉ để xem lại phiếu giấy, chưa phải là lỗi.", "To look at the paper, no proof of a fault."), "plain"))
    return Section(title, notes=notes)
