"""The seed story end to end: made once, then looked at from every side."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.workflows.demo.plan import FIRST, LAST
from desktop_app.workflows.demo.run import DemoResult
from desktop_app.workflows.session import open_session
from desktop_app.workflows.signing import verify_file
from desktop_app.workflows.summary import make_summary
from tests.workflows.raw_figures import count_answers, count_dossiers, of_table, percent, read_records

Records = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def records(story: DemoResult) -> Records:
    return read_records(story.office / "journal")


def test_tu_son_received_and_finished_5168_dossiers_all_on_time(story: DemoResult) -> None:
    on_time = story.summary["dossiers"]["on_time"]
    assert (on_time["n"], on_time["of"], on_time["percent"]) == (5168, 5168, "100.00")
    assert story.summary["dossiers"]["total"]["received"]["total"] == 5168
    assert story.summary["dossiers"]["total"]["open"]["total"] == 0


def test_the_raw_journal_counts_the_same_dossiers(records: Records) -> None:
    assert count_dossiers(records, FIRST, LAST) == {"received": 5168, "finished": 5168, "on_time": 5168}


def test_the_raw_journal_gives_every_criterion_its_figures(story: DemoResult, records: Records) -> None:
    by_hand = count_answers(records)
    items = story.summary["survey"]["items"]
    assert len(items) == 22
    for item in items:
        answers = by_hand[item["id"]]
        satisfied = answers[4] + answers[5]
        assert item["counts"] == {str(level): answers[level] for level in range(1, 6)}
        assert item["n"] == sum(answers[level] for level in range(1, 6)) == 372
        assert (item["satisfied"]["n"], item["satisfied"]["percent"]) == (satisfied, percent(satisfied, item["n"]))


def test_every_criterion_is_at_hai_long_or_above(story: DemoResult) -> None:
    survey = story.summary["survey"]
    assert (survey["issued"], survey["returned"], survey["valid"], survey["sample_needed"]) == (400, 372, 372, 372)
    assert all(item["satisfied"]["percent"] == "100.00" for item in survey["items"])


def test_the_province_pools_85_and_15_percent_and_nobody_is_dissatisfied(story: DemoResult) -> None:
    levels = story.province_summary["survey"]["overall"]["levels"]
    assert (levels["5"]["percent"], levels["4"]["percent"]) == ("85.00", "15.00")
    assert [levels[level]["n"] for level in "123"] == [0, 0, 0]


def test_the_raw_journals_of_all_units_pool_to_the_same_answers(story: DemoResult) -> None:
    pooled: Counter[Any] = Counter()
    offices = [story.office, *sorted((story.folder / "don-vi").iterdir())]
    for office in offices:
        for answers in count_answers(read_records(office / "journal")).values():
            pooled.update(answers)
    levels = story.province_summary["survey"]["overall"]["levels"]
    assert len(offices) == 12
    assert {int(level): ratio["n"] for level, ratio in levels.items() if ratio["n"]} == {5: pooled[5], 4: pooled[4]}


def test_the_comparison_has_12_units_and_tu_son_first_on_every_criterion(story: DemoResult) -> None:
    units = {unit["name"]: unit for unit in story.province_summary["units"]}
    assert len(units) == 12
    best = units.pop("Công an thị xã Từ Sơn")
    for place, item in enumerate(best["items"]):
        share = item["very_satisfied"]["n"] / item["very_satisfied"]["of"]
        others = [unit["items"][place]["very_satisfied"] for unit in units.values()]
        assert all(share > other["n"] / other["of"] for other in others), item["id"]


def test_both_reports_are_signed_and_verify(story: DemoResult) -> None:
    with open_session(story.province, read_only=True) as session:
        for report in (story.report, story.province_report):
            verdict = verify_file(session, report)
            assert verdict.ok, verdict.en


def test_the_report_says_5168_of_5168_and_gives_back_every_letter(story: DemoResult) -> None:
    text = subprocess.run(["pdftotext", "-layout", story.report, "-"], capture_output=True, check=True).stdout.decode()
    assert "5.168" in text
    assert "100,00" in text
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CÔNG AN THỊ XÃ TỪ SƠN", "Từ Sơn, ngày 05 tháng 8 năm 2020", "BÁO CÁO"):
        assert words in text


def test_the_province_report_prints_85_and_15_percent_and_twelve_ranks(story: DemoResult) -> None:
    text = subprocess.run(["pdftotext", "-layout", story.province_report, "-"], capture_output=True, check=True).stdout.decode()
    flat = " ".join(text.split())
    assert "= 85,00 %" in flat
    assert "hài lòng: 6.599/43.991 = 15,00 %" in flat
    assert "không có câu trả lời không hài lòng" in flat
    comparison = text.split("SO SÁNH CÁC ĐƠN VỊ", 1)[1]
    rows = re.findall(r"^ *(\d+) +((?:Công an|Phòng) .+?) {2,}(\d+) +\d", comparison, re.MULTILINE)[:12]
    assert [rank for rank, _, _ in rows] == [str(rank) for rank in range(1, 13)]
    assert rows[0][1:] == ("Công an thị xã Từ Sơn", "372")


def test_the_report_carries_its_own_figures(story: DemoResult, tmp_path: Path) -> None:
    subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, story.report], check=True, capture_output=True)
    attached = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert attached == story.summary


def test_the_same_figures_come_out_of_the_received_lines(story: DemoResult) -> None:
    with open_session(story.province, read_only=True) as session:
        received = make_summary(session, FIRST, LAST)
    assert received["dossiers"] == story.province_summary["dossiers"]
    assert received["survey"] == story.province_summary["survey"]


def test_slips_name_nobody_and_no_dossier(records: Records) -> None:
    for slip in of_table(records, "surveys"):
        assert set(slip) <= {"form", "batch", "serial", "day", "answers", "respondent", "comment"}


def test_every_day_a_dossier_came_in_is_a_working_day(story: DemoResult, records: Records) -> None:
    with open_session(story.office, read_only=True) as session:
        calendar = session.calendar()
    days = Counter(dossier["received_at"][:10] for dossier in of_table(records, "dossiers"))
    assert len(days) > 130
    assert all(calendar.is_working(date.fromisoformat(day)) for day in days)
