"""What the sample page says: how the draw goes, how far it is, whether the batch passes. No tkinter, no counting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_app.ui.batch_sections import short_percent
from desktop_app.ui.batch_work import Work, work_of
from desktop_app.ui.ledger_view import Kind, mode_of, serials
from desktop_app.words import say
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.sample_plan import Plan, plan_of
from desktop_app.workflows.sampling import Outcome, list_drawn, list_samples
from desktop_app.workflows.session import Session
from forms.numbers import format_integer, format_percent

Act = Literal["draw", "verify", "settle", "conclude", "none"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A large number with its caption above and what it is held against below."""

    caption: str
    value: str
    note: str
    kind: Kind = "plain"


@dataclass(frozen=True, slots=True)
class SampleView:
    """All the page shows. verdict: the large words.  act: what Enter does now, label: in words."""

    verdict: str
    kind: Kind
    lines: Sequence[str]
    figures: Sequence[Figure]
    drawn: str
    act: Act
    label: str


def look_at(session: Session, batch: str) -> SampleView:
    """Return how the sample of a batch stands."""
    stored = session.office.get("batches", batch)
    work = work_of(session, batch, mode_of((stored.data or {}) if stored else {}))
    if work.sample is None or (work.passed and work.sample.uncovered):
        return _to_draw(plan_of(session, batch), work)
    return _drawn(session, list_samples(session, batch)[-1], work.sample, work)


def _to_draw(plan: Plan, work: Work) -> SampleView:
    n = format_integer
    drawing = say(
        f"Chương trình chọn ngẫu nhiên {n(plan.size)} trong {n(plan.population)} phiếu; không ai biết trước là phiếu nào.",
        f"The program draws {n(plan.size)} of {n(plan.population)} slips at random; nobody knows which beforehand.",
    )
    if plan.size == plan.population:
        drawing = say(f"Đợt ít phiếu nên chọn cả {n(plan.size)} phiếu.", f"A small batch: all {n(plan.size)} are taken.")
    lines = [
        drawing,
        say(
            "Người không nhập những phiếu ấy gõ lại từng phiếu; người thứ ba phân xử chỗ khác nhau.",
            "Somebody who did not key them keys them again; a third person settles the differences.",
        ),
        say(
            "Không đạt thì kiểm tra toàn bộ đợt, không chọn mẫu lại.",
            "If it fails the whole batch is verified; no other sample is drawn.",
        ),
    ]
    if work.passed:
        lines.insert(0, say("Có phiếu nhập sau mẫu trước.", "Slips were keyed after the last sample."))
    figures = [
        Figure(say("Phiếu của đợt", "Slips"), n(plan.population), say("đã nhập", "keyed")),
        Figure(say("Sẽ chọn", "To draw"), n(plan.size), say("phiếu", "slips")),
        Figure(say("Cho phép", "Allowed"), format_percent(plan.limit), say("số ô sai", "of the fields wrong")),
    ]
    verdict, label = say("Chưa chọn mẫu", "No sample drawn"), say("Chọn mẫu (Enter)", "Draw (Enter)")
    return SampleView(verdict, "plain", lines, figures, "", "draw" if plan.population else "none", label)


def _drawn(session: Session, sample: Stored, found: Outcome, work: Work) -> SampleView:
    verdict, kind, lines = _verdict(found, work)
    act, label = _act(found, work)
    numbers = list_drawn(session, sample)
    drawn = serials(numbers, most=len(numbers))
    whole = found.slips == int((sample.data or {}).get("population", 0))
    return SampleView(verdict, kind, lines, _figures(found, whole=whole), drawn, act, label)


def _verdict(found: Outcome, work: Work) -> tuple[str, Kind, list[str]]:
    if found.passed is None:
        lines = [say("Lấy những phiếu giấy dưới đây rồi bấm F7 để kiểm tra.", "Take the papers below, then F7 verifies them.")]
        if work.own:
            n = format_integer(work.own)
            lines.append(say(f"{n} phiếu do bạn nhập: nhờ người khác kiểm tra.", f"You keyed {n} of them: ask somebody else."))
        if found.open:
            n = format_integer(found.open)
            lines.append(say(f"{n} chỗ khác nhau chờ người thứ ba phân xử (F8).", f"{n} differences for a third person (F8)."))
        return say("Đang kiểm tra mẫu", "The sample is being verified"), "plain", lines
    if found.passed:
        return say("ĐẠT", "PASSED"), "good", [
            say("Đợt phiếu đạt; không phải kiểm tra thêm.", "The batch passes; nothing more is to be verified.")
        ]
    return say("KHÔNG ĐẠT", "FAILED"), "error", [
        say("Kiểm tra toàn bộ đợt: bấm F7 ở danh sách đợt.", "Verify the whole batch: F7 in the list of batches.")
    ]


def _act(found: Outcome, work: Work) -> tuple[Act, str]:
    if work.concluded:
        return "none", ""
    if found.passed is not None:
        return "conclude", say("Ghi kết luận (Enter)", "Write the verdict down (Enter)")
    if work.free:
        return "verify", say("Kiểm tra phiếu (Enter)", "Verify the slips (Enter)")
    if work.settle:
        return "settle", say("Phân xử (Enter)", "Settle (Enter)")
    return "none", ""


def _figures(found: Outcome, *, whole: bool) -> list[Figure]:
    """Return the figures; whole: where every slip was drawn the rate itself is held against the limit, no number of errors."""
    n = format_integer
    over = found.rate is not None and found.rate > found.limit if whole else found.errors > found.accept
    high = found.upper is not None and found.upper > found.limit
    share = short_percent(str(found.rate)) if found.rate is not None else "–"
    wrong = say(f"tỷ lệ {share}", f"rate {share}")
    if not whole:
        wrong = say(f"cho phép {n(found.accept)} · tỷ lệ {share}", f"{n(found.accept)} allowed · rate {share}")
    kind: Kind = "plain" if not found.fields else ("error" if over else "good")
    bound: Kind = "plain" if found.upper is None else ("error" if high else "good")
    unclear = say(f"{n(found.paper)} ô phiếu giấy không rõ", f"{n(found.paper)} unclear on paper")
    return [
        Figure(say("Đã kiểm tra", "Verified"), f"{n(found.done)}/{n(found.slips)}", say("phiếu của mẫu", "slips of the sample")),
        Figure(say("Ô đã so", "Fields compared"), n(found.fields), unclear),
        Figure(say("Ô sai", "Fields wrong"), n(found.errors), wrong, kind),
        Figure(
            say("Cận trên 95 %", "Upper bound, 95 %"), format_percent(found.upper) if found.upper is not None else "–",
            say(f"giới hạn {format_percent(found.limit)}", f"limit {format_percent(found.limit)}"), bound,
        ),
    ]  # fmt: skip
