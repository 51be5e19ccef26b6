"""The demo from the empty folder to the province's comparison: make offices, key, summarise, sign, verify, send, receive.

Everything it makes lies under the one folder it was given, which must be absent or empty.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

from desktop_app.store.durable import make_folders
from desktop_app.store.files import Files
from desktop_app.words import say
from desktop_app.workflows.cards import enrol, unit_card
from desktop_app.workflows.demo import plan
from desktop_app.workflows.demo.answers import Answers, make_answers
from desktop_app.workflows.demo.keyed import SURVEY_FORM, StoryClock, key_dossiers, key_feedback, key_slips
from desktop_app.workflows.demo.plan import FIRST, LAST, OTHERS, PROVINCE_FOLDER, SIGNED, TU_SON, UNITS, UnitPlan
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.files import write_result
from desktop_app.workflows.progress import Progress, silent
from desktop_app.workflows.receiving import receive
from desktop_app.workflows.sending import send
from desktop_app.workflows.session import VIETNAM, Session, open_session
from desktop_app.workflows.setup import create
from desktop_app.workflows.signing import keep_report, sign, verify_file
from desktop_app.workflows.summary import make_summary, make_workbook, report_of
from desktop_app.workflows.wording import describe_summary

ACCOUNT = "admin"
REPORT_NUMBER = "05"
WEIGHT_DOSSIERS, WEIGHT_OTHER, WEIGHT_PROVINCE = 70, 2, 8


@dataclass(frozen=True)
class DemoResult:
    """What the demo made. offices, report, signed PDF of Từ Sơn and of the province, the stick, and both summaries."""

    folder: Path
    office: Path
    province: Path
    stick: Path
    report: Path
    province_report: Path
    summary: dict[str, Any] = field(repr=False)
    province_summary: dict[str, Any] = field(repr=False)
    received: int = 0

    def lines(self) -> list[str]:
        """Return in a few lines what lies where and the figures that matter."""
        units = self.province_summary.get("units", [])
        levels = self.province_summary["survey"]["overall"]["levels"]
        return [
            *(f"{label}: {value}" for label, value in describe_summary(self.summary)),
            say(
                f"Toàn tỉnh, {len(units)} đơn vị: rất hài lòng {_percent(levels['5'])}, hài lòng {_percent(levels['4'])}",
                f"Whole province, {len(units)} units: very satisfied {_percent(levels['5'])}, satisfied {_percent(levels['4'])}",
            ),
            "",
            say(f"Sổ Công an thị xã Từ Sơn:    {self.office}", f"Office of Từ Sơn:            {self.office}"),
            say(f"Báo cáo đã ký, đã kiểm tra:  {self.report}", f"Report, signed and verified: {self.report}"),
            say(f"Gói dữ liệu trên USB:        {self.stick}", f"Bundles on the stick:        {self.stick}"),
            say(
                f"Sổ Công an tỉnh, đã nhận {self.received} gói: {self.province}",
                f"Province, {self.received} bundles in: {self.province}",
            ),
            say(f"Báo cáo so sánh các đơn vị:  {self.province_report}", f"Comparison of the units:     {self.province_report}"),
            say(f"Mở xem: python dev.py run --office {self.office}", f"Look: python dev.py run --office {self.office}"),
        ]


def run(folder: Path, progress: Progress = silent) -> DemoResult:
    """Make the story in `folder` and do the main job on it. Raises WorkflowError for a folder in use, and what workflows raise.

    progress(done, total, text) is called at each step; an exception it raises cancels the work.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkflowError(
            f"Thư mục {folder} không trống. Hãy chọn thư mục mới.", f"The folder {folder} is not empty. Choose a new one."
        )
    make_folders(Files(), folder)
    return _Story(folder, progress).tell()


class _Story:
    def __init__(self, folder: Path, progress: Progress) -> None:
        self._folder, self._progress = folder, progress
        self._clock = StoryClock(datetime.combine(FIRST, time(7, 0), VIETNAM))
        self._stick, self._papers = folder / "usb", folder / "bao-cao"
        self._total = WEIGHT_DOSSIERS + len(OTHERS) * WEIGHT_OTHER + WEIGHT_PROVINCE
        self._done = 0

    def tell(self) -> DemoResult:
        for folder in (self._stick, self._papers):
            make_folders(Files(), folder)
        self._make_province()
        slips = make_answers(UNITS, _item_ids())
        office = self._folder / TU_SON.folder
        report, summary = self._tell_tu_son(office, slips[0])
        for unit, answers in zip(OTHERS, slips[1:], strict=True):
            self._tell_other(unit, answers)
        return self._tell_province(office, report, summary)

    def _make_province(self) -> None:
        self._say(0, say("Tạo sổ Công an tỉnh", "Making the province's office"))
        create(
            self._folder / PROVINCE_FOLDER, unit=plan.PROVINCE_CODE, name=plan.PROVINCE_NAME, parent="BCA",
            parent_name="Bộ Công an", account=ACCOUNT, clock=StoryClock(self._clock()), details=plan.PROVINCE_DETAILS,
        )  # fmt: skip
        with self._province() as session:
            self._card = unit_card(session)
            self._cards: list[dict[str, Any]] = []

    def _province(self) -> Session:
        return open_session(self._folder / PROVINCE_FOLDER, ACCOUNT, self._clock)

    def _make_unit(self, unit: UnitPlan, office: Path, clock: StoryClock, stack: ExitStack) -> Session:
        create(
            office, unit=unit.code, name=unit.name, parent=plan.PROVINCE_CODE, parent_name=plan.PROVINCE_NAME,
            account=ACCOUNT, clock=clock, details=plan.details_of(unit),
        )  # fmt: skip
        session = stack.enter_context(open_session(office, ACCOUNT, clock))
        enrol(session, self._card)
        self._cards.append(unit_card(session))
        return session

    def _tell_tu_son(self, office: Path, answers: Answers) -> tuple[Path, dict[str, Any]]:
        with ExitStack() as stack:
            session = self._make_unit(TU_SON, office, self._clock, stack)
            text = say("Từ Sơn: nhập hồ sơ", "Từ Sơn: keying dossiers")
            share = WEIGHT_DOSSIERS - 14
            key_dossiers(session, self._clock, TU_SON, lambda done: self._say(done * share // TU_SON.dossiers, text))
            text = say("Từ Sơn: nhập phiếu khảo sát", "Từ Sơn: keying slips")
            key_slips(session, self._clock, TU_SON, answers, lambda done: self._say(share + done * 10 // TU_SON.slips, text))
            key_feedback(session, self._clock)
            self._say(WEIGHT_DOSSIERS - 3, say("Từ Sơn: báo cáo, ký, kiểm tra", "Từ Sơn: report, signatures, verification"))
            self._clock.set(SIGNED, 9)
            made = self._report(session, self._papers / "tu-son-7-thang-2020.pdf")
            send(session, self._stick, silent)
        self._done = WEIGHT_DOSSIERS
        return made

    def _tell_other(self, unit: UnitPlan, answers: Answers) -> None:
        self._say(0, f"{unit.name}")
        clock = StoryClock(datetime.combine(FIRST, time(7, 0), VIETNAM))
        with ExitStack() as stack:
            session = self._make_unit(unit, self._folder / "don-vi" / unit.folder, clock, stack)
            key_dossiers(session, clock, unit, _quiet)
            key_slips(session, clock, unit, answers, _quiet)
            clock.set(SIGNED, 10)
            send(session, self._stick, silent)
        self._done += WEIGHT_OTHER

    def _tell_province(self, office: Path, report: Path, summary: dict[str, Any]) -> DemoResult:
        self._clock.set(SIGNED, 14)
        with self._province() as session:
            for card in self._cards:
                enrol(session, card)
            self._say(0, say("Công an tỉnh: nhận 12 gói", "Province: receiving 12 bundles"))
            outcomes = receive(session, sorted(self._stick.iterdir()), silent)
            refused = [outcome for outcome in outcomes if outcome.refused]
            if refused:
                raise WorkflowError(refused[0].vi, refused[0].en)
            self._say(4, say("Công an tỉnh: báo cáo so sánh", "Province: comparison report"))
            province_report, province_summary = self._report(session, self._papers / "cong-an-tinh-12-don-vi.pdf")
        self._say(WEIGHT_PROVINCE, say("Xong", "Done"))
        return DemoResult(
            self._folder, office, self._folder / PROVINCE_FOLDER, self._stick, report, province_report, summary,
            province_summary, len(outcomes),
        )  # fmt: skip

    def _report(self, session: Session, path: Path) -> tuple[Path, dict[str, Any]]:
        summary = make_summary(session, FIRST, LAST)
        pdf = report_of(session, summary, number=REPORT_NUMBER, day=SIGNED)
        signed = sign(session, sign(session, pdf, "prepared"), "approved")
        keep_report(session, signed, summary, number=REPORT_NUMBER)
        write_result(path, signed)
        write_result(path.with_suffix(".xlsx"), make_workbook(session, summary))
        verdict = verify_file(session, path)
        if not verdict.ok:
            raise WorkflowError(verdict.vi, verdict.en)
        return path, summary

    def _say(self, done: int, text: str) -> None:
        self._progress(self._done + done, self._total, text)


def _quiet(done: int) -> None:
    pass


def _item_ids() -> list[str]:
    from forms.shipped import load_shipped

    return [item.id for item in load_shipped()[SURVEY_FORM].likert]


def _percent(ratio: dict[str, Any]) -> str:
    from forms.numbers import format_percent

    return format_percent(ratio["percent"])
