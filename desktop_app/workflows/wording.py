"""The main figures of a summary in words, for the command line and the end of the demo: label and value with its counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.words import say
from forms.dates import format_date
from forms.numbers import format_integer, format_percent


def describe_ratio(ratio: Mapping[str, Any]) -> str:
    """Return `5.168/5.168 = 100,00 %`, or a dash when nothing was counted."""
    if ratio.get("percent") is None:
        return "–"
    return f"{format_integer(ratio['n'])}/{format_integer(ratio['of'])} = {format_percent(ratio['percent'])}"


def describe_summary(summary: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the summary's main figures as (label, value)."""
    dossiers, survey = summary["dossiers"], summary["survey"]
    first, last = (format_date(date.fromisoformat(summary[end])) for end in ("from", "to"))
    total, overall = dossiers["total"], survey["overall"]
    return [
        (say("Đơn vị", "Unit"), str(summary["unit"])),
        (say("Kỳ số liệu", "Period"), f"{first} - {last}"),
        (say("Hồ sơ đã nhận", "Dossiers received"), format_integer(total["received"]["total"])),
        (say("Hồ sơ đã giải quyết", "Dossiers finished"), format_integer(total["finished"]["total"])),
        (say("Trước và đúng hạn", "Early and on time"), describe_ratio(dossiers["on_time"])),
        (say("Đúng hạn theo ngày hẹn trả", "On time by due day"), describe_ratio(dossiers["due_cohort"])),
        (say("Đang giải quyết", "Open"), format_integer(total["open"]["total"])),
        (
            say("Phiếu phát ra / thu về / hợp lệ", "Slips issued / returned / valid"),
            " / ".join(format_integer(survey[name]) for name in ("issued", "returned", "valid")),
        ),
        (say("Hài lòng trở lên", "Satisfied or better"), describe_ratio(overall["satisfied"])),
        (say("Rất hài lòng", "Very satisfied"), describe_ratio(overall["very_satisfied"])),
        (say("Mốc sổ", "Journal head"), f"{format_integer(summary['head']['n'])} · {summary['head']['hash'][:16]}"),
    ]
