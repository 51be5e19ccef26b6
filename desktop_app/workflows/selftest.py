"""The program tries itself: a small office from the first key to a bundle received above, in a throw-away folder.

Run inside the built program too, where a file left out of the build shows. It must leave nothing behind.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from desktop_app.words import say
from desktop_app.workflows.cards import enrol, unit_card
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.files import write_result
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.progress import silent
from desktop_app.workflows.receiving import receive
from desktop_app.workflows.records import enter
from desktop_app.workflows.sending import send
from desktop_app.workflows.session import Session, open_session
from desktop_app.workflows.setup import create
from desktop_app.workflows.signing import sign, verify_file
from desktop_app.workflows.summary import make_summary, report_of

FORM = "survey-2640@1"
Report = Callable[[str], None]


def run_selftest(report: Report) -> None:
    """Do the main job once; report(text) after each step that worked. Raises WorkflowError at the first that did not."""
    with tempfile.TemporaryDirectory(prefix="so-mot-cua-") as name:
        folder = Path(name)
        upper, lower = folder / "upper", folder / "lower"
        create(upper, unit="TREN", name="Đơn vị cấp trên")
        create(lower, unit="DUOI", name="Đơn vị thử", parent="TREN", parent_name="Đơn vị cấp trên")
        report(say("tạo hai sổ", "two offices made"))
        with open_session(upper) as above, open_session(lower) as below:
            enrol(below, unit_card(above))
            enrol(above, unit_card(below))
            _key_slip(below)
            report(say("nhập một phiếu", "one slip keyed"))
            _sign_report(below, folder / "report.pdf")
            report(say("lập, ký và kiểm tra báo cáo", "a report made, signed and verified"))
            _carry(below, above, folder / "usb")
            report(say("ghi, kiểm tra và nhận một gói", "a bundle written, verified and received"))


def _key_slip(session: Session) -> None:
    today = session.clock().date().isoformat()
    batch = {"batch": "THU", "form": FORM, "from": today, "to": today, "first": 1, "last": 9, "issued": 1, "returned": 1}
    enter(session, "batches", [batch])
    entry = EntrySession(session, "THU")
    for number in range(len(entry.definition.likert)):
        _require(entry.press(str(4 + number % 2)), "key")
    entry.save()
    _require(session.office.count("surveys", "") == 1, "slip")


def _sign_report(session: Session, path: Path) -> None:
    today = session.clock().date()
    summary = make_summary(session, today - timedelta(days=1), today)
    _require(summary["survey"]["valid"] == 1, "summary")
    write_result(path, sign(session, sign(session, report_of(session, summary, number="1"), "prepared"), "approved"))
    verdict = verify_file(session, path)
    _require(verdict.ok, verdict.en)


def _carry(below: Session, above: Session, stick: Path) -> None:
    stick.mkdir()
    sent = send(below, stick, silent)
    _require(verify_file(above, sent.files[0]).ok, "bundle")
    outcomes = receive(above, sent.files, silent)
    _require(not any(outcome.refused for outcome in outcomes), "receive")
    today = below.clock().date()
    figures = [make_summary(session, today, today)["survey"]["overall"] for session in (below, above)]
    _require(figures[0] == figures[1], "figures")


def _require(good: bool, what: str) -> None:
    if not good:
        raise WorkflowError(f"Tự kiểm tra không đạt: {what}.", f"The self-test failed: {what}.")
