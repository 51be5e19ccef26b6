"""The identities of Biểu II.06a hold for every office, and a second road finds the same numbers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings, strategies as st

from tests.counts import second_road
from tests.counts.office import FORM, Record, make_batch, make_dossier, make_slip, summarise

START = date(2020, 6, 1)


def iso(day: int) -> str:
    return (START + timedelta(days=day)).isoformat()


@st.composite
def dossiers(draw: st.DrawFn) -> Record:
    received = draw(st.integers(0, 60))
    finished, left = draw(st.sampled_from([(0, 0), (0, 0), (1, 0), (1, 0), (1, 0), (0, 1), (1, 1)]))
    days = st.integers(received, received + 30)
    due = draw(st.integers(received, received + 15))
    given, more = draw(days), draw(st.integers(1, 20))
    dossier = make_dossier(
        iso(received),
        iso(due),
        finished=iso(draw(days)) if finished else "",
        left=iso(draw(days)) if left else "",
        channel=draw(st.sampled_from(["online", "counter", "post"])),
        field=draw(st.sampled_from(["cccd", "antt"])),
        unit=draw(st.sampled_from(["BN-TUSON", "BN-YENPHONG"])),
        again=(iso(given), iso(max(given, due) + more)) if draw(st.booleans()) else None,
    )
    if not finished and not left and draw(st.booleans()):
        move = {"at": f"{iso(draw(days))}T10:00:00+07:00", "to": draw(st.sampled_from(["supplement", "payment"])), "by": "lan"}
        dossier[2].update(status=move["to"], moves=[move])
    return dossier


OFFICES = st.lists(dossiers(), max_size=25)
PERIODS = st.tuples(st.integers(0, 70), st.integers(0, 30))


def entries_of(summary: dict[str, Any]) -> list[dict[str, Any]]:
    """Every row of the table, the total and each unit's."""
    return [
        *summary["dossiers"]["fields"],
        summary["dossiers"]["total"],
        *[unit["dossiers"] for unit in summary.get("units", [])],
    ]


@settings(max_examples=120, deadline=None)
@given(OFFICES, PERIODS)
def test_the_sums_of_the_form_hold_in_every_row(records: list[Record], period: tuple[int, int]) -> None:
    summary = summarise(records, iso(period[0]), iso(sum(period)))
    for row in entries_of(summary):
        came, done, still = row["received"], row["finished"], row["open"]
        assert came["total"] == came["online"] + came["counter_post"] + came["carried"]
        assert done["total"] == done["early"] + done["on_time"] + done["late"]
        assert still["total"] == still["in_time"] + still["overdue"]
        assert came["total"] == done["total"] + still["total"]
        again = row["reappointed"]
        assert again["total"] == again["kept"] + again["missed"] + again["ahead"] <= came["total"]


@settings(max_examples=80, deadline=None)
@given(OFFICES, PERIODS, st.integers(0, 30))
def test_what_is_open_at_the_end_is_carried_into_the_next_period(
    records: list[Record], period: tuple[int, int], days: int
) -> None:
    first, last = period[0], sum(period)
    before = summarise(records, iso(first), iso(last))["dossiers"]
    after = summarise(records, iso(last + 1), iso(last + 1 + days))["dossiers"]
    still = {field["id"]: field["open"]["total"] for field in before["fields"] if field["open"]["total"]}
    assert still == {field["id"]: field["received"]["carried"] for field in after["fields"] if field["received"]["carried"]}


@settings(max_examples=150, deadline=None)
@given(OFFICES, PERIODS)
def test_plain_loops_over_the_records_find_the_same_columns(records: list[Record], period: tuple[int, int]) -> None:
    first, last = iso(period[0]), iso(sum(period))
    dossiers = summarise(records, first, last)["dossiers"]
    assert dossiers["total"] == second_road.columns(records, first, last)
    assert (dossiers["due_cohort"]["n"], dossiers["due_cohort"]["of"]) == second_road.due_cohort(records, first, last)


@settings(max_examples=40, deadline=None)
@given(OFFICES, PERIODS)
def test_the_units_add_up_to_the_total(records: list[Record], period: tuple[int, int]) -> None:
    summary = summarise(records, iso(period[0]), iso(sum(period)))
    units = summary.get("units", [])
    names = "received.total received.carried finished.total finished.left open.total reappointed.total reappointed.missed"
    for part, name in (entry.split(".") for entry in names.split()):
        if units:
            assert sum(unit["dossiers"][part][name] for unit in units) == summary["dossiers"]["total"][part][name]


DAYS = st.integers(0, 60).map(iso)
UNITS = st.sampled_from(["BN-TUSON", "BN-YENPHONG"])
ANSWERS = st.dictionaries(st.sampled_from(["c01", "c09", "c22"]), st.sampled_from([1, 3, 4, 5, "blank", "double", "illegible"]))
SLIPS = st.builds(
    lambda day, answers, unit, kind: make_slip(day, answers, unit=unit, disposition=kind),
    DAYS, ANSWERS, UNITS, st.sampled_from(["", "", "void", "blank", "training"]),
)  # fmt: skip


@st.composite
def batches(draw: st.DrawFn) -> Record:
    first, issued = draw(st.integers(0, 60)), draw(st.integers(0, 500))
    return make_batch(
        iso(first),
        iso(first + draw(st.integers(0, 30))),
        issued,
        draw(st.integers(0, issued)),
        unit=draw(UNITS),
        code=draw(st.sampled_from(["B1", "B2", "B3"])),
        training=draw(st.sampled_from(["", "", "yes"])),
    )


@settings(max_examples=120, deadline=None)
@given(st.lists(SLIPS, max_size=20), st.lists(batches(), max_size=8), PERIODS)
def test_plain_loops_over_the_slips_find_the_same_survey(
    slips: list[Record], piles: list[Record], period: tuple[int, int]
) -> None:
    first, last = iso(period[0]), iso(sum(period))
    survey = summarise([*slips, *piles], first, last)["survey"]
    other = second_road.survey([*slips, *piles], FORM, first, last)
    assert {name: survey[name] for name in ("issued", "returned", "valid")} == {
        name: other[name] for name in ("issued", "returned", "valid")
    }
    assert survey["overall"]["satisfied"]["percent"] == other["satisfied"]
    assert survey["overall"]["persons"]["percent"] == other["persons"]
