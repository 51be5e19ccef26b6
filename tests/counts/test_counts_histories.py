"""Random histories of an office, kept by the workflows: the form's identities hold, and a slow recount of the journal agrees.

Acts: dossiers taken in and moved through all ten states, days that go by, edits of the calendar and revisions that apply
them, new appointments, corrections, hand-overs.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from desktop_app.workflows.overdue_reasons import MOST, list_late
from desktop_app.workflows.setup import create
from desktop_app.workflows.summary import make_summary
from tests.counts import second_road
from tests.counts.histories import ACTS, START, Act, History, opened, revisions
from tests.counts.office import Record

ACT = st.tuples(st.sampled_from(ACTS), st.integers(0, 99), st.integers(0, 99))
HISTORIES = st.lists(ACT, min_size=15, max_size=70)
LENGTHS = st.lists(st.integers(1, 25), min_size=2, max_size=4)
SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
ONE_DAY = timedelta(days=1)
WAITING = ("supplement", "payment")


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new office, made once."""
    folder = tmp_path_factory.mktemp("histories") / "pattern"
    create(folder, unit="TUSON", name="Công an thị xã Từ Sơn")
    return folder


@contextmanager
def history(pattern: Path) -> Iterator[tuple[History, Path]]:
    """A fresh office for one history; nothing waits for the disk, as no power is cut here."""
    with TemporaryDirectory(prefix="somotcua-test-") as home, patch("os.fsync"):
        folder = Path(shutil.copytree(pattern, Path(home) / "office"))
        with opened(folder) as made:
            yield made, folder


def figures(made: History, first: date, last: date) -> dict[str, Any]:
    found: dict[str, Any] = make_summary(made.session, first, last)["dossiers"]
    return found


def parts(lengths: list[int]) -> list[tuple[date, date]]:
    """Periods one after the other, the first from some days after the office began."""
    starts = itertools.accumulate(lengths, initial=3)
    firsts = [START.date() + timedelta(days=days) for days in starts]
    return [(first, after - ONE_DAY) for first, after in itertools.pairwise(firsts)]


def rows_of(dossiers: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {"": dossiers["total"], **{field["id"]: field for field in dossiers["fields"]}}


@SOME
@given(HISTORIES, LENGTHS)
def test_the_identities_hold_in_every_row_and_from_period_to_period(pattern: Path, acts: list[Act], lengths: list[int]) -> None:
    with history(pattern) as (made, _):
        made.play(acts)
        periods = parts(lengths)
        found = [rows_of(figures(made, *period)) for period in periods]
        for row in [row for rows in found for row in rows.values()]:
            came, done, still, again = (row[name] for name in ("received", "finished", "open", "reappointed"))
            assert came["total"] == came["online"] + came["counter_post"] + came["carried"] == done["total"] + still["total"]
            assert done["total"] == done["early"] + done["on_time"] + done["late"]
            assert still["total"] == still["in_time"] + still["overdue"]
            assert again["total"] == again["kept"] + again["missed"] + again["ahead"] <= came["total"]
        for before, after in itertools.pairwise(found):
            still = {field: row["open"]["total"] for field, row in before.items() if row["open"]["total"]}
            assert still == {field: row["received"]["carried"] for field, row in after.items() if row["received"]["carried"]}
        whole = figures(made, periods[0][0], periods[-1][1])["total"]
        for part, name in (("received", "online"), ("received", "counter_post"), *(("finished", n) for n in whole["finished"])):
            assert whole[part][name] == sum(rows[""][part][name] for rows in found)


@SOME
@given(HISTORIES, LENGTHS)
def test_a_slow_recount_of_the_journal_finds_the_same(pattern: Path, acts: list[Act], lengths: list[int]) -> None:
    with history(pattern) as (made, folder):
        made.play(acts)
        last_revisions = [own[-1] for own in revisions(folder).values()]
        records: list[Record] = [("TUSON", "dossiers", {"moves": [], **data}) for data in last_revisions]
        given = {data["reappointment"]["at"][:10] for data in last_revisions if "reappointment" in data}
        ends = [made.today, *(date.fromisoformat(day) for day in sorted(given))]
        for first, last in [*parts(lengths), *((START.date(), end) for end in ends)]:
            found, days = figures(made, first, last), (first.isoformat(), last.isoformat())
            assert found["total"] == second_road.columns(records, *days)
            late = found["total"]["finished"]["late"] + found["total"]["open"]["overdue"]
            assert len(list_late(made.session, first, last, most=9999)) == late
            assert len(found.get("overdue", ())) == min(late, MOST)
            total = found["total"]["finished"]
            share = second_road.percent(total["early"] + total["on_time"], total["total"])
            assert (found["on_time"]["of"], found["on_time"]["percent"]) == (total["total"], share)
            assert (found["due_cohort"]["n"], found["due_cohort"]["of"]) == second_road.due_cohort(records, *days)


@SOME
@given(HISTORIES, HISTORIES)
def test_what_comes_later_changes_no_number_of_a_period_that_is_over(pattern: Path, acts: list[Act], later: list[Act]) -> None:
    """But for what is open at its end: papers asked for or a calendar applied since may still decide whether that was in time."""
    with history(pattern) as (made, _):
        made.play(acts)
        last = made.today
        made.do("days", 0, 0)
        before = figures(made, START.date(), last)["total"]
        made.play(later)
        after = figures(made, START.date(), last)["total"]
        assert (after["received"], after["finished"]) == (before["received"], before["finished"])
        assert after["open"]["total"] == before["open"]["total"]
        assert after["reappointed"]["total"] == before["reappointed"]["total"]


@SOME
@given(HISTORIES)
def test_a_due_day_moves_only_by_a_pause_that_ends_and_by_a_revision_that_says_so(pattern: Path, acts: list[Act]) -> None:
    with history(pattern) as (made, folder):
        made.play(acts)
        for own in revisions(folder).values():
            for old, new in itertools.pairwise(own):
                if new["frozen"]["due"] == old["frozen"]["due"]:
                    continue
                moved = len(new.get("moves", [])) > len(old.get("moves", []))
                resumed = moved and old["status"] in WAITING and new["status"] not in WAITING
                received = moved and new["status"] == "received"
                assert resumed or received or new["why"] == "theo lịch mới"
                assert new.get("reappointment") == old.get("reappointment")


def test_histories_reach_what_the_counts_tell_apart(pattern: Path) -> None:
    """One history that is known to have all states, an applied calendar and new appointments kept and missed."""
    acts: list[Act] = [("take", number, number) for number in range(24)]
    acts += [("move", number, number) for number in range(20)] + [("calendar", number, number) for number in range(12)]
    acts += [("apply", 0, 2)] * 9 + [("days", 7, 0)] + [("again", number, 3 * number) for number in range(24)]
    acts += [("days", 8, 0), *(("move", number, number // 2) for number in range(24))]
    acts += [*(("take", number, number) for number in range(4)), ("days", 6, 0)]
    with history(pattern) as (made, folder):
        made.play(acts)
        kept = revisions(folder)
        assert len({own[-1]["status"] for own in kept.values()}) >= 8
        assert {"theo lịch mới", "chờ kết quả xác minh"} <= {revision["why"] for own in kept.values() for revision in own}
        total = figures(made, START.date(), made.today)["total"]
        assert min(total["reappointed"]["kept"], total["reappointed"]["missed"]) > 0
        assert min(total["finished"][name] for name in ("early", "late", "left")) > 0
        assert min(total["open"].values()) > 0
