"""The dashboard's figures as they are shown, each with its counts. Built from a summary, without a window.

It must not compute: percentages come as text from the summary; only the length of a bar is taken from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from desktop_app.ui.due_view import DueBoard
from desktop_app.words import say
from desktop_app.workflows.feedback import Waiting
from desktop_app.workflows.outlook import Month
from forms.dates import format_date
from forms.definition import Definition
from forms.numbers import format_integer, format_percent

Tone = Literal["plain", "good", "warn", "error"]
NONE = "–"


@dataclass(frozen=True, slots=True)
class Kpi:
    """One big figure: note says its counts, more a second line under them, tip its definition."""

    title: str
    value: str
    note: str
    tip: str
    tone: Tone = "plain"
    more: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: share in hundredths of a per cent (0-10 000), text beside it, counts, tip. level: colour, 0-4 as the answers."""

    label: str
    share: int
    value: str
    counts: str
    tip: str
    level: int


@dataclass(frozen=True, slots=True)
class Point:
    """One month of the trend."""

    label: str
    share: int
    value: str
    counts: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A line that calls for somebody."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the dashboard shows. feedback: what waits for an answer, None if nothing does."""

    subtitle: str
    kpis: Sequence[Kpi]
    groups: Sequence[Bar]
    levels: Sequence[Bar]
    points: Sequence[Point]
    due: DueBoard
    feedback: Hint | None = None


def make_board(
    summary: Mapping[str, Any],
    definition: Definition,
    months: Sequence[Month],
    due: DueBoard,
    read_at: str,
) -> Board:
    """Return the dashboard of a summary. read_at: `14:32`."""
    first, last = (format_date(date.fromisoformat(summary[end])) for end in ("from", "to"))
    head = f"{format_integer(summary['head']['n'])} · {summary['head']['hash'][:8]}"
    units = len(summary.get("units", ()))
    parts = [f"{first} – {last}", say(f"cập nhật {read_at}", f"as of {read_at}"), say(f"mốc sổ {head}", f"journal head {head}")]
    parts += [say(f"{units} đơn vị", f"{units} units")] if units > 1 else []
    return Board(
        " · ".join(parts),
        [_index(summary), _slips(summary), _on_time(summary), _open(summary)],
        [_group(group, definition) for group in summary["survey"]["groups"]],
        _levels(summary, definition),
        [_point(month) for month in months],
        due,
    )


def waiting_hint(waiting: Waiting, limit: int) -> Hint | None:
    """Return the line about feedback without an answer. limit: working days after which an answer is late."""
    if not waiting.open:
        return None
    count, late = format_integer(waiting.open), format_integer(waiting.late)
    vi, en = f"{count} góp ý, phản ánh, kiến nghị chưa trả lời", f"{count} suggestions, reports, petitions not answered"
    if waiting.late:
        vi, en = f"{vi}, {late} đã quá {limit} ngày làm việc", f"{en}, {late} of them for more than {limit} working days"
    return Hint(say(f"{vi}  ·  Shift-F4", f"{en}  ·  Shift-F4"), "warn" if waiting.late else "plain")


def _counts(ratio: Mapping[str, Any]) -> str:
    return f"{format_integer(ratio['n'])}/{format_integer(ratio['of'])}"


def _percent(ratio: Mapping[str, Any]) -> str:
    return NONE if ratio["percent"] is None else format_percent(ratio["percent"])


def _share(ratio: Mapping[str, Any]) -> int:
    return 0 if ratio["percent"] is None else int(str(ratio["percent"]).replace(".", ""))


def _interval(ratio: Mapping[str, Any]) -> str:
    if ratio.get("low") is None or ratio["percent"] is None:
        return ""
    low, high = format_percent(ratio["low"]), format_percent(ratio["high"])
    return say(f"Khoảng tin cậy 95 %: {low} – {high}", f"95 % interval: {low} – {high}")


def _index(summary: Mapping[str, Any]) -> Kpi:
    overall = summary["survey"]["overall"]
    ratio = overall["satisfied"]
    note = say(f"{_counts(ratio)} câu trả lời hợp lệ, gộp", f"{_counts(ratio)} valid answers, pooled")
    english = "Satisfied and very satisfied answers over valid answers, all items pooled"
    definition = say(overall.get("definition_text", ""), english)
    tip = f"{definition}\n{_interval(ratio)}".strip()
    very = overall["very_satisfied"]
    more = say(f"rất hài lòng {_percent(very)} · {_counts(very)}", f"very satisfied {_percent(very)} · {_counts(very)}")
    title = say("Chỉ số hài lòng", "Satisfaction index")
    return Kpi(title, _percent(ratio), note, tip, more=more if very["of"] else "")


def _slips(summary: Mapping[str, Any]) -> Kpi:
    survey = summary["survey"]
    valid, returned, issued = (format_integer(survey[name]) for name in ("valid", "returned", "issued"))
    needed = format_integer(survey["sample_needed"])
    note = say(f"phát ra {issued} · cỡ mẫu cần {needed}", f"{issued} issued · sample needed {needed}")
    tip = say("Phiếu hợp lệ đã nhập / phiếu thu về trong kỳ", "Valid slips keyed over slips returned in the period")
    tone: Tone = "good" if survey["returned"] and survey["valid"] >= survey["returned"] else "plain"
    return Kpi(say("Phiếu đã nhập / thu về", "Slips keyed / returned"), f"{valid} / {returned}", note, tip, tone)


def _on_time(summary: Mapping[str, Any]) -> Kpi:
    ratio = summary["dossiers"]["on_time"]
    note = say(f"{_counts(ratio)} hồ sơ đã giải quyết", f"{_counts(ratio)} dossiers finished")
    definition = say(str(ratio.get("definition", "")), "Finished early or on time over all finished in the period")
    tone: Tone = "good" if ratio["of"] and ratio["n"] == ratio["of"] else "plain"
    due = summary["dossiers"]["due_cohort"]
    more = say(f"theo hẹn {_percent(due)} · {_counts(due)}", f"by due {_percent(due)} · {_counts(due)}")
    title = say("Hồ sơ đúng hạn", "Dossiers on time")
    return Kpi(title, _percent(ratio), note, definition, tone, more if due["of"] else "")


def _open(summary: Mapping[str, Any]) -> Kpi:
    total = summary["dossiers"]["total"]
    overdue, still = total["open"]["overdue"], total["open"]["total"]
    received = format_integer(total["received"]["total"])
    note = say(f"trên {received} hồ sơ nhận trong kỳ", f"of {received} dossiers received")
    tip = say("Quá hạn / đang giải quyết, tính đến cuối kỳ", "Overdue over open, at the end of the period")
    value = f"{format_integer(overdue)} / {format_integer(still)}"
    return Kpi(say("Quá hạn / đang giải quyết", "Overdue / open"), value, note, tip, "error" if overdue else "good")


def _group(group: Mapping[str, Any], definition: Definition) -> Bar:
    section, ratio = definition.section(group["id"]), group["satisfied"]
    missing = sum(group["missing"].values())
    tip = say(
        f"{_counts(ratio)} câu trả lời hợp lệ hài lòng trở lên; {format_integer(missing)} câu thiếu. {_interval(ratio)}",
        f"{_counts(ratio)} valid answers satisfied or better; {format_integer(missing)} missing. {_interval(ratio)}",
    )
    share = _share(ratio)
    level = 4 if share >= 9000 else 3 if share >= 8000 else 2 if share >= 6500 else 1 if share >= 5000 else 0
    label = say(section.label_vi, section.label_en)
    return Bar(f"{section.number}. {label}" if section.number else label, share, _percent(ratio), _counts(ratio), tip, level)


def _levels(summary: Mapping[str, Any], definition: Definition) -> list[Bar]:
    levels = summary["survey"]["overall"]["levels"]
    bars = []
    for choice in reversed(definition.scale):
        ratio = levels[str(choice.value)]
        counts, label = format_integer(ratio["n"]), say(choice.label_vi, choice.label_en)
        tip = say(f"{_counts(ratio)} câu trả lời hợp lệ", f"{_counts(ratio)} valid answers")
        bars.append(Bar(label, _share(ratio), _percent(ratio), counts, tip, int(choice.value) - 1))
    return bars


def _point(month: Month) -> Point:
    ratio = month.satisfied
    return Point(f"{month.first.month}/{month.first.year % 100:02d}", _share(ratio), _percent(ratio), _counts(ratio))
