"""The summary of a period: its shape, its readings, and the same numbers by a second road."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from exports.figures import choose_form
from forms.countrow import CountRow
from tests.counts import second_road
from tests.counts.office import FORM, ITEMS, SURVEYS, TU_SON, Record, make_batch, make_dossier, make_slip, summarise

FIRST, LAST = "2020-01-01", "2020-07-31"
OTHER = "BN-YENPHONG"


def make_office(seed: int) -> list[Record]:
    """Half a year of two units, with every kind of dossier and answer."""
    draw = random.Random(seed)
    answers: list[Any] = [5, 5, 5, 4, 4, 3, 2, 1, "blank", "double", "illegible"]
    records: list[Record] = []
    for _ in range(300):
        day, unit = date(2019, 12, 1) + timedelta(draw.randrange(270)), draw.choice([TU_SON, OTHER])
        later = [(day + timedelta(draw.randrange(20))).isoformat() for _ in range(3)]
        finished, left = draw.choice([(later[0], ""), (later[0], ""), ("", later[1]), ("", "")])
        channel, field = draw.choice(["online", "counter"]), draw.choice(["cccd", "antt"])
        records.append(
            make_dossier(day.isoformat(), later[2], finished=finished, left=left, channel=channel, field=field, unit=unit)
        )
        records.append(make_slip(day.isoformat(), {item: draw.choice(answers) for item in ITEMS}, unit=unit))
    return [*records, make_batch("2019-12-01", "2020-01-15", 100, 90), make_batch("2020-02-01", "2020-03-31", 50, 41, unit=OTHER)]


def test_a_second_road_over_the_raw_records_finds_the_same_figures() -> None:
    records = make_office(1)
    summary, other = summarise(records, FIRST, LAST), second_road.survey(records, FORM, FIRST, LAST)
    survey, total = summary["survey"], summary["dossiers"]["total"]
    assert total == second_road.columns(records, FIRST, LAST)
    done = total["finished"]
    assert summary["dossiers"]["on_time"]["percent"] == second_road.percent(done["early"] + done["on_time"], done["total"])
    assert {key: survey[key] for key in ("issued", "returned", "valid")} == {
        key: other[key] for key in ("issued", "returned", "valid")
    }
    for item in survey["items"]:
        given = other["items"][item["id"]]
        assert item["counts"] == {str(level): given.count(level) for level in (1, 2, 3, 4, 5)}
        assert item["missing"] == {kind: given.count(kind) for kind in ("blank", "double", "illegible")}
        assert item["satisfied"]["percent"] == second_road.percent(given.count(4) + given.count(5), item["n"])
    for reading in ("satisfied", "very_satisfied", "persons"):
        assert survey["overall"][reading]["percent"] == other[reading]
    assert len(survey["items"]) == 22
    assert survey["valid"] > 200


def test_each_unit_has_the_figures_it_would_print_alone() -> None:
    records = make_office(2)
    units = {unit["unit"]: unit for unit in summarise(records, FIRST, LAST)["units"]}
    assert list(units) == [TU_SON, OTHER]
    for code, unit in units.items():
        alone = summarise([record for record in records if record[0] == code], FIRST, LAST)
        assert "units" not in alone
        assert {key: unit["dossiers"][key] for key in alone["dossiers"]["total"]} == alone["dossiers"]["total"]
        assert unit["dossiers"]["on_time"] == alone["dossiers"]["on_time"]
        assert unit["satisfied"] == alone["survey"]["overall"]["satisfied"]
        assert unit["very_satisfied"] == alone["survey"]["overall"]["very_satisfied"]
        assert (unit["returned"], unit["valid"]) == (alone["survey"]["returned"], alone["survey"]["valid"])
        for mine, item in zip(unit["items"], alone["survey"]["items"], strict=True):
            assert mine["id"] == item["id"]
            for share in ("satisfied", "very_satisfied"):
                assert mine[share] == {key: item[share][key] for key in ("n", "of", "percent")}
    assert units[TU_SON]["name"] == "Công an thị xã Từ Sơn"


def test_a_units_intervals_and_flag_follow_its_own_numbers() -> None:
    small = [make_slip(FIRST, 5)] * 9
    large = [*[make_slip(FIRST, 5, unit=OTHER)] * 10, *[make_dossier(FIRST, LAST, finished=LAST, unit=OTHER)] * 30]
    units = summarise([*small, *large], FIRST, LAST)["units"]
    assert [(unit["few"], unit["items"][0]["few"], unit["satisfied"]["low"]) for unit in units] == [
        (True, True, "100.00"),
        (False, False, "76.67"),
    ]


def test_the_keys_are_those_the_design_fixes() -> None:
    summary = summarise(make_office(3), FIRST, LAST)
    assert list(summary) == ["unit", "from", "to", "head", "dossiers", "survey", "feedback", "units"]
    assert (summary["from"], summary["to"], summary["head"]["n"]) == (FIRST, LAST, 5541)
    assert list(summary["dossiers"]) == ["fields", "total", "on_time", "due_cohort"]
    row = summary["dossiers"]["fields"][0]
    assert list(row) == ["id", "name", "received", "finished", "open", "reappointed"]
    assert list(row["received"]) == ["total", "online", "counter_post", "carried"]
    assert list(row["finished"]) == ["total", "early", "on_time", "late", "left"]
    assert list(row["open"]) == ["total", "in_time", "overdue"]
    survey = summary["survey"]
    assert {"form", "issued", "returned", "valid", "sample_needed", "items", "groups", "overall"} <= set(survey)
    assert {"id", "n", "counts", "missing", "satisfied"} <= set(survey["items"][0])
    assert list(survey["items"][0]["satisfied"]) == ["n", "of", "percent", "low", "high"]
    assert survey["overall"]["definition"] == "pooled"
    assert {"satisfied", "very_satisfied", "group_mean", "persons"} <= set(survey["overall"])
    assert [group["id"] for group in survey["groups"]] == ["g1", "g2", "g3", "g4", "g5"]


def walk(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)
    else:
        yield value


def test_every_value_is_a_text_an_integer_a_flag_or_nothing() -> None:
    values = list(walk(summarise(make_office(4), FIRST, LAST)))
    assert {type(value) for value in values} <= {str, int, bool, type(None)}
    assert len(values) > 500


def test_the_three_readings_differ_and_each_is_what_it_says() -> None:
    # group I: 4 satisfied answers of 4; group II: 0 of 1; one of two persons wholly satisfied
    slips = [make_slip(FIRST, {"c01": 5, "c02": 4, "c03": 4, "c05": 2}), make_slip(FIRST, {"c01": 5})]
    overall = summarise(slips, FIRST, LAST)["survey"]["overall"]
    assert overall["satisfied"]["percent"] == "80.00"
    assert (overall["group_mean"]["percent"], overall["group_mean"]["groups"]) == ("50.00", 2)
    assert overall["persons"]["percent"] == "50.00"
    assert overall["very_satisfied"]["percent"] == "40.00"
    assert [overall["levels"][level]["n"] for level in "12345"] == [0, 1, 0, 2, 2]


def test_a_group_is_its_items_together() -> None:
    slips = [make_slip(FIRST, {"c05": 5, "c06": 3, "c09": "blank", "c10": 1})]
    group = summarise(slips, FIRST, LAST)["survey"]["groups"][1]
    assert (group["id"], group["n"], group["missing"]["blank"]) == ("g2", 2, 1)
    assert group["satisfied"]["percent"] == "50.00"


def test_fewer_than_ten_respondents_are_flagged() -> None:
    nine, ten = (summarise([make_slip(FIRST, 5)] * n, FIRST, LAST)["survey"] for n in (9, 10))
    assert {entry["few"] for entry in [*nine["items"], *nine["groups"]]} == {True}
    assert {entry["few"] for entry in [*ten["items"], *ten["groups"]]} == {False}


def test_the_population_of_the_intervals_is_finished_dossiers_or_the_slips_if_more() -> None:
    dossiers = [make_dossier(FIRST, LAST, finished=LAST) for _ in range(30)]
    slips = [make_slip(FIRST, 5)] * 10
    assert summarise([*dossiers, *slips], FIRST, LAST)["survey"]["interval"]["population"] == 30
    returned = make_batch(FIRST, LAST, 50, 40)
    assert summarise([*dossiers, *slips, returned], FIRST, LAST)["survey"]["interval"]["population"] == 40
    everybody = summarise(slips, FIRST, LAST)["survey"]
    assert everybody["items"][0]["satisfied"]["low"] == "100.00"
    assert summarise([*dossiers, *slips], FIRST, LAST)["survey"]["items"][0]["satisfied"]["low"] == "76.67"


def test_the_sample_is_asked_of_the_dossiers_newly_received() -> None:
    records = [make_dossier("2020-07-06", "2020-07-15", finished="2020-07-14") for _ in range(300)]
    carried = [make_dossier("2020-06-30", "2020-07-15", channel="online")] * 50
    assert summarise([*records, *carried], "2020-07-01", LAST)["survey"]["sample_needed"] == 172


def test_an_empty_period_has_zeros_and_no_percentages() -> None:
    summary = summarise([], FIRST, LAST)
    assert summary["dossiers"]["fields"] == []
    assert summary["dossiers"]["on_time"]["percent"] is None
    assert summary["survey"]["overall"]["group_mean"]["percent"] is None
    assert summary["survey"]["items"][21]["satisfied"] == {"n": 0, "of": 0, "percent": None, "low": None, "high": None}
    assert "other_forms" not in summary


def test_without_slips_the_newest_form_in_force_is_shown() -> None:
    assert choose_form([], SURVEYS, date(2020, 7, 31)) == FORM
    assert choose_form([], SURVEYS, date(2026, 1, 31)) == "survey-1001@1"
    issued = [CountRow("issued", TU_SON, FORM, "", 0, 400)]
    assert choose_form(issued, SURVEYS, date(2026, 1, 31)) == FORM


def test_answers_the_form_does_not_know_are_told_not_dropped() -> None:
    summary = summarise([make_slip(FIRST, {"c01": 5, "c99": 5})], FIRST, LAST)
    assert summary["survey"]["unread"] == 1
    assert summary["survey"]["overall"]["satisfied"]["of"] == 1
