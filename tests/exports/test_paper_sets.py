"""Sets of papers: what ships is whole, every mistake in a file is named at its place, the document tells the format."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exports.papers.set_file import load_set, load_shipped_sets, set_of_day
from exports.papers.value_names import ASKED, LISTS, ROWS, TEXTS
from forms.problems import Refused

DOCUMENT = Path(__file__).resolve().parents[2] / "exports" / "papers" / "FORMAT.md"
EXAMPLE = re.findall(r"^```json\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)[0]
KINDS_2018 = ["receipt", "supplement", "refusal", "apology", "control"]
RECEIPT_LABELS = [
    "Bộ phận tiếp nhận và trả kết quả", "Tiếp nhận hồ sơ của", "Địa chỉ", "Số điện thoại", "Email", "Nội dung yêu cầu giải quyết",
    "Thành phần hồ sơ nộp gồm", "Số lượng hồ sơ", "Thời gian giải quyết hồ sơ theo quy định là", "Thời gian nhận hồ sơ",
    "Thời gian trả kết quả giải quyết hồ sơ", "Đăng ký nhận kết quả tại", "Vào Sổ theo dõi hồ sơ, Quyển số", "Số thứ tự",
]  # fmt: skip


def problems(change: Any) -> list[tuple[str, str]]:
    raw = json.loads(EXAMPLE)
    change(raw)
    with pytest.raises(Refused) as refused:
        load_set(json.dumps(raw).encode())
    return [(problem.where, problem.code) for problem in refused.value.problems]


def test_the_sets_ship_with_their_papers() -> None:
    sets = load_shipped_sets()
    assert {name: [form.kind for form in one.papers] for name, one in sets.items()} == {
        "tt01-2018": KINDS_2018,
        "tt03-2025": [*KINDS_2018[:4], "stop", "control"],
    }
    assert all(one.note for one in sets.values())


def test_the_receipt_asks_in_the_order_of_the_form() -> None:
    for one, first in (("tt01-2018", "Bộ phận tiếp nhận và trả kết quả"), ("tt03-2025", "Bộ phận Một cửa")):
        receipt = load_shipped_sets()[one].paper("receipt")
        assert receipt is not None
        labels = [
            label
            for block in receipt.blocks
            for label in ([line.label for line in block.fields] if hasattr(block, "fields") else [getattr(block, "label", "")])
        ]
        assert labels == [first, *RECEIPT_LABELS[1:]]
        assert [signature.title for signature in receipt.signatures] == ["NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ"]
        assert receipt.copies == ("Liên 1: Lưu", "Liên 2: Giao người nộp hồ sơ")


@pytest.mark.parametrize(("day", "name"), [
    (date(2017, 1, 1), "tt01-2018"), (date(2020, 7, 6), "tt01-2018"), (date(2025, 9, 14), "tt01-2018"),
    (date(2025, 9, 15), "tt03-2025"), (date(2030, 1, 1), "tt03-2025"),
])  # fmt: skip
def test_a_day_has_the_set_of_the_regulation_that_holds(day: date, name: str) -> None:
    assert set_of_day(day).id == name


def test_the_worked_example_of_the_document_loads() -> None:
    assert [form.kind for form in load_set(EXAMPLE.encode()).papers] == ["refusal"]


def test_the_document_names_every_value() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    names = [*TEXTS, *LISTS, *ROWS, *ASKED, *(cell for cells in ROWS.values() for cell in cells)]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_problem_of_a_file_is_named_in_one_pass() -> None:
    def spoil(raw: dict[str, Any]) -> None:
        raw.update({"format": 2, "closing": "25:00", "to": "2019-01-01", "extra": 1})
        paper = raw["papers"][0]
        paper.update({"size": "A3", "statuses": ["gone"], "kind": "Refusal", "requird": True})
        paper["blocks"][0]["fields"][0]["value"] = "nam"
        paper["blocks"][3]["text"] = "{nam} {reason"
        paper["asks"][0]["value"] = "name"
        del paper["title"]

    assert set(problems(spoil)) == {
        ("format", "SET-FORMAT"), ("closing", "SET-HOUR"), ("to", "SET-RANGE"), ("extra", "SET-MEMBER-UNKNOWN"),
        ("papers.0.size", "SET-CHOICE"), ("papers.0.statuses.0", "SET-CHOICE"), ("papers.0.kind", "SET-ID"),
        ("papers.0.requird", "SET-MEMBER-UNKNOWN"), ("papers.0.blocks.0.fields.0.value", "SET-VALUE"),
        ("papers.0.blocks.3.text", "SET-BRACES"), ("papers.0.asks.0.value", "SET-VALUE"),
        ("papers.0.title", "SET-MEMBER-MISSING"),
    }  # fmt: skip


@pytest.mark.parametrize(("where", "value", "code"), [
    ("title", "", "SET-TEXT"), ("title", 5, "SET-TYPE"), ("title", " x", "SET-TEXT"), ("title", "a\u202eb", "SET-TEXT"),
    ("title", "漢", "SET-GLYPH"), ("copies", "x", "SET-TYPE"), ("code", "yes", "SET-TYPE"), ("blocks", [], "SET-EMPTY"),
    ("blocks", [5], "SET-TYPE"), ("blocks", [{"kind": "picture"}], "SET-CHOICE"), ("needs", ["nothing"], "SET-VALUE"),
    ("subject", "{name.__class__}", "SET-VALUE"), ("subject", "{name!r}", "SET-VALUE"), ("subject", "{0}", "SET-VALUE"),
])  # fmt: skip
def test_a_wrong_member_of_a_paper_is_named(where: str, value: Any, code: str) -> None:
    found = problems(lambda raw: raw["papers"][0].update({where: value}))
    assert [named for _, named in found] == [code]
    assert found[0][0].startswith(f"papers.0.{where}")


def test_a_table_needs_as_many_cells_as_headings() -> None:
    table = {"kind": "table", "value": "steps", "head": ["A", "B"], "cells": ["{giver}"], "widths": [1, 1]}
    assert problems(lambda raw: raw["papers"][0]["blocks"].append(table)) == [("papers.0.blocks.4", "SET-COLUMNS")]
    wrong = {**table, "cells": ["{giver}", "{name}"]}
    assert problems(lambda raw: raw["papers"][0]["blocks"].append(wrong)) == [("papers.0.blocks.4.cells.1", "SET-VALUE")]


def test_a_kind_stands_once_in_a_set() -> None:
    assert problems(lambda raw: raw["papers"].append(raw["papers"][0])) == [("papers.1.kind", "SET-KIND-DOUBLED")]


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"a": 1, "a": 2}', b"\xff", b"[" * 500])
def test_what_is_no_set_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        load_set(data)
