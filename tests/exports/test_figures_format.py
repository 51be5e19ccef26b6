"""The examples of FORMAT.md are what the program makes of the office described here."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import exports.figures
from tests.counts.office import Record, make_batch, make_dossier, make_slip, summarise

EXAMPLE: list[Record] = [
    *[make_dossier("2020-07-06", "2020-07-15", finished="2020-07-14") for _ in range(40)],
    *[make_dossier("2020-07-07", "2020-07-16", finished="2020-07-16", channel="online") for _ in range(5)],
    make_dossier("2020-06-25", "2020-07-06", finished="2020-07-08", again=("2020-07-06", "2020-07-09")),
    make_dossier("2020-07-20", "2020-07-29", left="2020-07-22"),
    make_dossier("2020-07-30", "2020-08-10"),
    make_batch("2020-07-01", "2020-07-31", 20, 14),
    *[make_slip("2020-07-14", 5) for _ in range(8)],
    *[make_slip("2020-07-14", {"c01": 4, "c02": 5, "c05": 3, "c10": "double"}) for _ in range(4)],
    make_dossier("2020-07-06", "2020-07-15", finished="2020-07-14", unit="BN-YENPHONG"),
]


def read_examples() -> list[Any]:
    text = Path(exports.figures.__file__).with_name("FORMAT.md").read_text(encoding="utf-8")
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)\n```", text, re.DOTALL)]


def test_every_example_is_what_the_program_makes() -> None:
    summary = summarise(EXAMPLE, "2020-07-01", "2020-07-31")
    survey = summary["survey"]
    around = {key: value for key, value in survey.items() if key not in ("items", "groups", "overall")}
    unit = {**summary["units"][0], "items": summary["units"][0]["items"][:1]}
    assert read_examples() == [summary["dossiers"], around, survey["items"][0], survey["overall"], unit]


def test_every_key_of_a_summary_is_named() -> None:
    text = Path(exports.figures.__file__).with_name("FORMAT.md").read_text(encoding="utf-8")
    summary = summarise([*EXAMPLE, make_slip("2020-07-14", 5, form="survey-1001@1")], "2020-07-01", "2020-07-31")
    assert [key for key in summary if f"`{key}`" not in text] == []
