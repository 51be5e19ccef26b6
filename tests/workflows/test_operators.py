"""Who keyed how much: counted from the journal, pauses out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from desktop_app.workflows.operators import operator_figures
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.session import open_session
from tests.workflows.conftest import NOW
from tests.workflows.values import batch, dossier, slip


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def test_saves_corrections_days_and_pace_are_counted_by_account(office_folder: Path) -> None:
    clock = Clock()
    with open_session(office_folder, "lan", clock) as lan:
        enter(lan, "batches", [batch()])
        for serial in range(1, 11):
            clock.now += timedelta(seconds=60)
            enter(lan, "surveys", [slip(serial)])
        clock.now += timedelta(hours=2)
        first = next(iter(lan.office.records("surveys")))
        save(lan, "surveys", slip(int((first.data or {})["serial"]), answer=4), first.id, first.rev, "nhập nhầm")
    clock.now += timedelta(days=1)
    with open_session(office_folder, "hoa", clock) as hoa:
        enter(hoa, "dossiers", [dossier()])
        found = operator_figures(hoa, date(2020, 8, 1), date(2020, 8, 31))
        assert operator_figures(hoa, date(2020, 9, 1), date(2020, 9, 30)) == []
    assert [operator.account for operator in found] == ["hoa", "lan"]
    figures = found[1].as_json()
    assert {name: value for name, value in figures.items() if isinstance(value, str | int)} == {
        "account": "lan", "slips": 10, "corrected": 1, "dossiers": 0, "moves": 0, "days": 1, "active_seconds": 9 * 60 + 300,
        "saves_per_hour": "47.1", "corrected_per_1000": "100.0",
    }  # fmt: skip
    assert (found[0].dossiers, found[0].saves_per_hour, found[0].corrected_per_1000) == (1, "", "")
