"""What the report page knows: the period asked for, the report in hand, its figures, signatures and verdict, the kept ones.

The long steps (`make`, `sign`, `open`, …) are meant for a worker: each returns a new `Report` and changes nothing here.
This module must not know tkinter or compute a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.ui.history_line import day_text
from desktop_app.ui.usual_period import period_to_report
from desktop_app.words import say
from desktop_app.workflows import signing, summary
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.exporting import export_file, note_print
from desktop_app.workflows.periods import Period, office_periods
from desktop_app.workflows.session import Session
from desktop_app.workflows.signing import Role, Verdict
from forms.dates import format_date
from forms.numbers import format_integer, format_percent

Step = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at a glance: what it is, its value, and what it is out of."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report in hand. figures: the summary it shows, for a kept one its period and head only.

    signed: roles that have signed.  verdict: what a verification said, None before the first.  kept: its record, if kept.
    """

    pdf: bytes
    figures: Mapping[str, Any]
    number: str
    signed: tuple[Role, ...] = ()
    verdict: Verdict | None = None
    kept: Stored | None = None

    @property
    def title(self) -> str:
        """The report's name for a printer's queue."""
        return say(f"Báo cáo {self.number} {self.period}", f"Report {self.number} {self.period}").replace("  ", " ")

    @property
    def period(self) -> str:
        """The period as a person reads it."""
        return period_text(self.figures)

    @property
    def file_name(self) -> str:
        """A name for the report as a file, without its ending; letters that every stick takes."""
        return f"bao-cao-{self.figures['from']}-{self.figures['to']}"


def period_text(figures: Mapping[str, Any]) -> str:
    """Return `01/07 – 31/07/2020`, with both years where they differ."""
    first, last = day_text(str(figures["from"])), day_text(str(figures["to"]))
    return f"{first[:5] if first[-4:] == last[-4:] else first} – {last}"


class ReportPresenter:
    """The reports of one opened office."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.today = session.clock().date()

    def periods(self) -> list[Period]:
        """Return the ready-made periods."""
        return office_periods(self.session)

    def first_period(self, _job: object) -> tuple[date, date]:
        """Return the period the page begins with."""
        return period_to_report(self.session)

    def make(self, first: date, last: date, number: str, day: date | None, step: Step) -> Report:
        """Count and make the report's pages. Raises Refused for a reversed period, and the store's errors."""
        step(0, 2, say("Đếm số liệu", "Counting"))
        figures = summary.make_summary(self.session, first, last)
        step(1, 2, say("Dựng trang", "Making pages"))
        return Report(summary.report_of(self.session, figures, number=number, day=day), figures, number)

    def sign(self, report: Report, role: Role, step: Step) -> Report:
        """Sign in a role with the unit's own certificate, verify, keep. Raises the signing's and the store's errors."""
        step(0, 3, say("Ký số", "Signing"))
        pdf = signing.sign(self.session, report.pdf, role)
        step(1, 3, say("Kiểm tra chữ ký", "Verifying"))
        signed = self.verify(replace(report, pdf=pdf, signed=(*report.signed, role)))
        step(2, 3, say("Lưu vào sổ", "Keeping"))
        replaces = report.kept.id if report.kept else ""
        return replace(
            signed, kept=signing.keep_report(self.session, pdf, report.figures, number=report.number, replaces=replaces)
        )

    def verify(self, report: Report) -> Report:
        """Return the report with the verdict on it."""
        return replace(report, verdict=signing.verify_bytes(self.session, report.pdf))

    def open_kept(self, stored: Stored, step: Step) -> Report:
        """Return a kept report, verified. Raises WorkflowError when its file is gone or was changed."""
        step(0, 2, say("Đọc báo cáo", "Reading"))
        pdf = signing.read_report(self.session, stored)
        record = stored.data or {}
        step(1, 2, say("Kiểm tra chữ ký", "Verifying"))
        report = self.verify(Report(pdf, record, str(record.get("number", "")), kept=stored))
        return replace(report, signed=signed_roles(report.verdict))

    def verify_file(self, path: Path) -> Verdict:
        """Return the verdict on any signed report or bundle. Raises WorkflowError when it cannot be read."""
        return signing.verify_file(self.session, path)

    def kept(self) -> list[Stored]:
        """Return the kept reports, newest first."""
        return signing.list_reports(self.session)

    def workbook(self, report: Report) -> bytes:
        """Return the figures of a report as a workbook, counted anew for a kept one."""
        figures = dict(report.figures)
        if "survey" not in figures:
            first, last = date.fromisoformat(figures["from"]), date.fromisoformat(figures["to"])
            figures = summary.make_summary(self.session, first, last)
        return summary.make_workbook(self.session, figures)

    def write(self, path: Path, data: bytes) -> Path:
        """Write a file a person asked for, whole or not at all. Raises StoreError or WorkflowError."""
        export_file(self.session, path, data, "workbook" if path.suffix.lower() == ".xlsx" else "report")
        return path

    def printing(self, report: Report) -> bytes:
        """Return what goes to the printer, noted before it goes."""
        note_print(self.session, report.pdf, report.title)
        return report.pdf


def signed_roles(verdict: Verdict | None) -> tuple[Role, ...]:
    """Return who has signed a kept report: both where nothing is missing, else the one who prepared it.

    Only signed reports are kept, and the one who prepared it signs first.
    """
    if verdict is None:
        return ()
    complete = verdict.questions.get("complete")
    return ("prepared", "approved") if complete is not None and complete.ok else ("prepared",)


def at_a_glance(figures: Mapping[str, Any]) -> list[Figure]:
    """Return the figures shown beside the pages; none for a kept report, whose figures are in its pages."""
    if "dossiers" not in figures:
        return []
    total, survey = figures["dossiers"]["total"], figures["survey"]
    on_time, overall = figures["dossiers"]["on_time"], survey["overall"]
    late = total["finished"]["late"] + total["open"]["overdue"]
    return [
        Figure(
            say("Hồ sơ đã giải quyết", "Finished"), format_integer(total["finished"]["total"]), _of(total["received"]["total"])
        ),
        Figure(
            say("Đúng hạn", "On time"),
            _percent(on_time),
            say(f"{format_integer(late)} quá hạn", f"{format_integer(late)} overdue"),
        ),
        Figure(say("Phiếu hợp lệ", "Valid slips"), format_integer(survey["valid"]), _of(survey["issued"])),
        Figure(say("Hài lòng trở lên", "Satisfied"), _percent(overall["satisfied"]), _very(overall["very_satisfied"])),
    ]


def _percent(ratio: Mapping[str, Any]) -> str:
    return format_percent(ratio["percent"]) if ratio["of"] else "–"


def _of(number: int) -> str:
    return say(f"trên {format_integer(number)}", f"of {format_integer(number)}")


def _very(ratio: Mapping[str, Any]) -> str:
    return say(f"rất hài lòng {_percent(ratio)}", f"very satisfied {_percent(ratio)}")


class KeptRows:
    """The kept reports as rows of a table: day, number, period."""

    def __init__(self, records: list[Stored]) -> None:
        self.records = records

    def __len__(self) -> int:
        return len(self.records)

    def row(self, i: int) -> tuple[str, ...]:
        """Return day, number and period of a kept report."""
        record = self.records[i].data or {}
        day = date.fromisoformat(record["day"]) if record.get("day") else None
        return (format_date(day) if day else "", str(record.get("number", "")) or "–", period_text(record))

    def kinds(self, _i: int) -> tuple[str, ...]:
        """Return no pills."""
        return ("", "", "")
